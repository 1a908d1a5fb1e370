// How the editor of a chart looks, beyond what all dialogs have.
import { css } from 'lit';

export const chartEditorStyles = css`
  dialog {
    width: min(32rem, calc(100vw - 2rem));
  }
  rb-segmented {
    display: block;
    margin-bottom: var(--rb-space-3);
  }
  textarea.field {
    font-family: var(--rb-font-mono);
  }
  .found {
    margin-top: calc(-1 * var(--rb-space-2));
    font-size: var(--rb-text-xs);
  }
  .found.invalid,
  .button.danger-text {
    color: var(--rb-danger);
  }
  fieldset {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
    gap: 0 var(--rb-space-2);
    margin: 0 0 var(--rb-space-3);
    padding: var(--rb-space-2) var(--rb-space-3);
    border: 1px solid var(--rb-border);
    border-radius: var(--rb-radius-m);
  }
  fieldset label {
    margin-bottom: var(--rb-space-2);
  }
  legend {
    padding: 0 var(--rb-space-1);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-xs);
  }
  .another {
    margin-bottom: var(--rb-space-3);
  }
  .own {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rb-space-1);
    margin-right: auto;
  }
`;
