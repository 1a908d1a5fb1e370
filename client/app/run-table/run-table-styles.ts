// How the run table looks.
import { css } from 'lit';

export const runTableStyles = css`
  :host {
    display: flex;
    min-height: 0;
    background: var(--rb-surface);
  }
  section {
    --rb-run-cell-width: 4.5rem;
    --rb-run-name-width: 12rem;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
  }
  section.compared {
    --rb-run-cell-width: 7.5rem;
  }
  header {
    display: flex;
    gap: var(--rb-space-2);
    align-items: center;
    padding: var(--rb-space-2) var(--rb-space-2) var(--rb-space-1) var(--rb-space-4);
  }
  .all {
    display: flex;
    flex: 1;
    gap: var(--rb-space-2);
    align-items: center;
    cursor: pointer;
  }
  .title {
    font-size: var(--rb-text-m);
    font-weight: var(--rb-weight-strong);
  }
  .count {
    color: var(--rb-text-faint);
    font-size: var(--rb-text-s);
  }
  .filter {
    padding: 0 var(--rb-space-3) var(--rb-space-2);
  }
  .rows {
    flex: 1;
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    contain: strict;
  }
  .none {
    margin: 0;
    padding: var(--rb-space-2) var(--rb-space-4);
    color: var(--rb-text-faint);
    font-size: var(--rb-text-s);
  }
  .heads,
  .row {
    display: grid;
    grid-template-columns: var(--rb-run-columns);
    width: 100%;
    min-width: calc(var(--rb-run-name-width) + var(--rb-run-count) * var(--rb-run-cell-width));
    height: var(--rb-row-height);
    background: var(--rb-surface);
  }
  .body {
    min-width: calc(var(--rb-run-name-width) + var(--rb-run-count) * var(--rb-run-cell-width));
  }
  .heads {
    position: sticky;
    z-index: 3;
    top: 0;
    border-bottom: 1px solid var(--rb-border);
  }
  .row:hover,
  .row:focus-within {
    background: var(--rb-surface-hover);
  }
  .row.selected {
    background: var(--rb-accent-soft);
  }
  .row.group {
    background: var(--rb-surface-sunken);
    font-weight: var(--rb-weight-medium);
  }
  .name {
    position: sticky;
    z-index: 1;
    left: 0;
    display: flex;
    gap: var(--rb-space-2);
    align-items: center;
    min-width: 0;
    padding: 0 var(--rb-space-2) 0 var(--rb-space-4);
    background: inherit;
  }
  .name input {
    flex: none;
  }
  .cell {
    display: flex;
    gap: var(--rb-space-1);
    align-items: center;
    min-width: 0;
    padding: 0 var(--rb-space-2);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
    white-space: nowrap;
  }
  .cell.number {
    justify-content: flex-end;
  }
  /* Numbers are short. What is clipped is painted apart, and of hundreds of cells that takes a frame. */
  .cell:not(.number) .text {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .difference {
    flex: none;
    color: var(--rb-text-faint);
    font-size: var(--rb-text-xs);
  }
  .sort {
    display: flex;
    gap: var(--rb-space-1);
    align-items: center;
    min-width: 0;
    height: 100%;
    padding: 0;
    border: 0;
    background: none;
    color: var(--rb-text-faint);
    font: inherit;
    font-size: var(--rb-text-xs);
    white-space: nowrap;
    cursor: pointer;
  }
  .sort:hover,
  [aria-sort='ascending'] .sort,
  [aria-sort='descending'] .sort {
    color: var(--rb-text);
  }
  .heads rb-splitter {
    position: absolute;
    inset: 0 calc(var(--rb-space-1) * -1) 0 auto;
  }
  .heads rb-splitter::part(line) {
    background: var(--rb-border);
  }
  .fold {
    display: inline-flex;
    flex: none;
    align-items: center;
    padding: var(--rb-space-1) 0;
    border: 0;
    border-radius: var(--rb-radius-s);
    background: none;
    color: var(--rb-text-muted);
    cursor: pointer;
  }
  .fold rb-icon {
    --rb-icon-size: 0.75rem;
    transition: transform var(--rb-fast);
  }
  .fold .down {
    transform: rotate(90deg);
  }
  /* More columns lie to the right. */
  .rows.more {
    mask-image: linear-gradient(to left, rgb(0 0 0 / 25%), #000 2.5rem);
  }
  .dot {
    position: relative;
    flex: none;
    width: var(--rb-dot-size);
    height: var(--rb-dot-size);
    border-radius: 50%;
  }
  .dot.running::after {
    position: absolute;
    inset: -3px;
    border: 1.5px solid currentcolor;
    border-radius: 50%;
    content: '';
    animation: breathe 1.8s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      opacity: 0.15;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .dot.running::after {
      animation: none;
    }
  }
  .label {
    display: flex;
    flex: 1 1 auto;
    align-items: center;
    align-self: stretch;
    min-width: 2rem;
    white-space: pre;
    cursor: pointer;
    user-select: none;
  }
  .folder,
  .leaf {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .folder {
    flex-shrink: 1000;
    min-width: 1.5em;
    color: var(--rb-text-faint);
  }
  .folder:empty {
    display: none;
  }
  .off .label,
  .off .folder {
    color: var(--rb-text-faint);
  }
  .off .dot {
    opacity: 0.35;
  }
  .mark {
    --rb-icon-size: 0.75rem;
    color: var(--rb-text-faint);
  }
  /* Marks give way before the name does. */
  .tag {
    overflow: hidden;
    flex-shrink: 1000;
    min-width: 1.75em;
    max-width: 6em;
    padding: 0 var(--rb-space-1);
    border: 1px solid var(--rb-border);
    border-radius: var(--rb-radius-s);
    background: var(--rb-surface);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-xs);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .button.only,
  .button.only:hover {
    position: absolute;
    right: var(--rb-space-1);
    min-height: 1.375rem;
    opacity: 0;
    background: var(--rb-surface);
    color: var(--rb-accent);
  }
  .row:hover .button.only,
  .row:focus-within .button.only {
    opacity: 1;
    border-color: var(--rb-border-strong);
  }
  /* Without a mouse there is nothing to hover with: the button has a place of its own. */
  @media (hover: none) {
    .row .button.only {
      position: static;
      flex: none;
      opacity: 1;
      background: none;
    }
    .row:hover .button.only,
    .row:focus-within .button.only {
      border-color: transparent;
    }
  }
`;
