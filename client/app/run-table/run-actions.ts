// What can be done with the selected runs.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../components/control-styles.ts';
import '../../components/icon.ts';

/** One thing to do with the selected runs. */
export type RunAction = 'only' | 'hide' | 'pin' | 'baseline' | 'edit' | 'ignore' | 'copy' | 'delete';

/** What is so of all selected runs: then the action takes it back. */
export interface SelectedState {
  readonly count: number;
  readonly hidden: boolean;
  readonly pinned: boolean;
  readonly ignored: boolean;
  readonly baseline: boolean;
}

/**
 * A bar below the table.
 * @fires rb-run-action - `detail` is the RunAction.
 * @fires rb-close - Nothing is to be selected any more.
 */
export class RbRunActions extends LitElement {
  static override properties = {
    selected: { attribute: false },
    canDelete: { attribute: false },
    said: {},
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        padding: var(--rb-space-2) var(--rb-space-3) var(--rb-space-3);
        border-top: 1px solid var(--rb-border);
        background: var(--rb-surface-sunken);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        font-size: var(--rb-text-s);
        font-weight: var(--rb-weight-medium);
      }
      .said {
        flex: 1;
        padding-left: var(--rb-space-2);
        overflow: hidden;
        color: var(--rb-text-muted);
        font-weight: 400;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--rb-space-1);
      }
      .button.danger {
        color: var(--rb-danger);
      }
    `,
  ];
  declare selected: SelectedState;
  declare canDelete: boolean;
  /** What came of the last action, as "2 paths copied". */
  declare said: string;

  constructor() {
    super();
    this.canDelete = false;
    this.said = '';
  }

  override render() {
    const { count, hidden, pinned, ignored, baseline } = this.selected;
    const one = count === 1;
    return html`<div role="toolbar" aria-label="Selected runs">
      <div class="head">
        <span>${count.toLocaleString('en')} selected</span>
        <span class="said" role="status" title=${this.said}>${this.said}</span>
        <button class="button quiet icon-only" aria-label="Select nothing" title="Select nothing" @click=${() => this.dispatchEvent(new CustomEvent('rb-close'))}><rb-icon name="close"></rb-icon></button>
      </div>
      <div class="actions">
        ${this.#button('only', 'Show only', 'Hide all other runs')}
        ${hidden ? this.#button('hide', 'Show', 'Show in all charts') : this.#button('hide', 'Hide', 'Leave out of all charts')}
        ${pinned ? this.#button('pin', 'Unpin', 'Back to where it belongs') : this.#button('pin', 'Pin', 'Keep on top of the table')}
        ${
          one
            ? baseline
              ? this.#button('baseline', 'No baseline', 'Compare with no run')
              : this.#button('baseline', 'Baseline', 'Compare all runs with this one')
            : nothing
        }
        ${one ? this.#button('edit', 'Rename, note, tag…', 'Name, note, tags and colour, kept beside the logs, never in them') : this.#button('edit', 'Tag…', 'Give all of them tags, or take some away')}
        ${ignored ? this.#button('ignore', 'Bring back', 'No longer ignore') : this.#button('ignore', 'Ignore', 'Leave out of table and charts until brought back')}
        ${this.#button('copy', one ? 'Copy path' : 'Copy paths', 'To the clipboard')}
        ${this.canDelete ? html`<button class="button quiet danger" title="Move to the trash folder" @click=${() => this.#fire('delete')}>Delete…</button>` : nothing}
      </div>
    </div>`;
  }

  #button(action: RunAction, label: string, title: string) {
    return html`<button class="button" title=${title} @click=${() => this.#fire(action)}>${label}</button>`;
  }

  #fire(action: RunAction) {
    this.dispatchEvent(new CustomEvent('rb-run-action', { detail: action }));
  }
}
customElements.define('rb-run-actions', RbRunActions);
