// The metrics of one session group as curves.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Line } from '../../../../client/charts/plotted-line.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import type { Api, VisibleRun } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { ScalarLoader } from '../../scalar/view/scalar-loader.ts';
import type { Row } from '../model/session-table.ts';
import { runOfMetric } from '../model/sweep.ts';
import type { PlacedColumn } from './table-view.ts';
import '../../../../client/charts/line-chart.ts';
import '../../../../client/components/card.ts';

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

  #charts: readonly { readonly placed: PlacedColumn; readonly series: readonly SeriesInfo[] }[] = [];

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
    const shown = this.#charts.flatMap(({ series }) => series);
    this.#loader.want(shown.map((series) => ({ series, fineness: FINENESS })));
  }

  override render() {
    if (this.#charts.length === 0)
      return html`<p>This session has logged no scalars that are its metrics, so there is nothing to draw.</p>`;
    const colors = new Map(this.runs.map(({ name, color }) => [name, color]));
    const cards = this.#charts.map(({ placed, series }) => {
      const lines = series.flatMap(({ run, tag }): Line[] => {
        const columns = this.#loader.columns(run, tag);
        return columns
          ? [{ name: run, color: colors.get(run) ?? this.#colorAbove(run, colors), columns }]
          : [];
      });
      const error = series.map((one) => this.#loader.errorOf(one)).find((why) => why !== undefined);
      return html`<rb-card
        .heading=${placed.column.label}
        .loading=${lines.length === 0 && error === undefined}
        .error=${error}
        @rb-retry=${() => this.#loader.retry()}
      >${lines.length > 0 ? html`<rb-line-chart .lines=${lines} .label=${placed.column.label}></rb-line-chart>` : nothing}</rb-card>`;
    });
    return html`<h2 class="visually-hidden">Metrics of ${this.row?.name}</h2>${cards}`;
  }

  /** A run that is not visible has the colour of the session that it lies below. */
  #colorAbove(run: string, colors: ReadonlyMap<string, string>): string {
    const session = this.row?.runs.find((name) => run === name || run.startsWith(`${name}/`));
    return colors.get(session ?? '') ?? getComputedStyle(this).color;
  }
}
customElements.define('rb-session-curves', SessionCurves);

const keyOf = (run: string, tag: string) => `${run}\0${tag}`;
