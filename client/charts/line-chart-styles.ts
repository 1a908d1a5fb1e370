// How rb-line-chart looks around its canvases, beyond what all plots share.
import { css } from 'lit';

export const lineChartStyles = css`
  .plot {
    cursor: crosshair;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
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
