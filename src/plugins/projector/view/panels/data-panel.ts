// Which points are shown, and how they are coloured and named.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../../client/components/control-styles.ts';
import { VIEW_CHANGE } from '../../../../../client/plugin-host.ts';
import type { LabelColumn } from '../../model/label-columns.ts';
import { type Coloring, ownWayOf } from '../coloring.ts';
import { type Choice, type EmbeddingSeries, missedBy } from '../data/choice.ts';
import type { PointTable } from '../data/point-table.ts';
import { panelStyles } from './panel-styles.ts';
import '../../../../../client/components/slider.ts';
import './color-legend.ts';

/**
 * Changes the address by itself.
 * @fires rb-files-give - The user chose files; `detail` is a list of File.
 * @fires rb-files-forget - The user wants the log's points back.
 */
export class RbDataPanel extends LitElement {
  static override properties = {
    all: { attribute: false },
    choice: { attribute: false },
    table: { attribute: false },
    coloring: { attribute: false },
    colored: { attribute: false },
    view: { attribute: false },
    files: {},
  };
  static override styles = [
    controlStyles,
    panelStyles,
    css`
      .size {
        color: var(--rb-text);
        font-weight: var(--rb-weight-medium);
      }
      input[type='file'] {
        display: none;
      }
    `,
  ];
  declare all: readonly EmbeddingSeries[];
  declare choice: Choice | undefined;
  declare table: PointTable | undefined;
  declare coloring: Coloring | undefined;
  /** The column that colours the points. */
  declare colored: LabelColumn | undefined;
  declare view: Readonly<Record<string, string>>;
  /** Names of the user's own files; undefined while the log's points are shown. */
  declare files: string | undefined;

  constructor() {
    super();
    this.all = [];
    this.view = {};
  }

  #set(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  #select(
    label: string,
    options: readonly (readonly [value: string, text: string])[],
    value: string,
    set: (value: string) => void,
  ) {
    return html`<label class="line">${label}
      <select class="field" @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>
        ${options.map(([one, text]) => html`<option .value=${one} ?selected=${one === value}>${text}</option>`)}
      </select>
    </label>`;
  }

  override render() {
    return html`<section aria-label="Points">
        <h2>Points</h2>
        ${this.files === undefined ? this.#ofLog() : this.#ofFiles(this.files)}
        ${this.#size()}
        <div class="row">
          <button class="button" @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click()}>Open files…</button>
          <span class="hint">TSV, CSV or NPY; or drop them here</span>
        </div>
        <input type="file" multiple accept=".tsv,.csv,.txt,.npy" aria-label="Files of points and labels" @change=${this.#opened} />
      </section>
      ${this.table && this.table.labels.columns.length > 0 ? this.#labels(this.table) : nothing}`;
  }

  #ofLog() {
    const { all, choice } = this;
    if (!choice) return nothing;
    const runs = [...new Set(all.map(({ run }) => run))];
    const { run, tag, steps } = choice.series;
    const tags = all.filter((series) => series.run === run).map((series) => series.tag);
    const step = steps[choice.at]?.step;
    const missed = missedBy(choice, this.view);
    return html`${missed === undefined ? nothing : html`<p role="status">${missed}</p>`}
    ${this.#select(
      'Run',
      runs.map((name) => [name, name === '.' ? '. (the log folder)' : name]),
      run,
      (value) => this.#set({ of: value, tensor: '', step: '' }),
    )}
      ${this.#select(
        'Tensor',
        tags.map((name) => [name, name]),
        tag,
        (value) => this.#set({ of: run, tensor: value, step: '' }),
      )}
      ${
        steps.length > 1
          ? html`<rb-slider
            label="Step"
            .min=${0}
            .max=${steps.length - 1}
            .step=${1}
            .value=${choice.at}
            .readout=${step === undefined ? 'none' : step.toLocaleString('en-US')}
            @rb-slider-change=${({ detail }: CustomEvent<number>) =>
              this.#set({
                of: run,
                tensor: tag,
                step: detail === steps.length - 1 ? '' : String(steps[detail]?.step ?? ''),
              })}
          ></rb-slider>`
          : nothing
      }`;
  }

  #ofFiles(names: string) {
    return html`<p>${names}</p>
      <div class="row"><button class="button" @click=${() => this.dispatchEvent(new CustomEvent('rb-files-forget', { bubbles: true, composed: true }))}>Back to the log</button></div>`;
  }

  #size() {
    if (!this.table) return nothing;
    const { rows, dimensions, labels } = this.table;
    return html`<p class="size">${rows.toLocaleString('en-US')} points × ${dimensions.toLocaleString('en-US')} dimensions</p>
      ${labels.note ? html`<p class="hint">${labels.note}</p>` : nothing}`;
  }

  #labels({ labels: { columns } }: PointTable) {
    const names = columns.map(({ name }): readonly [string, string] => [name, name]);
    const { colored } = this;
    return html`<section aria-label="Labels and colours">
      <h2>Labels and colours</h2>
      ${this.#select('Label by', names, this.view['label'] ?? names[0]?.[0] ?? '', (value) =>
        this.#set({ label: value === names[0]?.[0] ? '' : value }),
      )}
      ${this.#select('Colour by', [['-', 'one colour'], ...names], colored?.name ?? '-', (value) =>
        this.#set({ color: value, as: '' }),
      )}
      ${
        colored?.numbers && colored.categories
          ? html`<label class="check"><input
            type="checkbox"
            .checked=${(this.view['as'] ?? ownWayOf(colored)) === 'category'}
            @change=${(event: Event) => {
              const way = (event.target as HTMLInputElement).checked ? 'category' : 'value';
              this.#set({ as: way === ownWayOf(colored) ? '' : way });
            }}
          />One colour a number</label>`
          : nothing
      }
      ${this.coloring ? html`<rb-color-legend .legend=${this.coloring.legend}></rb-color-legend>` : nothing}
    </section>`;
  }

  #opened(event: Event) {
    const input = event.target as HTMLInputElement;
    const detail = [...(input.files ?? [])];
    input.value = '';
    if (detail.length > 0)
      this.dispatchEvent(new CustomEvent('rb-files-give', { detail, bubbles: true, composed: true }));
  }
}
customElements.define('rb-projector-data-panel', RbDataPanel);
