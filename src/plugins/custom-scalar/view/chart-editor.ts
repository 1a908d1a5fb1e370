// What a chart shows, to be written by a user.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dialogStyles } from '../../../../client/components/dialog-styles.ts';
import type { Band, Chart, OwnChart } from '../kind.ts';
import { invalidPatterns, tagsOf } from './chart-cards.ts';
import { chartEditorStyles } from './chart-editor-styles.ts';
import '../../../../client/components/icon.ts';
import '../../../../client/components/segmented.ts';

const KINDS = [
  { value: 'multiline', label: 'Curves' },
  { value: 'margin', label: 'Curve with a band' },
] as const;
const NO_BAND: Band = { value: '', lower: '', upper: '' };
/** Tags that are named below a pattern. */
const MOST_NAMED = 6;
const ENDS = [
  ['value', 'Curve'],
  ['lower', 'Lower end'],
  ['upper', 'Upper end'],
] as const;

/**
 * A dialog, open as long as it is in the document.
 * @fires rb-save - `detail` is the OwnChart.
 * @fires rb-delete - The user's chart is to go.
 * @fires rb-move - `detail` is −1 to stand before the chart before it, 1 to stand behind the next.
 * @fires rb-close - Without saving.
 */
export class RbChartEditor extends LitElement {
  static override properties = {
    chart: { attribute: false },
    category: {},
    categories: { attribute: false },
    own: { attribute: false },
    tags: { attribute: false },
    where: {},
    movable: { attribute: false },
    kind: { state: true },
    patterns: { state: true },
    bands: { state: true },
  };
  static override styles = [controlStyles, dialogStyles, chartEditorStyles];
  /** Undefined for a new one. */
  declare chart: Chart | undefined;
  declare category: string;
  declare categories: readonly string[];
  /** Whether the chart is the user's own, so that it can go. */
  declare own: boolean;
  /** Of all visible runs, sorted. */
  declare tags: readonly string[];
  /** Where it is kept, as a sentence. */
  declare where: string;
  /** How many charts of the user's own are in the category. */
  declare movable: number;
  declare kind: 'multiline' | 'margin';
  /** A pattern a line. */
  declare patterns: string;
  declare bands: readonly Band[];

  constructor() {
    super();
    this.category = '';
    this.categories = [];
    this.own = false;
    this.tags = [];
    this.where = '';
    this.movable = 0;
    this.kind = 'multiline';
    this.patterns = '';
    this.bands = [NO_BAND];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated || !changed.has('chart')) return;
    const { chart } = this;
    if (chart?.kind === 'multiline') this.patterns = chart.tags.join('\n');
    if (chart?.kind === 'margin') [this.kind, this.bands] = ['margin', [...chart.series]];
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
    this.renderRoot.querySelector<HTMLInputElement>('.field')?.select();
  }

  override render() {
    const { chart, own } = this;
    return html`<dialog aria-labelledby="title" @close=${() => this.#fire('rb-close', undefined)}>
      <form method="dialog" @submit=${this.#save}>
        <h2 id="title">${chart ? 'Edit the chart' : 'Add a chart'}</h2>
        <label>Title <input class="field" name="title" required autocomplete="off" .value=${chart?.title ?? ''} /></label>
        <label>Category <input class="field" name="category" required autocomplete="off" list="categories" .value=${this.category} /></label>
        <datalist id="categories">${this.categories.map((title) => html`<option .value=${title}></option>`)}</datalist>
        <rb-segmented
          label="What it shows"
          .segments=${KINDS}
          .value=${this.kind}
          @rb-segmented-change=${({ detail }: CustomEvent<'multiline' | 'margin'>) => {
            this.kind = detail;
          }}
        ></rb-segmented>
        ${this.kind === 'multiline' ? this.#curves() : this.#bands()}
        ${chart && !own ? html`<p>This chart was logged. What you save stands in its place; deleting it later brings the logged one back.</p>` : nothing}
        <p>${this.where}</p>
        <div class="buttons">${own ? this.#ownButtons() : nothing}
          <button class="button" type="button" @click=${this.#cancel}>Cancel</button>
          <button class="button primary" type="submit">Save</button>
        </div>
      </form>
    </dialog>`;
  }

  #ownButtons() {
    const move = (label: string, by: -1 | 1) =>
      html`<button class="button quiet" type="button" @click=${() => this.#fire('rb-move', by)}>${label}</button>`;
    return html`<span class="own"
      ><button class="button quiet danger-text" type="button" @click=${() => this.#fire('rb-delete', undefined)}>Delete</button>
      ${this.movable > 1 ? html`${move('Move up', -1)}${move('Move down', 1)}` : nothing}</span
    >`;
  }

  #curves() {
    const chart = this.#draft();
    const found = tagsOf(chart, this.tags);
    const invalid = invalidPatterns(chart);
    const named = found.slice(0, MOST_NAMED).join(', ');
    const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : '';
    return html`<label
        >Tags, or beginnings of tags, a line each; regular expressions work
        <textarea
          class="field"
          name="patterns"
          spellcheck="false"
          required
          placeholder="loss/.*"
          .value=${this.patterns}
          @input=${(event: Event) => {
            this.patterns = (event.target as HTMLTextAreaElement).value;
          }}
        ></textarea>
      </label>
      <p class=${invalid.length > 0 ? 'found invalid' : 'found'} role="status">
        ${
          invalid.length > 0
            ? `Not a regular expression that can be run: ${invalid.join(', ')}`
            : `${found.length === 1 ? '1 tag' : `${found.length} tags`} of the visible runs${found.length > 0 ? `: ${named}${more}` : ''}`
        }
      </p>`;
  }

  #bands() {
    return html`<datalist id="tags">${this.tags.map((tag) => html`<option .value=${tag}></option>`)}</datalist>
      ${this.bands.map(
        (band, at) => html`<fieldset>
        <legend>${this.bands.length > 1 ? `Band ${at + 1}` : 'Tags'}</legend>
        ${ENDS.map(
          ([end, label]) => html`<label
            >${label}
            <input
              class="field"
              list="tags"
              autocomplete="off"
              ?required=${end === 'value'}
              .value=${band[end]}
              @input=${(event: Event) => this.#setBand(at, { ...band, [end]: (event.target as HTMLInputElement).value })}
          /></label>`,
        )}
        ${
          this.bands.length > 1
            ? html`<button class="button quiet" type="button" @click=${() => {
                this.bands = this.bands.filter((_, other) => other !== at);
              }}>Take out</button>`
            : nothing
        }
      </fieldset>`,
      )}
      <button class="button quiet another" type="button" @click=${() => {
        this.bands = [...this.bands, NO_BAND];
      }}><rb-icon name="plus"></rb-icon> Another curve</button>`;
  }

  #setBand(at: number, band: Band) {
    this.bands = this.bands.map((before, other) => (other === at ? band : before));
  }

  #draft(): Exclude<Chart, { readonly kind: 'empty' }> {
    const title = '';
    if (this.kind === 'margin') return { title, kind: 'margin', series: this.bands };
    const tags = this.patterns.split('\n').map((line) => line.trim());
    return { title, kind: 'multiline', tags: tags.filter((line) => line !== '') };
  }

  #save(event: SubmitEvent) {
    // Who listens takes the dialog away.
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (field: string) => String(form.get(field) ?? '').trim();
    const chart: OwnChart = { ...this.#draft(), title: text('title'), category: text('category') };
    this.#fire('rb-save', chart);
  }

  #cancel() {
    this.renderRoot.querySelector('dialog')?.close();
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
customElements.define('rb-chart-editor', RbChartEditor);
