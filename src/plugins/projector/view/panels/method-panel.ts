// How many dimensions become few: the method and its settings.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../../client/components/control-styles.ts';
import { VIEW_CHANGE } from '../../../../../client/plugin-host.ts';
import type { LabelColumn } from '../../model/label-columns.ts';
import { type MethodName, type MethodSettings, MOST_COMPONENTS } from '../method-settings.ts';
import type { Picture } from '../projection-runner.ts';
import type { Progress } from '../projections.ts';
import { panelStyles } from './panel-styles.ts';

const METHODS: readonly (readonly [MethodName, string])[] = [
  ['pca', 'PCA'],
  ['tsne', 't-SNE'],
  ['umap', 'UMAP'],
  ['custom', 'Custom axes'],
  ['raw', 'As they are'],
];
const PREPARATIONS = [
  ['', 'nothing'],
  ['normalise', 'normalise: length 1'],
  ['sphere', 'sphere: mean off, length 1'],
] as const;

/**
 * Changes the address by itself.
 * @fires rb-projection-stop - The user has seen enough.
 * @fires rb-projection-go-on - From here; `detail` is whether to shake the points first.
 * @fires rb-projection-again - From the beginning, after a stop.
 * @fires rb-method-default - The user wants these settings for all embeddings of the logdir.
 */
export class RbMethodPanel extends LitElement {
  static override properties = {
    settings: { attribute: false },
    view: { attribute: false },
    picture: { attribute: false },
    progress: { attribute: false },
    stopped: { type: Boolean },
    canGoOn: { type: Boolean },
    columns: { attribute: false },
    dimensions: { type: Number },
    note: {},
  };
  static override styles = [
    controlStyles,
    panelStyles,
    css`
      .axes {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--rb-space-1);
      }
      .axes label {
        display: grid;
        gap: 2px;
        color: var(--rb-text-muted);
        font-size: var(--rb-text-xs);
      }
      input[type='number'],
      .axes select {
        width: 100%;
        min-width: 0;
      }
    `,
  ];
  declare settings: MethodSettings;
  declare view: Readonly<Record<string, string>>;
  declare picture: Picture | undefined;
  declare progress: Progress | undefined;
  /** Whether the user has stopped what was on its way. */
  declare stopped: boolean;
  /** Whether t-SNE can go on from the picture. */
  declare canGoOn: boolean;
  declare columns: readonly LabelColumn[];
  declare dimensions: number;
  /** What the method lacks; empty where it lacks nothing. */
  declare note: string;

  constructor() {
    super();
    this.view = {};
    this.columns = [];
    this.dimensions = 0;
    this.stopped = false;
    this.canGoOn = false;
    this.note = '';
  }

  #set(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  override render() {
    const { settings } = this;
    return html`<section aria-label="Projection">
      <h2>Projection</h2>
      <label class="line">Method
        <select class="field" @change=${(event: Event) => this.#set({ method: (event.target as HTMLSelectElement).value, axes: '' })}>
          ${METHODS.map(([name, text]) => html`<option .value=${name} ?selected=${name === settings.name}>${text}</option>`)}
        </select>
      </label>
      ${this.#own()} ${this.#running()}
      ${this.note === '' ? nothing : html`<p role="status">${this.note}</p>`}
      ${settings.name === 'raw' ? nothing : this.#shared()}
      <div class="row"><button class="button quiet" @click=${() => this.#fire('rb-method-default')}>Keep as default of this log folder</button></div>
    </section>`;
  }

  #own() {
    switch (this.settings.name) {
      case 'tsne':
        return this.#tsne();
      case 'umap':
        return html`${this.#number('Neighbours', 'neighbors', this.settings.neighbors, 2, 200, 1)}
          ${this.#number('Min distance', 'mindist', this.settings.minDistance, 0, 1, 0.01)}
          ${this.#number('Epochs', 'epochs', this.settings.epochs, 0, 100_000, 50, 'auto')}`;
      case 'custom':
        return this.#custom();
      default:
        return this.#axes();
    }
  }

  #axes() {
    const { axes, name } = this.settings;
    const most =
      name === 'raw' ? Math.min(this.dimensions, 1000) : Math.min(MOST_COMPONENTS, this.dimensions);
    const shares = this.picture?.explainedVariance;
    const shown = axes.reduce((sum, axis) => sum + (shares?.[axis] ?? 0), 0);
    const text = (axis: number) =>
      name === 'raw'
        ? `coordinate ${axis + 1}`
        : `${axis + 1}${shares?.[axis] === undefined ? '' : `: ${percent(shares[axis])}`}`;
    return html`<div class="axes">${axes.map(
      (axis, at) => html`<label>${'XYZ'[at]}
          <select class="field" aria-label="${'XYZ'[at]} axis" @change=${(event: Event) => this.#axis(at, (event.target as HTMLSelectElement).value)}>
            ${Array.from({ length: most }, (_, one) => html`<option .value=${String(one)} ?selected=${one === axis}>${text(one)}</option>`)}
          </select>
        </label>`,
    )}</div>
      ${shares && name === 'pca' ? html`<p>These axes tell ${percent(shown)} of the variance.</p>` : nothing}`;
  }

  #axis(at: number, value: string) {
    this.#set({ axes: this.settings.axes.map((axis, i) => (i === at ? value : String(axis))).join(',') });
  }

  #tsne() {
    const { perplexity, learningRate, exaggeration, iterations, supervise, weight } = this.settings;
    return html`${this.#number('Perplexity', 'perplexity', perplexity, 1, 1000, 1)}
      ${this.#number('Learning rate', 'rate', learningRate, 0, 1e6, 10, 'auto')}
      ${this.#number('Exaggeration', 'exaggeration', exaggeration, 1, 100, 1)}
      ${this.#number('Iterations', 'iterations', iterations, 1, 100_000, 50)}
      ${
        this.columns.length > 0
          ? html`<label class="line">Supervise by
            <select class="field" @change=${(event: Event) => this.#set({ supervise: (event.target as HTMLSelectElement).value })}>
              <option value="" ?selected=${supervise === ''}>nothing</option>
              ${this.columns.filter(({ codes }) => codes).map(({ name }) => html`<option .value=${name} ?selected=${name === supervise}>${name}</option>`)}
            </select>
          </label>`
          : nothing
      }
      ${supervise === '' ? nothing : this.#number('Weight', 'weight', weight, 0, 1, 0.05)}
      ${this.picture?.divergence === undefined ? nothing : html`<p>KL divergence ${this.picture.divergence.toFixed(3)}</p>`}`;
  }

  /** What can be done with what is on its way, or was. */
  #running() {
    const { progress, canGoOn, stopped } = this;
    const press = (text: string, name: string, detail?: unknown) =>
      html`<button class="button" @click=${() => this.#fire(name, detail)}>${text}</button>`;
    // What is done in a moment is stopped below the picture: here, a line that comes and goes would move the others.
    const isLong = this.settings.name === 'tsne' || this.settings.name === 'umap';
    if (progress)
      return isLong ? html`<div class="row">${press('Stop', 'rb-projection-stop')}</div>` : nothing;
    if (!canGoOn && !stopped) return nothing;
    return html`<div class="row">
      ${canGoOn ? press(stopped ? 'Resume' : 'Run on', 'rb-projection-go-on', false) : nothing}
      ${canGoOn ? press('Perturb', 'rb-projection-go-on', true) : nothing}
      ${stopped ? press('Start again', 'rb-projection-again') : nothing}
    </div>`;
  }

  #custom() {
    const field = (
      label: string,
      name: 'xfrom' | 'xto' | 'yfrom' | 'yto',
    ) => html`<label class="line">${label}
      <input
        class="field"
        placeholder="text or regex"
        .value=${this.settings.ends[name]}
        @change=${(event: Event) => this.#set({ [name]: (event.target as HTMLInputElement).value })}
      />
    </label>`;
    return html`<p class="hint">Each axis leads from the middle of the points that match one search to that of another.</p>
      ${field('Left', 'xfrom')} ${field('Right', 'xto')} ${field('Bottom', 'yfrom')} ${field('Top', 'yto')}`;
  }

  #shared() {
    return html`<label class="line">Prepare
        <select class="field" @change=${(event: Event) => this.#set({ prepare: (event.target as HTMLSelectElement).value })}>
          ${PREPARATIONS.map(([value, text]) => html`<option .value=${value} ?selected=${value === (this.settings.prepare === 'none' ? '' : this.settings.prepare)}>${text}</option>`)}
        </select>
      </label>
      ${this.settings.name === 'custom' ? nothing : this.#number('Seed', 'seed', this.settings.seed, 0, 2 ** 31 - 1, 1)}`;
  }

  /** `zero` is what 0 means, where it is no number of its own. */
  #number(label: string, name: string, value: number, min: number, max: number, step: number, zero?: string) {
    const shown = zero !== undefined && value === 0 ? '' : String(value);
    return html`<label class="line">${label}
      <input
        class="field"
        type="number"
        min=${min}
        max=${max}
        step=${step === 1 ? '1' : 'any'}
        placeholder=${zero ?? nothing}
        .value=${shown}
        @change=${(event: Event) => this.#set({ [name]: (event.target as HTMLInputElement).value })}
      />
    </label>`;
  }
}
customElements.define('rb-method-panel', RbMethodPanel);

const percent = (share: number) => `${(share * 100).toFixed(share < 0.01 ? 1 : 0)}%`;
