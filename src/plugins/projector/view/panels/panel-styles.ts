// How the panels beside the picture look.
import { css } from 'lit';

/** Classes: `part` for a section with a heading, `line` for a label and its control, `row` for things side by side. */
export const panelStyles = css`
  :host {
    display: block;
    font-size: var(--rb-text-s);
  }
  section {
    display: grid;
    gap: var(--rb-space-2);
    padding: var(--rb-space-3);
    border-bottom: 1px solid var(--rb-border);
  }
  h2 {
    margin: 0;
    color: var(--rb-text-faint);
    font-size: var(--rb-text-xs);
    font-weight: var(--rb-weight-strong);
    letter-spacing: 0.04em;
    text-transform: uppercase;
  }
  .line {
    display: grid;
    grid-template-columns: 5.5rem minmax(0, 1fr);
    gap: var(--rb-space-2);
    align-items: center;
    color: var(--rb-text-muted);
  }
  .line > select,
  .line > input.field {
    width: 100%;
    min-width: 0;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--rb-space-1) var(--rb-space-2);
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: var(--rb-space-2);
    color: var(--rb-text-muted);
    cursor: pointer;
  }
  rb-slider {
    display: flex;
    --rb-slider-width: 4rem;
  }
  p {
    margin: 0;
    color: var(--rb-text-muted);
    overflow-wrap: anywhere;
  }
  .hint {
    color: var(--rb-text-faint);
    font-size: var(--rb-text-xs);
  }
  ol,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;
