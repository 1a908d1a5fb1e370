// How the picture of points lies in its element.
import { css } from 'lit';

export const pointViewStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: hidden;
    background: var(--rb-surface);
    font-size: var(--rb-text-s);
  }
  :host([night]) {
    background: var(--rb-night);
  }
  canvas {
    position: absolute;
    inset: 0;
    display: block;
    width: 100%;
    height: 100%;
  }
  .scene {
    cursor: grab;
    touch-action: none;
  }
  .scene:active {
    cursor: grabbing;
  }
  .scene.box,
  .scene.lasso,
  .scene.box:active,
  .scene.lasso:active {
    cursor: crosshair;
  }
  .scene:focus-visible {
    outline: 2px solid var(--rb-accent);
    outline-offset: -2px;
    box-shadow: none;
  }
  .above {
    pointer-events: none;
  }
  p {
    margin: 0;
    padding: var(--rb-space-4);
    color: var(--rb-text-muted);
  }
  .note {
    position: absolute;
    inset: auto 0 0;
    background: var(--rb-danger-soft);
    color: var(--rb-text);
  }
`;
