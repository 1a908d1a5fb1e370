// Views that are kept under a name, and the files that carry them.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../../client/components/control-styles.ts';
import type { Bookmark } from '../../model/bookmarks.ts';
import { panelStyles } from './panel-styles.ts';
import '../../../../../client/components/icon.ts';

/**
 * @fires rb-bookmark-add - The user wants to keep what is shown.
 * @fires rb-bookmark-open - `detail` is the index of one.
 * @fires rb-bookmark-remove - `detail` is the index of one.
 * @fires rb-bookmark-rename - `detail` is `{ at, label }`.
 * @fires rb-bookmarks-save - The user wants a file of them.
 * @fires rb-bookmarks-load - `detail` is the File that the user chose.
 */
export class RbBookmarkPanel extends LitElement {
  static override properties = { bookmarks: { attribute: false }, note: {} };
  static override styles = [
    controlStyles,
    panelStyles,
    css`
      li {
        display: flex;
        align-items: center;
        gap: var(--rb-space-1);
      }
      li .field {
        flex: 1;
        min-width: 0;
      }
      ul {
        display: grid;
        gap: var(--rb-space-1);
      }
      input[type='file'] {
        display: none;
      }
    `,
  ];
  declare bookmarks: readonly Bookmark[];
  /** What went wrong; empty where nothing did. */
  declare note: string;

  constructor() {
    super();
    this.bookmarks = [];
    this.note = '';
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  override render() {
    const { bookmarks } = this;
    return html`<section aria-label="Bookmarks">
      <h2>Bookmarks</h2>
      ${bookmarks.length === 0 ? nothing : html`<ul>${bookmarks.map((one, at) => html`<li>${this.#bookmark(one, at)}</li>`)}</ul>`}
      ${this.note === '' ? nothing : html`<p role="alert">${this.note}</p>`}
      <div class="row">
        <button class="button" @click=${() => this.#fire('rb-bookmark-add')}>Keep this view</button>
        <button class="button" @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click()}>Load…</button>
        ${bookmarks.length === 0 ? nothing : html`<button class="button" @click=${() => this.#fire('rb-bookmarks-save')}>Save as file</button>`}
      </div>
      <p class="hint">Files are those of TensorBoard's projector.</p>
      <input type="file" accept=".json,.txt" aria-label="File of bookmarks" @change=${this.#loaded} />
    </section>`;
  }

  #bookmark({ label }: Bookmark, at: number) {
    return html`<input
        class="field"
        aria-label="Name of bookmark ${at + 1}"
        .value=${label}
        @change=${(event: Event) => this.#fire('rb-bookmark-rename', { at, label: (event.target as HTMLInputElement).value })}
      />
      <button class="button" aria-label="Open ${label}" @click=${() => this.#fire('rb-bookmark-open', at)}>Open</button>
      <button class="button quiet icon-only" aria-label="Remove ${label}" @click=${() => this.#fire('rb-bookmark-remove', at)}><rb-icon name="close"></rb-icon></button>`;
  }

  #loaded(event: Event) {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (file) this.#fire('rb-bookmarks-load', file);
  }
}
customElements.define('rb-bookmark-panel', RbBookmarkPanel);
