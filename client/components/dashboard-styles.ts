// How every dashboard lays out its settings and cards.
import { css } from 'lit';

/** Classes: `settings` for the bar above the cards, which stays in sight, and `cards` for what is below. */
export const dashboardStyles = css`
  :host {
    display: block;
    min-height: 100%;
  }
  .settings {
    position: sticky;
    z-index: 2;
    top: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--rb-space-2) var(--rb-space-4);
    padding: var(--rb-space-2) var(--rb-space-4);
    border-bottom: 1px solid var(--rb-border);
    background: var(--rb-bg);
  }
  .settings rb-tag-filter {
    flex: 1 1 12rem;
    max-width: 22rem;
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: var(--rb-space-2);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
    cursor: pointer;
  }
  .compare {
    display: inline-flex;
    align-items: center;
    gap: var(--rb-space-1);
  }
  .field.steps {
    width: 6.5rem;
  }
  .cards {
    padding: var(--rb-space-3) var(--rb-space-4) var(--rb-space-6);
  }
  @media (max-width: 50rem) {
    .settings {
      position: static;
      padding: var(--rb-space-2) var(--rb-space-3);
    }
    .settings rb-tag-filter {
      max-width: none;
    }
    .cards {
      padding: var(--rb-space-2) var(--rb-space-3) var(--rb-space-5);
    }
  }
`;
