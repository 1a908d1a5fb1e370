// The metrics of one session group as curves.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { canvasThemeOf } from '../../../../client/charts/canvas-theme.ts';
import type { NamedChart } from '../../../../client/charts/chart-view.ts';
import { NO_REFERENCES } from '../../../../client/charts/decorations.ts';
import type { RbLineChart } from '../../../../client/charts/line-chart.ts';
import type { Line } from '../../../../client/charts/plotted-line.ts';
import { NO_SMOOTHING } from '../../../../client/charts/smooth.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { placeOf } from '../../../../client/data/address-bar.ts';
import type { Api, VisibleRun } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { exportCards, REPORT_POINTS } from '../../scalar/view/card-export.ts';
import type { ExportRequest } from '../../scalar/view/export-menu.ts';
import { ScalarLoader } from '../../scalar/view/scalar-loader.ts';
import { HPARAM } from '../kind.ts';
import type { Row } from '../model/session-table.ts';
import { runOfMetric } from '../model/sweep.ts';
import type { PlacedColumn } from './table-view.ts';
import '../../../../client/charts/line-chart.ts';
import '../../../../client/components/card.ts';
import '../../../../client/components/popover.ts';
import '../../scalar/view/export-menu.ts';

/** Beyond these a screen is full, and the tab of scalars is the better place. */
const MOST_CHARTS = 12;
/** Points of a curve, more than a small chart's pixels show. */
const FINENESS = { limit: 1024 };

/** A small chart for each metric; a curve for each session of the group. It grows with its series. */
export class SessionCurves extends LitElement {
  static override properties = {
    api: { attribute: false },
    row: { attribute: false },
    metrics: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
  };
  static override styles = [
    controlStyles,
    css`
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
      gap: var(--rb-space-3);
      box-sizing: border-box;
      width: 100%;
      padding: var(--rb-space-3);
      --rb-card-height: 10rem;
      --rb-chart-height: 10rem;
    }
    p {
      margin: 0;
      color: var(--rb-text-muted);
    }
  `,
  ];
  declare api: Api;
  declare row: Row | undefined;
  /** Columns of metrics, those that are shown first. */
  declare metrics: readonly PlacedColumn[];
  /** Scalars of all runs. */
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];

  #loader = new ScalarLoader(
    () => this.api,
    () => this.requestUpdate(),
  );

  constructor() {
    super();
    this.row = undefined;
    this.metrics = [];
    this.series = [];
    this.runs = [];
  }

  #charts: readonly MetricChart[] = [];
  /** Points that are wanted of each curve of a chart while it is saved. */
  #saving: { readonly heading: string; readonly limit: number } | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('row') && !changed.has('series') && !changed.has('metrics')) return;
    const sessions = new Set(this.row?.runs);
    const wanted = new Map(
      this.metrics.flatMap(({ column: { metric } }) =>
        metric
          ? [...sessions].map((run) => [keyOf(runOfMetric(run, metric.group), metric.tag), metric] as const)
          : [],
      ),
    );
    const found = new Map(
      this.series
        .filter(({ run, tag }) => wanted.has(keyOf(run, tag)))
        .map((one) => [keyOf(one.run, one.tag), one]),
    );
    this.#charts = this.metrics
      .map((placed) => ({
        placed,
        series: [...sessions].flatMap((run) => {
          const { metric } = placed.column;
          return (metric && found.get(keyOf(runOfMetric(run, metric.group), metric.tag))) ?? [];
        }),
      }))
      .filter(({ series }) => series.length > 0)
      .slice(0, MOST_CHARTS);
  }

  protected override updated(): void {
    this.#want();
  }

  #want() {
    const finenessOf = ({ placed }: MetricChart) =>
      this.#saving?.heading === placed.column.label ? { limit: this.#saving.limit } : FINENESS;
    this.#loader.want(
      this.#charts.flatMap((chart) =>
        chart.series.map((series) => ({ series, fineness: finenessOf(chart) })),
      ),
    );
  }

  override render() {
    if (this.#charts.length === 0)
      return html`<p>This session has logged no scalars that are its metrics, so there is nothing to draw.</p>`;
    const cards = this.#charts.map((chart) => {
      const { placed, series } = chart;
      const lines = this.#linesOf(series);
      const error = series.map((one) => this.#loader.errorOf(one)).find((why) => why !== undefined);
      return html`<rb-card
        .heading=${placed.column.label}
        .loading=${lines.length === 0 && error === undefined}
        .error=${error}
        @rb-retry=${() => this.#loader.retry()}
        @rb-export=${(event: CustomEvent<ExportRequest>) => {
          event.stopPropagation();
          const zoom = (event.currentTarget as HTMLElement).querySelector<RbLineChart>('rb-line-chart')?.zoom;
          this.#export(event.detail, chart, zoom ?? {});
        }}
        ><rb-popover slot="actions" label="Save: ${placed.column.label}" icon="download"><rb-export-menu></rb-export-menu></rb-popover
        >${lines.length > 0 ? html`<rb-line-chart .lines=${lines} .label=${placed.column.label}></rb-line-chart>` : nothing}</rb-card>`;
    });
    return html`<h2 class="visually-hidden">Metrics of ${this.row?.name}</h2>${cards}`;
  }

  #linesOf(series: readonly SeriesInfo[]): Line[] {
    const colors = new Map(this.runs.map(({ name, color }) => [name, color]));
    return series.flatMap(({ run, tag }): Line[] => {
      const columns = this.#loader.columns(run, tag);
      return columns ? [{ name: run, color: colors.get(run) ?? this.#colorAbove(run, colors), columns }] : [];
    });
  }

  #export(request: ExportRequest, { placed, series }: MetricChart, zoom: NamedChart['zoom']) {
    const heading = placed.column.label;
    request.answer = exportCards(request.kind, {
      name: `${this.row?.name ?? ''} ${heading}`,
      api: this.api,
      tags: [...new Set(series.map(({ tag }) => tag))],
      runs: [...new Set(series.map(({ run }) => run))],
      theme: canvasThemeOf(this),
      tab: HPARAM.pluginName,
      view: placeOf(location.hash).views.get(HPARAM.pluginName) ?? {},
      points: series.reduce((sum, { length }) => sum + length, 0),
      charts: async (whole) => {
        const limit = whole ? Math.floor(REPORT_POINTS / series.length) : FINENESS.limit;
        return [{ ...AS_DRAWN, heading, zoom, lines: await this.#linesAsFineAs(limit, heading, series) }];
      },
    });
  }

  async #linesAsFineAs(limit: number, heading: string, series: readonly SeriesInfo[]): Promise<Line[]> {
    this.#saving = { heading, limit };
    try {
      this.#want();
      await this.#loader.settled();
      const why = series.map((one) => this.#loader.errorOf(one)).find((error) => error !== undefined);
      if (why !== undefined) throw new Error(why);
      return this.#linesOf(series);
    } finally {
      this.#saving = undefined;
    }
  }

  /** A run that is not visible has the colour of the session that it lies below. */
  #colorAbove(run: string, colors: ReadonlyMap<string, string>): string {
    const session = this.row?.runs.find((name) => run === name || run.startsWith(`${name}/`));
    return colors.get(session ?? '') ?? getComputedStyle(this).color;
  }
}
customElements.define('rb-session-curves', SessionCurves);

/** One metric, and the series of it that the sessions of the group have. */
interface MetricChart {
  readonly placed: PlacedColumn;
  readonly series: readonly SeriesInfo[];
}

/** How the charts here look: as a chart does for which nothing is set. */
const AS_DRAWN = {
  xAxis: 'step',
  xScale: 'linear',
  yScale: 'linear',
  smoothing: NO_SMOOTHING,
  showRaw: true,
  ignoreOutliers: false,
  extremes: false,
  references: NO_REFERENCES,
  selection: undefined,
} as const satisfies Partial<NamedChart>;

const keyOf = (run: string, tag: string) => `${run}\0${tag}`;
