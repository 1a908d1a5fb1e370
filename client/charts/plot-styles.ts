// What charts on canvases have in common: their box, its focus, and canvases that fill it.
import { css } from 'lit';

export const plotStyles = css`
  :host {
    position: relative;
    display: block;
    height: var(--rb-chart-height, 13rem);
    font-size: var(--rb-text-xs);
  }
  .plot {
    position: absolute;
    inset: 0;
    border-radius: var(--rb-radius-s);
  }
  .plot:focus {
    outline: none;
  }
  .plot:focus-visible {
    box-shadow: var(--rb-focus);
  }
  canvas {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  /* Off screen, or never pointed at: nothing to lay out or to paint. */
  canvas[width='0'] {
    display: none;
  }
`;
