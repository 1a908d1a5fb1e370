// How the panel beside a graph looks.
import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: block;
    padding: var(--rb-space-3) var(--rb-space-4) var(--rb-space-5);
    background: var(--rb-surface);
    font-size: var(--rb-text-s);
  }
  header {
    display: flex;
    gap: var(--rb-space-2);
    align-items: flex-start;
    justify-content: space-between;
  }
  h2 {
    margin: 0;
    font-size: var(--rb-text-l);
    overflow-wrap: anywhere;
  }
  h3 {
    margin: var(--rb-space-4) 0 var(--rb-space-1);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
    font-weight: var(--rb-weight-strong);
  }
  .path {
    margin: 0 0 var(--rb-space-2);
    color: var(--rb-text-faint);
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rb-space-1);
    margin-bottom: var(--rb-space-3);
  }
  .button[aria-pressed='true'] {
    background: var(--rb-accent-soft);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(5rem, auto) minmax(0, 1fr);
    gap: var(--rb-space-1) var(--rb-space-3);
    margin: 0;
  }
  dt {
    color: var(--rb-text-muted);
    overflow-wrap: anywhere;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .counts {
    grid-template-columns: minmax(0, 1fr) auto;
  }
  .trouble {
    display: block;
    color: var(--rb-warning);
  }
  code {
    font-family: var(--rb-font-mono);
    font-size: var(--rb-text-xs);
  }
  ul {
    display: grid;
    gap: var(--rb-space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    overflow-wrap: anywhere;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--rb-accent);
    font: inherit;
    text-align: left;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .link:hover {
    text-decoration: underline;
  }
  .values,
  .count {
    color: var(--rb-text-faint);
    font-size: var(--rb-text-xs);
    font-weight: normal;
  }
`;
