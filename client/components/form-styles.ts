// How settings stand below one another in a panel.
import { css } from 'lit';

/** Classes: `form` around `line`s of a label and a control, `pair` for two fields beside one another, `part` for a heading. */
export const formStyles = css`
  .form {
    display: grid;
    gap: var(--rb-space-2);
  }
  .line {
    display: grid;
    grid-template-columns: 6.5rem minmax(0, 1fr);
    gap: var(--rb-space-2);
    align-items: center;
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
  }
  .line > .field,
  .line > select {
    width: 100%;
    min-width: 0;
  }
  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--rb-space-1);
  }
  .pair > .field {
    width: 100%;
    min-width: 0;
  }
  .part {
    margin: var(--rb-space-2) 0 0;
    color: var(--rb-text-faint);
    font-size: var(--rb-text-xs);
    font-weight: var(--rb-weight-strong);
    letter-spacing: 0.04em;
    text-transform: uppercase;
  }
  .part:first-child {
    margin-top: 0;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rb-space-1);
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: var(--rb-space-2);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
    cursor: pointer;
  }
  .tags {
    display: grid;
    gap: var(--rb-space-1);
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--rb-text-s);
  }
  .tags li {
    display: flex;
    align-items: center;
    gap: var(--rb-space-2);
  }
  .tags .name {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .hint {
    margin: 0;
    color: var(--rb-text-faint);
    font-size: var(--rb-text-xs);
  }
`;
