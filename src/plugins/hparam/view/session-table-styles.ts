// How the table of sessions looks.
import { css } from 'lit';

export const sessionTableStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .scroll {
    max-height: var(--rb-table-height, 40rem);
    overflow: auto;
    border: 1px solid var(--rb-border);
    border-radius: var(--rb-radius-l);
    background: var(--rb-surface);
  }
  table {
    min-width: 100%;
    border-spacing: 0;
    font-size: var(--rb-text-s);
  }
  th,
  td {
    height: var(--rb-row-height);
    padding: 0 var(--rb-space-3);
    border-bottom: 1px solid var(--rb-border);
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
  }
  tr[aria-hidden] {
    border: 0;
  }
  thead th {
    position: sticky;
    z-index: 2;
    top: 0;
    padding: 0;
    background: var(--rb-surface-sunken);
  }
  th.name {
    position: sticky;
    z-index: 1;
    left: 0;
    max-width: min(22rem, 45vw);
    background: var(--rb-surface);
  }
  thead th.name {
    z-index: 3;
    padding: 0 var(--rb-space-3);
    background: var(--rb-surface-sunken);
    color: var(--rb-text-muted);
  }
  .number .sort {
    justify-content: flex-end;
  }
  tbody th.name {
    padding: 0;
  }
  td {
    max-width: 16rem;
  }
  /* Numbers are short. What is clipped, faded or moved is painted apart, and of hundreds of cells that takes a frame. */
  td:not(.number) {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  td.number {
    text-align: right;
  }
  .row {
    cursor: pointer;
  }
  .row:hover td,
  .row:hover th {
    background: var(--rb-surface-hover);
  }
  .best td,
  .best th.name {
    background: var(--rb-accent-soft);
    font-weight: var(--rb-weight-medium);
  }
  .crown {
    margin-right: var(--rb-space-2);
    padding: 0 var(--rb-space-1);
    border-radius: var(--rb-radius-s);
    background: var(--rb-accent);
    color: var(--rb-on-accent);
    font-size: var(--rb-text-xs);
  }
  .sort,
  .open {
    display: flex;
    align-items: center;
    gap: var(--rb-space-1);
    width: 100%;
    height: var(--rb-row-height);
    padding: 0 var(--rb-space-3);
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  .sort {
    color: var(--rb-text-muted);
    font-weight: var(--rb-weight-medium);
  }
  .sort rb-icon {
    --rb-icon-size: 0.75rem;
    color: var(--rb-accent);
  }
  .sort:hover {
    color: var(--rb-text);
  }
  .metric .sort {
    color: var(--rb-text);
  }
  .arrow {
    min-width: 0.75rem;
  }
  .open {
    gap: var(--rb-space-2);
  }
  .open rb-icon {
    flex: none;
    --rb-icon-size: 0.75rem;
    color: var(--rb-text-faint);
    transition: transform var(--rb-fast);
  }
  .open[aria-expanded='true'] rb-icon {
    transform: rotate(90deg);
  }
  /* Beside the name, where the row is looked at or pinned. */
  tbody th.name .open {
    padding-right: 2rem;
  }
  .pin {
    position: absolute;
    inset: 0 var(--rb-space-1) 0 auto;
    display: grid;
    place-items: center;
    width: 1.5rem;
    height: 1.5rem;
    margin: auto 0;
    padding: 0;
    border: 0;
    border-radius: var(--rb-radius-s);
    background: none;
    color: transparent;
    cursor: pointer;
    --rb-icon-size: 0.875rem;
  }
  .row:hover .pin,
  .pin:focus-visible,
  .pin[aria-pressed='true'] {
    color: var(--rb-text-faint);
  }
  .pin[aria-pressed='true'] {
    color: var(--rb-accent);
  }
  .text {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .count {
    color: var(--rb-text-faint);
  }
  .dot {
    flex: none;
    width: var(--rb-dot-size);
    height: var(--rb-dot-size);
    border-radius: 50%;
  }
  .none {
    color: var(--rb-text-faint);
  }
  .detail td {
    position: static;
    max-width: none;
    height: auto;
    padding: 0;
    background: var(--rb-bg);
  }
  /* As wide as what is in sight, however wide the table is. */
  .detail div {
    position: sticky;
    left: 0;
    width: var(--rb-detail-width, 100%);
    white-space: normal;
  }
`;
