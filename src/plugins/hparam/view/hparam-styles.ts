// How the tab of hyperparameters lays out its parts.
import { css } from 'lit';

export const hparamStyles = css`
  .settings {
    position: static;
  }
  .settings rb-tag-filter {
    flex: 0 1 12rem;
  }
  .loading {
    padding: var(--rb-space-5);
    color: var(--rb-text-faint);
  }
  .count {
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
  }
  .downloads {
    display: inline-flex;
    align-items: center;
    margin-left: auto;
    color: var(--rb-text-faint);
  }
  .field {
    max-width: 12rem;
  }
  .wide {
    overflow-x: auto;
  }
  rb-parallel-coordinates {
    --rb-chart-height: max(20rem, calc(100dvh - 11rem));
  }
  rb-session-table {
    --rb-table-height: max(20rem, calc(100dvh - 10rem));
  }
  rb-error-note {
    padding: var(--rb-space-2) var(--rb-space-4);
  }
`;
