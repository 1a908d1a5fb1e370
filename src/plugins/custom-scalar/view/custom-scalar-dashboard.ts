// The tab of custom scalars: charts as training programs laid them out, and as users do in the page.
import { html, nothing, type PropertyValues } from 'lit';
import type { Line, LineColumns } from '../../../../client/charts/plotted-line.ts';
import { loadRegexEngine } from '../../../../client/data/linear-regex.ts';
import { RefreshedAnswer } from '../../../../client/data/refreshed-answer.ts';
import type { KeptDocument } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { SCALAR } from '../../scalar/kind.ts';
import { CardLines } from '../../scalar/view/card-lines.ts';
import type { Card, CardList } from '../../scalar/view/card-list.ts';
import { ChartDashboard } from '../../scalar/view/chart-dashboard.ts';
import type { View } from '../../scalar/view/chart-settings.ts';
import {
  type Chart,
  CUSTOM_SCALAR,
  type MergedLayout,
  OWN_LAYOUT,
  type OwnChart,
  type OwnLayout,
} from '../kind.ts';
import {
  laidOut,
  ownChartsOf,
  type PlacedCategory,
  type PlacedChart,
  withChart,
  withMovedChart,
  withoutChart,
} from '../model/own-layout.ts';
import { BandLines } from './band-lines.ts';
import { awaitsEngine, chartCards, invalidPatterns } from './chart-cards.ts';
import '../../../../client/components/code-example.ts';
import '../../../../client/components/error-note.ts';
import '../../../../client/components/icon.ts';
import './chart-editor.ts';

/** A layout is logged once in a training, mostly at its start. */
const REFRESH_GAP_MS = 2000;

const NO_LAYOUT: MergedLayout = { categories: [], unreadable: [] };

/** Settings in the address as in the tab of scalars; a card's settings stand under `l:`, its category and its title. */
export class CustomScalarDashboard extends ChartDashboard {
  static override properties = {
    ...ChartDashboard.properties,
    editing: { state: true },
    failure: { state: true },
  };
  /** The chart in the editor; `new` for one that is to be made. */
  declare editing: PlacedChart | 'new' | undefined;
  /** Why a change could not be kept. */
  declare failure: string | undefined;

  protected override readonly tab = CUSTOM_SCALAR.pluginName;
  #logged = new RefreshedAnswer<MergedLayout>(
    () => this.api.json<MergedLayout>('custom_scalars/layout'),
    () => this.#layoutChanged(),
    REFRESH_GAP_MS,
  );
  #loggedSeries = '';
  #document: KeptDocument<OwnLayout> | undefined;
  #unsubscribe: (() => void) | undefined;
  #layout: readonly PlacedCategory[] = [];
  #charts = new Map<string, PlacedChart>();
  #cardLines = new CardLines();
  #bandLines = new BandLines();

  constructor() {
    super();
    this.editing = undefined;
    this.failure = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#subscribe();
    // Patterns stand in the layout, not in the address: nobody else tells that they can be run now.
    void loadRegexEngine().then(() => this.isConnected && this.#layoutChanged());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  #subscribe() {
    if (this.#unsubscribe || !this.api) return;
    this.#document = this.api.document<OwnLayout>(OWN_LAYOUT);
    this.#unsubscribe = this.#document.subscribe(() => this.#layoutChanged());
  }

  protected override isScalar({ pluginName }: SeriesInfo): boolean {
    return pluginName === SCALAR.pluginName;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('api')) this.#subscribe();
    super.willUpdate(changed);
    if (!changed.has('series')) return;
    // Scalars grow all the time, layouts hardly ever.
    const logged = this.series
      .filter((series) => !this.isScalar(series))
      .map(({ run, generation, length }) => `${run} ${generation} ${length}`)
      .join('\n');
    if (logged === this.#loggedSeries && this.#logged.answer) return;
    this.#loggedSeries = logged;
    this.#logged.want();
  }

  #layoutChanged() {
    this.#layout = laidOut(ownChartsOf(this.#document?.body), this.#logged.answer ?? NO_LAYOUT);
    this.#charts = new Map(this.#layout.flatMap(({ charts }) => charts.map((chart) => [chart.id, chart])));
    this.relist();
    this.requestUpdate();
    void this.updateComplete.then(() => this.fetch());
  }

  protected override cardList(): CardList {
    return chartCards(this.#layout, this.tags, this.view);
  }

  #chartOf({ id }: Card): Chart | undefined {
    return this.#charts.get(id)?.chart;
  }

  protected override linesOf(card: Card): readonly Line[] {
    const chart = this.#chartOf(card);
    const columns = (run: string, tag: string): LineColumns | undefined => this.loader.columns(run, tag);
    if (chart?.kind === 'margin') return this.#bandLines.linesOf(card.id, chart.series, this.runs, columns);
    return this.#cardLines.linesOf(card, { runs: this.runs, columns, xTag: undefined });
  }

  protected override headingOf(card: Card): string {
    return this.#chartOf(card)?.title || 'Untitled';
  }

  /** Steps and times only: which tag the axis counts would differ from chart to chart. */
  protected override get xTag(): undefined {
    return undefined;
  }

  protected override emptiness(card: Card): string | undefined {
    const chart = this.#chartOf(card);
    if (chart?.kind === 'empty') return 'The layout says nothing of what this chart is to show.';
    if (chart?.kind === 'margin')
      return chart.series.some(({ value }) => this.visibleSeries(value).length > 0)
        ? undefined
        : `No visible run has ${chart.series.map(({ value }) => value).join(' or ') || 'a curve for this chart'}.`;
    return card.tags.length > 0 || (chart && awaitsEngine(chart))
      ? undefined
      : `No scalar of the visible runs matches ${(chart?.tags ?? []).join(' or ')}.`;
  }

  protected override note(card: Card): string | undefined {
    const chart = this.#chartOf(card);
    const missing =
      chart?.kind === 'margin'
        ? chart.series.flatMap(({ lower, upper }) => [lower, upper]).filter((tag) => !card.tags.includes(tag))
        : [];
    if (missing.length > 0) return `Not in the visible runs, so without a band: ${missing.join(', ')}`;
    const invalid = chart ? invalidPatterns(chart) : [];
    return invalid.length > 0 ? `Not a regular expression that can be run: ${invalid.join(', ')}` : undefined;
  }

  protected override canEdit(): boolean {
    return true;
  }

  protected override edit({ id }: Card): void {
    this.editing = this.#charts.get(id);
  }

  async #change(make: (before: OwnLayout | undefined) => OwnLayout) {
    this.editing = undefined;
    try {
      await this.#document?.update(make);
      this.failure = undefined;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  protected override bar() {
    return html`<rb-scalar-settings
      .view=${this.view}
      .invalid=${this.list.invalid}
      .tags=${[]}
      .matching=${0}
      .lastStep=${this.lastStep}
      .cards=${this.openCards.length}
      @rb-settings-change=${({ detail }: CustomEvent<View>) => this.setView(detail)}
      >${this.#adder('actions')}</rb-scalar-settings
    >`;
  }

  #adder(slot: string) {
    return html`<button slot=${slot} class="button" @click=${() => {
      this.editing = 'new';
    }}><rb-icon name="plus"></rb-icon> Add a chart</button>`;
  }

  protected override banner() {
    const { unreadable } = this.#logged.answer ?? NO_LAYOUT;
    const problem = this.#document?.answer?.problem;
    const problems = [
      ...(this.failure === undefined ? [] : [this.failure]),
      ...(problem ? [`${problem.file}: ${problem.what}; ${problem.done}.`] : []),
      ...unreadable.map(({ run, what }) => `The layout of ${run} is not shown: ${what}.`),
    ];
    return html`${problems.map((message) => html`<rb-error-note class="problem" .message=${message}></rb-error-note>`)}
    ${this.editing === undefined ? nothing : this.#editor(this.editing)}`;
  }

  #editor(editing: PlacedChart | 'new') {
    const placed = editing === 'new' ? undefined : editing;
    const own = placed?.own;
    const charts = ownChartsOf(this.#document?.body);
    const place = this.#document?.answer?.place;
    return html`<rb-chart-editor
      .chart=${placed?.chart}
      .category=${placed?.category ?? charts.at(-1)?.category ?? 'Charts'}
      .categories=${this.#layout.map(({ title }) => title)}
      .own=${own !== undefined}
      .tags=${this.tags}
      .where=${
        place === 'user'
          ? 'Kept in your folder of settings, since nothing can be written beside the logs.'
          : 'Kept in .runboard/layout.json beside the logs; event files are never changed.'
      }
      .movable=${own === undefined ? 0 : charts.filter(({ category }) => category === placed?.category).length}
      @rb-save=${({ detail }: CustomEvent<OwnChart>) => this.#change((before) => withChart(before, detail, own))}
      @rb-delete=${() => own !== undefined && this.#change((before) => withoutChart(before, own))}
      @rb-move=${({ detail }: CustomEvent<-1 | 1>) =>
        own !== undefined && this.#change((before) => withMovedChart(before, own, detail))}
      @rb-close=${() => {
        this.editing = undefined;
      }}
    ></rb-chart-editor>`;
  }

  protected override empty() {
    const { answer, error } = this.#logged;
    if (!answer && error !== undefined)
      return html`<rb-error-note .message=${error} retry @rb-retry=${() => this.#logged.retry()}></rb-error-note>`;
    if (!answer) return html`<p class="loading" role="status">Loading the layout…</p>`;
    if (this.#charts.size > 0)
      return html`<rb-empty-state heading="No chart matches" icon="search">
        <p>Neither the title nor a tag of any chart matches the filter.</p>
      </rb-empty-state>`;
    return html`<rb-empty-state heading="No charts laid out yet" icon="chart">
      <p>Put together what belongs together: several scalars in one chart, or a curve with a band around it.</p>
      ${this.#adder('')}
      <p>Or log a layout from the training:</p>
      <rb-code-example language="TypeScript" .code=${TYPESCRIPT}></rb-code-example>
      <rb-code-example language="Python" .code=${PYTHON}></rb-code-example>
    </rb-empty-state>`;
  }
}

const TYPESCRIPT = `const writer = new SummaryWriter('runs/first');
writer.addCustomScalars({ Losses: { both: ['Multiline', ['loss/.*']], spread: ['Margin', ['mean', 'low', 'high']] } });`;
const PYTHON = `writer = SummaryWriter("runs/first")
writer.add_custom_scalars({"Losses": {"both": ["Multiline", ["loss/.*"]], "spread": ["Margin", ["mean", "low", "high"]]}})`;
customElements.define('rb-custom-scalar-dashboard', CustomScalarDashboard);
