// How the overview lays out its parts.
import { css } from 'lit';

export const overviewStyles = css`
  .loading {
    padding: var(--rb-space-5);
    color: var(--rb-text-faint);
  }
  .overview {
    display: grid;
    gap: var(--rb-space-4);
    padding: var(--rb-space-4);
  }
  section {
    min-width: 0;
    padding: var(--rb-space-4);
    border: 1px solid var(--rb-border);
    border-radius: var(--rb-radius-l);
    background: var(--rb-surface);
    /* Out of sight, a table of a hundred runs is not laid out. */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 20rem;
  }
  h2 {
    margin: 0 0 var(--rb-space-3);
    font-size: var(--rb-text-m);
    font-weight: var(--rb-weight-strong);
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--rb-space-1) var(--rb-space-4);
    margin: 0;
    font-size: var(--rb-text-s);
  }
  dt {
    color: var(--rb-text-muted);
  }
  dd,
  li {
    margin: 0;
    overflow-wrap: anywhere;
  }
  ul {
    max-height: 20rem;
    margin: 0;
    padding-left: var(--rb-space-4);
    overflow: auto;
    font-size: var(--rb-text-s);
  }
  li + li {
    margin-top: var(--rb-space-2);
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-spacing: 0;
    font-size: var(--rb-text-s);
  }
  th,
  td {
    padding: var(--rb-space-1) var(--rb-space-3) var(--rb-space-1) 0;
    border-bottom: 1px solid var(--rb-border);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  th:first-child {
    text-align: left;
  }
  /* Long names give way before numbers are out of sight. */
  tbody th {
    min-width: 7rem;
    overflow-wrap: anywhere;
    white-space: normal;
  }
  .tabs {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 var(--rb-space-3);
    justify-content: end;
  }
  a {
    color: var(--rb-accent);
  }
  thead th {
    color: var(--rb-text-muted);
  }
`;
