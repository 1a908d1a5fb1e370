// How buttons, fields and focus look in every element. Colours and sizes come from the custom properties of
// client/app/theme.css.
import { css } from 'lit';

/** Classes: `button` (with `quiet`, `icon-only`, `primary`), `field`, `visually-hidden`. Focus is a ring on all. */
export const controlStyles = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--rb-space-1);
    min-height: var(--rb-control-height);
    padding: 0 var(--rb-space-2);
    border: 1px solid var(--rb-border-strong);
    border-radius: var(--rb-radius-m);
    background: var(--rb-surface);
    color: var(--rb-text);
    font: inherit;
    font-size: var(--rb-text-s);
    font-weight: var(--rb-weight-medium);
    white-space: nowrap;
    cursor: pointer;
    transition:
      background var(--rb-fast),
      color var(--rb-fast);
  }
  .button:hover {
    background: var(--rb-surface-hover);
  }
  .button[disabled] {
    opacity: 0.5;
    cursor: default;
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--rb-text-muted);
  }
  .button.quiet:hover,
  .button.quiet[aria-expanded='true'],
  .button.quiet[aria-pressed='true'] {
    background: var(--rb-surface-hover);
    color: var(--rb-text);
  }
  .button.primary {
    border-color: transparent;
    background: var(--rb-accent);
    color: var(--rb-on-accent);
  }
  .button.primary:hover {
    background: var(--rb-accent-hover);
  }
  .button.icon-only {
    width: var(--rb-control-height);
    padding: 0;
  }
  .field {
    min-height: var(--rb-control-height);
    padding: 0 var(--rb-space-2);
    border: 1px solid var(--rb-border-strong);
    border-radius: var(--rb-radius-m);
    background: var(--rb-surface);
    color: var(--rb-text);
    font: inherit;
    font-size: var(--rb-text-s);
  }
  .field::placeholder {
    color: var(--rb-text-faint);
    opacity: 1;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    box-shadow: var(--rb-focus);
  }
  .field:focus-visible {
    border-color: var(--rb-accent);
    box-shadow: 0 0 0 1px var(--rb-accent);
  }
  input[type='checkbox'] {
    width: 0.875rem;
    height: 0.875rem;
    margin: 0;
    accent-color: var(--rb-accent);
    border-radius: var(--rb-radius-s);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
