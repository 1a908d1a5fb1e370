// The bar above the cards: what holds for all charts.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dashboardStyles } from '../../../../client/components/dashboard-styles.ts';
import { formStyles } from '../../../../client/components/form-styles.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import { cardOfExpression } from './card-list.ts';
import { checkControl, scaleControl, smoothingKindControl, smoothingSlider } from './chart-controls.ts';
import { chartSettingsOf, FIRST_SMOOTHING, numberOf, smoothingText, type View } from './chart-settings.ts';
import { stepSelectionOf, stepSelectionText } from './step-selection.ts';
import '../../../../client/components/popover.ts';
import '../../../../client/components/segmented.ts';
import '../../../../client/components/slider.ts';
import '../../../../client/components/tag-filter.ts';
import './export-menu.ts';

const X_AXES = [
  { value: 'step', label: 'Step' },
  { value: 'relative', label: 'Relative' },
  { value: 'wall', label: 'Wall' },
] as const;
const HOVER_ORDERS = [
  { value: 'descending', label: 'Highest value first' },
  { value: 'ascending', label: 'Lowest value first' },
  { value: 'nearest', label: 'Nearest first' },
] as const;
const SELECT_TITLES: Readonly<Record<string, string>> = {
  xtag: 'What the horizontal axis counts',
  order: 'Order of the curves in a tooltip',
  cols: 'Cards beside one another',
};
const COLUMNS = ['', '1', '2', '3', '4', '6', '8'] as const;
/** Height of a plot, as at first. */
export const FIRST_HEIGHT_REM = 13;

/** @fires rb-settings-change - `detail` is what is to change in the tab's part of the address. */
export class RbScalarSettings extends LitElement {
  static override properties = {
    view: { attribute: false },
    invalid: {},
    tags: { attribute: false },
    matching: { type: Number },
    lastStep: { attribute: false },
    cards: { type: Number },
    panelOpen: { state: true },
  };
  static override styles = [
    controlStyles,
    dashboardStyles,
    formStyles,
    css`
      /* In one line from a window of 80 rem on. */
      .settings {
        column-gap: var(--rb-space-3);
      }
      .settings rb-tag-filter {
        flex-basis: 10rem;
      }
    `,
  ];
  declare view: View;
  /** Why the tag filter cannot be used. */
  declare invalid: string | undefined;
  /** All tags, sorted; empty where the horizontal axis cannot count one. */
  declare tags: readonly string[];
  /** How many of them match the filter. */
  declare matching: number;
  /** The furthest step that is known; where the choice of steps begins. To find it all curves are looked through. */
  declare lastStep: () => number;
  /** How many there are in open groups. */
  declare cards: number;
  declare panelOpen: boolean;

  constructor() {
    super();
    this.view = {};
    this.invalid = undefined;
    this.tags = [];
    this.matching = 0;
    this.lastStep = () => 0;
    this.cards = 0;
    this.panelOpen = false;
  }

  #set(change: View) {
    this.dispatchEvent(
      new CustomEvent('rb-settings-change', { detail: change, bubbles: true, composed: true }),
    );
  }

  /** The first time in a task of its own, behind that of the tab. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await taskTurn();
    await super.scheduleUpdate();
  }

  override render() {
    const { view } = this;
    const { smoothing } = chartSettingsOf(view);
    const filter = view['tag'] ?? '';
    const together = cardOfExpression(filter);
    return html`<div class="settings" role="group" aria-label="Settings of all charts">
      <rb-tag-filter
        .value=${filter}
        .invalid=${this.invalid}
        @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.#set({ tag: detail })}
      ></rb-tag-filter>
      ${
        filter !== '' && this.invalid === undefined && this.matching > 1 && !view[together]
          ? html`<button
            class="button"
            title="One chart of all tags that match, pinned above the others"
            @click=${() => this.#set({ [together]: 'all' })}
          >All ${this.matching} in one chart</button>`
          : nothing
      }
      ${smoothingSlider(smoothing, (value) => this.#setSmoothing(value))}
      <rb-segmented
        label="Horizontal axis"
        .segments=${X_AXES}
        .value=${view['xtag'] ? '' : (view['x'] ?? 'step')}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.#set({ x: detail === 'step' ? '' : detail, xtag: '' })}
      ></rb-segmented>
      ${this.#steps()}
      <rb-popover
        label="Settings of all charts"
        text="View"
        icon="settings"
        @rb-popover-toggle=${({ detail }: CustomEvent<boolean>) => {
          this.panelOpen = detail;
        }}
      >${this.panelOpen ? this.#panel() : nothing}</rb-popover>
      <rb-popover label="Save and share all charts" text="Share" icon="download"
        ><rb-export-menu
          .heading=${`${this.cards.toLocaleString('en')} ${this.cards === 1 ? 'chart' : 'charts'}, of open groups`}
        ></rb-export-menu
      ></rb-popover>
      <slot name="actions"></slot>
    </div>`;
  }

  #setSmoothing(value: Parameters<typeof smoothingText>[0]) {
    const text = smoothingText(value);
    this.#set({ smoothing: text === smoothingText(FIRST_SMOOTHING) ? '' : text });
  }

  /** The chosen steps: a button, or the fields that hold them. */
  #steps() {
    const selection = stepSelectionOf(this.view['sel']);
    if (!selection)
      return html`<button
        class="button quiet"
        title="Compare values at a step, or between two: click in a chart, Shift and click for a range"
        @click=${() => this.#set({ sel: String(this.lastStep()) })}
      >Compare steps</button>`;
    const field = (label: string, value: number | undefined, change: (value: number | undefined) => void) =>
      html`<input
        class="field steps"
        type="number"
        aria-label=${label}
        title=${label}
        placeholder="to"
        .value=${value === undefined ? '' : String(value)}
        @change=${(event: Event) => change(numberOf((event.target as HTMLInputElement).value))}
      />`;
    return html`<span class="compare"
      >${field('Chosen step', selection.from, (from) =>
        this.#set({ sel: from === undefined ? '' : stepSelectionText({ ...selection, from }) }),
      )}
      ${field('Second step', selection.to, (to) => this.#set({ sel: stepSelectionText({ ...selection, to }) }))}
      <button class="button quiet icon-only" aria-label="Compare no steps" title="Compare no steps" @click=${() => this.#set({ sel: '' })}><rb-icon name="close"></rb-icon></button></span
    >`;
  }

  #panel() {
    const { view } = this;
    const charts = chartSettingsOf(view);
    const text = (name: string) => view[name] ?? '';
    return html`<div class="form">
      <p class="part">Axes of all charts</p>
      ${scaleControl('Vertical axis', charts.yScale, (value) => this.#set({ log: value === 'linear' ? '' : value === 'log' ? '1' : value }))}
      ${scaleControl('Horizontal axis', charts.xScale, (value) => this.#set({ xlog: value === 'linear' ? '' : value === 'log' ? '1' : value }))}
      ${
        this.tags.length === 0
          ? nothing
          : html`<label class="line"><span>Over a tag</span>${this.#select('xtag', [{ value: '', label: 'steps or time' }, ...this.tags.map((tag) => ({ value: tag, label: tag }))])}</label>`
      }
      ${checkControl('Ignore outliers', charts.ignoreOutliers, (on) => this.#set({ outliers: on ? 'ignore' : '' }))}
      <p class="part">Curves</p>
      ${smoothingKindControl(charts.smoothing, (value) => this.#setSmoothing(value))}
      ${checkControl('Original behind smoothed curves', charts.showRaw, (on) => this.#set({ raw: on ? '' : '0' }))}
      ${checkControl('Mark least and greatest values', charts.extremes, (on) => this.#set({ extremes: on ? '1' : '' }))}
      <label class="line"><span>In tooltips</span>${this.#select('order', HOVER_ORDERS, 'descending')}</label>
      <p class="part">Cards</p>
      <label class="line"><span>Columns</span>${this.#select(
        'cols',
        COLUMNS.map((value) => ({ value, label: value || 'as many as fit' })),
      )}</label>
      <rb-slider
        label="Height"
        .min=${8}
        .max=${48}
        .step=${1}
        .value=${numberOf(text('height')) ?? FIRST_HEIGHT_REM}
        @rb-slider-change=${({ detail }: CustomEvent<number>) =>
          this.#set({ height: detail === FIRST_HEIGHT_REM ? '' : String(detail) })}
      ></rb-slider>
      <slot></slot>
    </div>`;
  }

  #select(name: string, options: readonly { readonly value: string; readonly label: string }[], first = '') {
    const chosen = this.view[name] || first;
    return html`<select
      class="field"
      title=${SELECT_TITLES[name] ?? ''}
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        this.#set({ [name]: value === first ? '' : value });
      }}
    >
      ${options.map(({ value, label }) => html`<option .value=${value} ?selected=${value === chosen}>${label}</option>`)}
    </select>`;
  }
}
customElements.define('rb-scalar-settings', RbScalarSettings);
