// How the parts of the tab lie beside one another: panels at the sides, the picture between them.
import { css } from 'lit';

export const projectorStyles = css`
  :host {
    height: calc(100dvh - var(--rb-bar-height));
    min-height: 24rem;
  }
  .page {
    position: relative;
    display: grid;
    grid-template-columns: 17rem minmax(0, 1fr) 17rem;
    height: 100%;
  }
  .panel {
    min-height: 0;
    overflow: auto;
    border-right: 1px solid var(--rb-border);
    background: var(--rb-bg);
  }
  .panel.right {
    border-right: 0;
    border-left: 1px solid var(--rb-border);
  }
  .middle {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .middle rb-point-view,
  .waiting {
    flex: 1;
    min-height: 12rem;
  }
  .middle rb-error-note,
  .empty rb-error-note {
    padding: var(--rb-space-2) var(--rb-space-3) 0;
  }
  .status,
  .doing {
    display: flex;
    align-items: center;
    gap: var(--rb-space-2);
  }
  .status {
    /* As high with its button as without. */
    min-height: calc(var(--rb-control-height) + 2 * var(--rb-space-1));
    padding: 0 var(--rb-space-3);
    border-top: 1px solid var(--rb-border);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
  }
  progress {
    width: 8rem;
    accent-color: var(--rb-accent);
  }
  .downloads {
    display: grid;
    justify-items: start;
  }
  rb-popover {
    --rb-popover-width: 15rem;
  }
  .empty {
    grid-column: 1 / -1;
  }
  .loading {
    grid-column: 1 / -1;
    margin: 0;
    padding: var(--rb-space-5);
    color: var(--rb-text-muted);
  }
  .drop {
    position: absolute;
    z-index: 4;
    inset: var(--rb-space-3);
    display: grid;
    place-items: center;
    border: 2px dashed var(--rb-accent);
    border-radius: var(--rb-radius-l);
    background: color-mix(in srgb, var(--rb-surface) 80%, transparent);
    color: var(--rb-text);
    font-size: var(--rb-text-l);
    pointer-events: none;
  }
  @media (max-width: 70rem) {
    .page {
      grid-template: minmax(0, 1fr) auto / 15rem minmax(0, 1fr);
    }
    .panel.right {
      grid-column: 1 / -1;
      max-height: 40vh;
      border-top: 1px solid var(--rb-border);
      border-left: 0;
    }
  }
  @media (max-width: 50rem) {
    :host {
      height: auto;
    }
    .page {
      grid-template: auto / minmax(0, 1fr);
      height: auto;
    }
    .middle {
      order: -1;
      height: 75vh;
    }
    .panel,
    .panel.right {
      max-height: none;
      border: 0;
    }
  }
`;
