// How rb-line-chart looks around its canvases.
import { css } from 'lit';

export const lineChartStyles = css`
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
    cursor: crosshair;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
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
  p {
    position: absolute;
    inset: 0 0 auto auto;
    margin: 0;
    padding: 1px var(--rb-space-1);
    border-radius: var(--rb-radius-s);
    background: var(--rb-surface);
    color: var(--rb-warning);
    pointer-events: none;
  }
  .empty {
    inset: 0;
    display: grid;
    place-items: center;
    color: var(--rb-text-faint);
    font-size: var(--rb-text-s);
  }
`;
