// How a table of figures looks: names at the left, numbers at the right.
import { css } from 'lit';

export const figuresStyles = css`
  table {
    width: 100%;
    border-spacing: 0;
    font-size: var(--rb-text-s);
    white-space: nowrap;
  }
  th,
  td {
    padding: 2px var(--rb-space-2);
    text-align: right;
  }
  thead th {
    color: var(--rb-text-muted);
    font-weight: var(--rb-weight-medium);
  }
  tbody th,
  thead th:first-child {
    text-align: left;
    font-weight: 400;
  }
`;
