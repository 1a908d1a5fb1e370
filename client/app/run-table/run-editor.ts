// Name, colour, note and tags of a run, or tags of several.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { RunNote } from '../../../src/wire/run-notes.ts';
import { controlStyles } from '../../components/control-styles.ts';
import { dialogStyles } from '../../components/dialog-styles.ts';

/**
 * A dialog, open as long as it is in the document.
 * @fires rb-save - `detail` is the RunNote of one run; of several, one with the tags that all of them are to have.
 * @fires rb-close - Without saving.
 */
export class RbRunEditor extends LitElement {
  static override properties = {
    names: { attribute: false },
    note: { attribute: false },
    color: {},
    where: {},
    ownColor: { state: true },
  };
  static override styles = [controlStyles, dialogStyles];
  declare names: readonly string[];
  /** What was written before; of several runs, the tags that all have. */
  declare note: RunNote;
  /** Where it is one run: the colour that it has, `#rrggbb`. */
  declare color: string;
  /** Where it is kept, as a sentence. */
  declare where: string;
  /** The colour that was chosen in place of that of its place. */
  declare ownColor: string | undefined;

  constructor() {
    super();
    this.names = [];
    this.note = {};
    this.color = '';
    this.where = '';
    this.ownColor = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('note')) this.ownColor = this.note.color;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
    this.renderRoot.querySelector<HTMLInputElement>('.field')?.select();
  }

  override render() {
    const [only] = this.names;
    const one = this.names.length === 1;
    const { name = '', note = '', tags = [] } = this.note;
    return html`<dialog aria-labelledby="title" @close=${() => this.#fire('rb-close', undefined)}>
      <form method="dialog" @submit=${this.#save}>
        <h2 id="title">${one ? only : `Tags of ${this.names.length.toLocaleString('en')} runs`}</h2>
        ${one ? html`<label title="As it is shown; its folder keeps its own name">Name <input class="field" name="name" autocomplete="off" placeholder=${only ?? ''} .value=${name} /></label>` : nothing}
        <label title="Words by which runs can be filtered: tag:best">Tags, parted by commas <input class="field" name="tags" autocomplete="off" placeholder="best, paper" .value=${tags.join(', ')} /></label>
        ${one ? html`<label title="Shown with the run">Note <textarea class="field" name="note" .value=${note}></textarea></label>` : nothing}
        ${one ? this.#color() : html`<p>These are the tags that all of them have; others that only some have stay.</p>`}
        <p>${this.where}</p>
        <div class="buttons">
          <button class="button" type="button" title="Change nothing (Escape)" @click=${this.#cancel}>Cancel</button>
          <button class="button primary" type="submit" title="Keep it beside the logs">Save</button>
        </div>
      </form>
    </dialog>`;
  }

  #color() {
    return html`<div class="row">
      <label class="inline" title="Of its curves on every tab">Colour <input
        type="color"
        .value=${this.ownColor ?? this.color}
        @input=${(event: Event) => {
          this.ownColor = (event.target as HTMLInputElement).value;
        }}
      /></label>
      ${
        this.ownColor === undefined
          ? nothing
          : html`<button class="button quiet" type="button" title="The colour of its place in the list" @click=${() => {
              this.ownColor = undefined;
            }}>As it was given</button>`
      }
    </div>`;
  }

  #save(event: SubmitEvent) {
    const form = new FormData(event.target as HTMLFormElement);
    const text = (field: string) => String(form.get(field) ?? '').trim();
    const tags = [
      ...new Set(
        text('tags')
          .split(',')
          .map((tag) => tag.trim()),
      ),
    ].filter((tag) => tag !== '');
    this.#fire('rb-save', {
      ...(text('name') === '' ? {} : { name: text('name') }),
      ...(text('note') === '' ? {} : { note: text('note') }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(this.ownColor === undefined ? {} : { color: this.ownColor }),
    } satisfies RunNote);
  }

  #cancel() {
    this.renderRoot.querySelector('dialog')?.close();
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
customElements.define('rb-run-editor', RbRunEditor);
