// How a plot's tip with names and values looks; placed by placeBeside.
import { css } from 'lit';

/** Class `tip` on a manual popover with a `dl` in it. */
export const tipStyles = css`
  .tip {
    position: fixed;
    inset: 0 auto auto 0;
    margin: 0;
    padding: var(--rb-space-2) var(--rb-space-3);
    border: 0;
    border-radius: var(--rb-radius-m);
    background: var(--rb-surface-raised);
    color: var(--rb-text);
    box-shadow: var(--rb-shadow-raised);
    font-size: var(--rb-text-s);
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  .tip dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 1px var(--rb-space-3);
    margin: 0;
  }
  .tip dt {
    color: var(--rb-text-faint);
  }
  .tip dd {
    margin: 0;
    text-align: right;
  }
`;
