// How a dialog looks, over the page.
import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    width: min(28rem, calc(100vw - 2rem));
    max-height: calc(100dvh - 2rem);
    padding: var(--rb-space-4);
    border: 0;
    border-radius: var(--rb-radius-l);
    background: var(--rb-surface-raised);
    box-shadow: var(--rb-shadow-raised);
    color: var(--rb-text);
  }
  dialog::backdrop {
    background: var(--rb-scrim);
  }
  h2 {
    margin: 0 0 var(--rb-space-3);
    font-size: var(--rb-text-l);
    font-weight: var(--rb-weight-strong);
    overflow-wrap: anywhere;
  }
  label {
    display: block;
    margin-bottom: var(--rb-space-3);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
  }
  .field {
    display: block;
    width: 100%;
    margin-top: var(--rb-space-1);
    padding: var(--rb-space-1) var(--rb-space-2);
  }
  textarea.field {
    min-height: 5rem;
    resize: vertical;
  }
  p,
  ul {
    margin: 0 0 var(--rb-space-3);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
    overflow-wrap: anywhere;
  }
  ul {
    max-height: 10rem;
    padding-left: var(--rb-space-4);
    overflow: auto;
  }
  .buttons {
    display: flex;
    gap: var(--rb-space-2);
    justify-content: flex-end;
    margin: 0;
  }
  .button.danger {
    border-color: transparent;
    background: var(--rb-danger);
    color: var(--rb-surface);
  }
  .button.danger:hover {
    filter: brightness(1.1);
  }
  .row {
    display: flex;
    gap: var(--rb-space-3);
    align-items: center;
    min-height: var(--rb-control-height);
  }
  label.inline {
    display: flex;
    flex-direction: row;
    gap: var(--rb-space-2);
    align-items: center;
    margin: 0;
  }
  input[type='color'] {
    width: 2.5rem;
    height: var(--rb-control-height);
    padding: 0.125rem;
    border: 1px solid var(--rb-border-strong);
    border-radius: var(--rb-radius-m);
    background: var(--rb-surface);
    cursor: pointer;
  }
`;
