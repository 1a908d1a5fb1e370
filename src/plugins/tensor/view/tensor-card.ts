// One tag of one run: what the tensor of a step is, its statistics and its values.
import { html, LitElement, nothing } from 'lit';
import {
  formatBytes,
  formatStep,
  formatValue,
  formatWallTime,
} from '../../../../client/charts/number-format.ts';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { staleNote } from '../../../../client/components/stale-note.ts';
import type { TensorStatistics, TensorWindow } from '../kind.ts';
import { tensorCardStyles } from './tensor-card-styles.ts';
import type { TensorSteps } from './tensor-steps.ts';
import type { WindowMove } from './tensor-table.ts';
import '../../../../client/components/card.ts';
import '../../../../client/components/icon.ts';
import '../../../../client/components/slider.ts';
import './tensor-table.ts';

/**
 * A card is given its steps, and a function that reads one of them while the card is on screen. The slider stays at the
 * newest step until it is moved, and again once it is moved to the end.
 * @fires rb-on-screen-change - `detail` is whether the card is on screen, or about to be.
 * @fires rb-retry - From the error note.
 */
export class TensorCard extends LitElement {
  static override properties = {
    heading: {},
    run: {},
    color: {},
    pluginName: {},
    steps: { attribute: false },
    read: { attribute: false },
    fileUrl: { attribute: false },
    loading: { type: Boolean },
    error: {},
    expanded: { type: Boolean, reflect: true },
    pinned: { type: Boolean },
    at: { state: true },
    move: { state: true },
    window: { state: true },
    failure: { state: true },
    onScreen: { state: true },
  };
  static override styles = [controlStyles, tensorCardStyles];
  declare heading: string;
  declare run: string;
  /** Of the run. */
  declare color: string;
  /** Which plugin the values were logged for; may be empty. */
  declare pluginName: string;
  declare steps: TensorSteps | undefined;
  /** Asks for a part of the tensor of a step. */
  declare read: (query: Readonly<Record<string, string>>) => Promise<TensorWindow>;
  /** Address of a step as an NPY file. */
  declare fileUrl: (step: string) => string;
  declare loading: boolean;
  /** Why the newest could not be fetched; shown below what is there. */
  declare error: string | undefined;
  declare expanded: boolean;
  declare pinned: boolean | undefined;
  /** Index of the step shown; undefined for the newest. */
  declare at: number | undefined;
  declare move: WindowMove;
  declare window: TensorWindow | undefined;
  /** Why the step cannot be shown. */
  declare failure: string | undefined;
  declare onScreen: boolean;

  /** What was asked for last: of several answers only that to it counts. */
  #asked = '';

  constructor() {
    super();
    this.heading = '';
    this.run = '';
    this.color = '';
    this.pluginName = '';
    this.steps = undefined;
    this.read = () => Promise.reject(new Error('Nothing to read from.'));
    this.fileUrl = () => '';
    this.loading = false;
    this.error = undefined;
    this.expanded = false;
    this.pinned = undefined;
    this.at = undefined;
    this.move = {};
    this.window = undefined;
    this.failure = undefined;
    this.onScreen = false;
    new OnScreen(this, (now) => {
      this.onScreen = now;
      this.dispatchEvent(
        new CustomEvent('rb-on-screen-change', { detail: now, bubbles: true, composed: true }),
      );
    });
  }

  get #index(): number {
    const last = (this.steps?.steps.length ?? 0) - 1;
    return Math.min(this.at ?? last, last);
  }

  protected override updated(): void {
    const { steps } = this;
    const step = steps?.steps[this.#index];
    if (!this.onScreen || !steps || step === undefined) return;
    const query = { ...this.move, step: String(step) };
    const asked = JSON.stringify([query, steps.generation]);
    if (asked !== this.#asked) void this.#load(query, asked);
  }

  async #load(query: Readonly<Record<string, string>>, asked: string): Promise<void> {
    this.#asked = asked;
    try {
      const window = await this.read(query);
      if (asked !== this.#asked) return;
      this.window = window;
      this.failure = undefined;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.window = undefined;
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  override render() {
    const { steps, window, failure } = this;
    const step = steps?.steps[this.#index];
    return html`<rb-card
      .heading=${this.heading}
      .loading=${this.loading || (step !== undefined && !window && failure === undefined)}
      .error=${(steps ? undefined : this.error) ?? failure}
      .empty=${steps?.steps.length === 0 ? 'No values yet' : undefined}
      .expanded=${this.expanded}
      .pinned=${this.pinned}
      @rb-retry=${() => {
        this.#asked = '';
        this.failure = undefined;
      }}
      @rb-expand-change=${({ detail }: CustomEvent<boolean>) => {
        this.expanded = detail;
      }}
    >
      ${step === undefined ? nothing : this.#download(String(step))}
      <div class="run" title=${this.run}>
        <span class="dot" .style=${`background: ${this.color}`}></span><span class="name">${this.run}</span>
        <span class="plugin" title="The plugin that the values were logged for">${this.pluginName || 'no plugin'}</span>
      </div>
      ${steps && step !== undefined ? this.#stepOf(steps, step) : nothing}
      ${window ? this.#shown(window) : nothing}
      ${staleNote(steps ? this.error : undefined)}
    </rb-card>`;
  }

  #download(step: string) {
    const name = `${this.run}-${this.heading}-${step}`.replace(/[^\w.-]+/g, '_');
    return html`<a
      slot="actions"
      class="button quiet icon-only"
      href=${this.fileUrl(step)}
      download="${name}.npy"
      title="Download as NPY"
      aria-label="Download as NPY: ${this.heading}"
    ><rb-icon name="download"></rb-icon></a>`;
  }

  #stepOf({ steps, wallTimes }: TensorSteps, step: number | bigint) {
    const last = steps.length - 1;
    const readout = `step ${formatStep(step)}`;
    return html`<div class="step">
      ${
        last > 0
          ? html`<rb-slider
              label="Step of ${this.heading}, ${this.run}"
              hide-label
              .max=${last}
              .step=${1}
              .value=${this.#index}
              .readout=${readout}
              @rb-slider-change=${({ detail }: CustomEvent<number>) => {
                this.at = detail === last ? undefined : detail;
              }}
            ></rb-slider>`
          : html`<span>${readout}</span>`
      }
      <span>${formatWallTime(wallTimes[this.#index] ?? 0)}</span>
    </div>`;
  }

  #shown(window: TensorWindow) {
    const { dtype, shape, bytes, statistics } = window;
    return html`<p class="facts">
        <b>${dtype}</b> ${shape.length === 0 ? 'scalar' : `[${shape.join(', ')}]`}
        <span>${formatBytes(bytes)}</span>
      </p>
      ${statistics && statistics.finite + statistics.nan + statistics.infinite > 1 ? this.#statistics(statistics) : nothing}
      <rb-tensor-table
        .window=${window}
        .label=${`Values of ${this.heading}, ${this.run}`}
        @rb-window-change=${({ detail }: CustomEvent<WindowMove>) => {
          this.move = { ...this.move, ...detail };
        }}
      ></rb-tensor-table>`;
  }

  #statistics({ min, max, mean, deviation, zeros, nan, infinite }: TensorStatistics) {
    const entries: readonly (readonly [string, number | undefined])[] = [
      ['min', min],
      ['max', max],
      ['mean', mean],
      ['std', deviation],
      ['zeros', zeros],
      ['NaN', nan === 0 ? undefined : nan],
      ['infinite', infinite === 0 ? undefined : infinite],
    ];
    return html`<dl>
      ${entries.map(([name, value]) =>
        value === undefined ? nothing : html`<div><dt>${name}</dt><dd>${formatValue(value)}</dd></div>`,
      )}
    </dl>`;
  }
}
customElements.define('rb-tensor-card', TensorCard);
