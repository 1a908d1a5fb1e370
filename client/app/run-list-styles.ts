// How the run list looks.
import { css } from 'lit';

export const runListStyles = css`
  :host {
    display: flex;
    background: var(--rb-surface);
  }
  section {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: var(--rb-space-3) var(--rb-space-4) var(--rb-space-2);
  }
  .all {
    display: flex;
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
  }
  .none {
    margin: 0;
    padding: var(--rb-space-2) var(--rb-space-4);
    color: var(--rb-text-faint);
    font-size: var(--rb-text-s);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    display: flex;
    align-items: center;
    height: var(--rb-row-height);
    padding-right: var(--rb-space-2);
  }
  li:hover,
  li:focus-within {
    background: var(--rb-surface-hover);
  }
  li label {
    display: flex;
    flex: 1;
    gap: var(--rb-space-2);
    align-items: center;
    align-self: stretch;
    min-width: 0;
    padding-left: var(--rb-space-4);
    cursor: pointer;
  }
  li input {
    flex: none;
  }
  .dot {
    flex: none;
    width: var(--rb-dot-size);
    height: var(--rb-dot-size);
    border-radius: 50%;
  }
  .name {
    display: flex;
    min-width: 0;
    white-space: pre;
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
  .off .name,
  .off .folder {
    color: var(--rb-text-faint);
  }
  .off .dot {
    opacity: 0.35;
  }
  .button.only,
  .button.only:hover {
    position: absolute;
    right: var(--rb-space-2);
    min-height: 1.375rem;
    opacity: 0;
    background: var(--rb-surface);
    color: var(--rb-accent);
  }
  li:hover .button.only,
  li:focus-within .button.only {
    opacity: 1;
    border-color: var(--rb-border-strong);
  }
  /* Without a mouse there is nothing to hover with: the button has a place of its own. */
  @media (hover: none) {
    li .button.only {
      position: static;
      flex: none;
      opacity: 1;
      background: none;
    }
    li:hover .button.only,
    li:focus-within .button.only {
      border-color: transparent;
    }
  }
`;
