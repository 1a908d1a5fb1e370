// The question before runs are deleted.
import { html, LitElement } from 'lit';
import { controlStyles } from '../../components/control-styles.ts';
import { dialogStyles } from '../../components/dialog-styles.ts';

const MOST_LISTED = 50;

/**
 * A dialog, open as long as it is in the document.
 * @fires rb-confirm - The runs are to be deleted.
 * @fires rb-close - They are not, or it is done.
 */
export class RbRunDelete extends LitElement {
  static override properties = { names: { attribute: false } };
  static override styles = [controlStyles, dialogStyles];
  declare names: readonly string[];

  constructor() {
    super();
    this.names = [];
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render() {
    const { names } = this;
    const rest = names.length - MOST_LISTED;
    const count = names.length === 1 ? 'this run' : `these ${names.length.toLocaleString('en')} runs`;
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('rb-close'))}>
      <form method="dialog" @submit=${() => this.dispatchEvent(new CustomEvent('rb-confirm'))}>
        <h2 id="title">Delete ${count}?</h2>
        <ul tabindex="0" aria-label="Runs to delete">
          ${names.slice(0, MOST_LISTED).map((name) => html`<li>${name}</li>`)}
          ${rest > 0 ? html`<li>and ${rest.toLocaleString('en')} more</li>` : ''}
        </ul>
        <p>${names.length === 1 ? 'Its folder is' : 'Their folders are'} moved to <code>.runboard/trash</code> in the logdir, from where one can move ${names.length === 1 ? 'it' : 'them'} back. A training that still runs goes on writing there.</p>
        <div class="buttons">
          <button class="button" type="button" title="Delete nothing (Escape)" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>Cancel</button>
          <button class="button danger" type="submit" title="They can be moved back from there">Move to the trash</button>
        </div>
      </form>
    </dialog>`;
  }
}
customElements.define('rb-run-delete', RbRunDelete);
