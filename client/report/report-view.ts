// A report as its reader sees it: what it is, which colour is which run, and the charts.
import { html, LitElement, nothing } from 'lit';
import { THEME_CHANGE } from '../charts/canvas-theme.ts';
import type { NamedChart } from '../charts/chart-view.ts';
import type { RbLineChart } from '../charts/line-chart.ts';
import '../charts/line-chart.ts';
import type { Line } from '../charts/plotted-line.ts';
import type { Zoom } from '../charts/range.ts';
import type { Smoothing } from '../charts/smooth.ts';
import { controlStyles } from '../components/control-styles.ts';
import '../components/slider.ts';
import { pointsSentence, type Report } from './report-data.ts';
import { reportStyles } from './report-styles.ts';

const MOST_SMOOTHING = 0.999;

export class RbReport extends LitElement {
  static override properties = {
    report: { attribute: false },
    unseen: { state: true },
    smoothing: { state: true },
    logs: { state: true },
    zooms: { state: true },
  };
  static override styles = [controlStyles, reportStyles];
  declare report: Report | undefined;
  /** Names of curves that are not shown. */
  declare unseen: ReadonlySet<string>;
  /** Of all charts; undefined for each as it was. */
  declare smoothing: number | undefined;
  /** Charts whose axis was changed by hand: whether it is logarithmic. */
  declare logs: ReadonlyMap<NamedChart, boolean>;
  /** Charts that were zoomed since the report was made. */
  declare zooms: ReadonlyMap<NamedChart, Zoom>;
  /** Curves of a chart that are shown; the same list until others are. */
  #shown = new Map<NamedChart, { key: unknown; lines: readonly Line[] }>();

  constructor() {
    super();
    this.report = undefined;
    this.unseen = new Set();
    this.smoothing = undefined;
    this.logs = new Map();
    this.zooms = new Map();
  }

  override render() {
    const { report } = this;
    if (!report) return nothing;
    const { title, madeAt, source, points, charts } = report;
    const exponential = charts.every(({ smoothing }) => smoothing.kind === 'exponential');
    return html`<header>
        <h1>${title}</h1>
        <p>
          <time datetime=${new Date(madeAt).toISOString()}>${new Date(madeAt).toLocaleString()}</time>.
          ${pointsSentence(points)}
          ${source === '' ? nothing : html`<a href=${source} rel="noreferrer">Where it was made</a>`}
        </p>
        <div class="tools">
          ${
            exponential
              ? html`<rb-slider
                label="Smoothing"
                .max=${MOST_SMOOTHING}
                .step=${0.001}
                .value=${this.smoothing ?? charts[0]?.smoothing.amount ?? 0}
                @rb-slider-change=${({ detail }: CustomEvent<number>) => {
                  this.smoothing = detail;
                }}
              ></rb-slider>`
              : nothing
          }
          <button class="button" title="Light or dark" @click=${this.#turnTheme}>Theme</button>
        </div>
      </header>
      ${this.#legend(charts)}
      <main>${charts.map((chart) => this.#chart(chart))}</main>`;
  }

  #legend(charts: readonly NamedChart[]) {
    const colors = new Map<string, string>();
    for (const { lines } of charts)
      for (const { name, color } of lines) if (!colors.has(name)) colors.set(name, color);
    const all = [...colors.keys()];
    return html`<div class="legend" role="region" aria-label="Curves" tabindex="0">
      <button class="button quiet" title="Show all curves" @click=${() => this.#hide([])}>All</button>
      <button class="button quiet" title="Hide all curves" @click=${() => this.#hide(all)}>None</button>
      ${[...colors].map(
        ([name, color]) =>
          html`<button
            class="button quiet entry"
            aria-pressed=${!this.unseen.has(name)}
            title="Show or hide ${name}"
            @click=${() => this.#hide(this.unseen.has(name) ? all.filter((each) => this.unseen.has(each) && each !== name) : [...this.unseen, name])}
          ><span class="swatch" .style=${`background: ${color}`}></span>${name}</button>`,
      )}
    </div>`;
  }

  #chart(chart: NamedChart) {
    const log = this.logs.get(chart) ?? chart.yScale === 'log';
    const { heading } = chart;
    const zoom = this.zooms.get(chart) ?? chart.zoom;
    return html`<section aria-label=${heading}>
      <div class="head">
        <h2 title=${heading}>${heading}</h2>
        ${
          zoom.x || zoom.y || zoom.right
            ? html`<button class="button quiet" title="Show all of the curves again (Escape, or a double click)" @click=${this.#resetZoom}>Reset zoom</button>`
            : nothing
        }
        <button
          class="button quiet"
          aria-pressed=${log}
          aria-label="log vertical axis: ${heading}"
          title="Logarithmic vertical axis"
          @click=${() => {
            this.logs = new Map(this.logs).set(chart, !log);
          }}
        >log</button>
      </div>
      <rb-line-chart
        .lines=${this.#linesOf(chart)}
        .xAxis=${chart.xAxis}
        .xScale=${chart.xScale}
        .yScale=${this.logs.has(chart) ? (log ? 'log' : 'linear') : chart.yScale}
        .smoothing=${this.#smoothingOf(chart)}
        .showRaw=${chart.showRaw}
        .ignoreOutliers=${chart.ignoreOutliers}
        .extremes=${chart.extremes}
        .references=${chart.references}
        .selection=${chart.selection}
        .zoom=${zoom}
        .label=${heading}
        @rb-zoom-change=${({ detail }: CustomEvent<Zoom>) => {
          this.zooms = new Map(this.zooms).set(chart, detail);
        }}
      ></rb-line-chart>
    </section>`;
  }

  #linesOf(chart: NamedChart): readonly Line[] {
    const known = this.#shown.get(chart);
    if (known?.key === this.unseen) return known.lines;
    const lines = chart.lines.filter(({ name }) => !this.unseen.has(name));
    this.#shown.set(chart, { key: this.unseen, lines });
    return lines;
  }

  #smoothings = new Map<number, Smoothing>();

  #smoothingOf({ smoothing }: NamedChart): Smoothing {
    if (this.smoothing === undefined) return smoothing;
    const known = this.#smoothings.get(this.smoothing) ?? { kind: 'exponential', amount: this.smoothing };
    this.#smoothings = new Map([[this.smoothing, known]]);
    return known;
  }

  #hide(names: Iterable<string>) {
    this.unseen = new Set(names);
  }

  #resetZoom(event: Event) {
    (event.currentTarget as HTMLElement)
      .closest('section')
      ?.querySelector<RbLineChart>('rb-line-chart')
      ?.resetZoom();
  }

  #turnTheme() {
    const root = document.documentElement;
    root.dataset['theme'] = root.dataset['theme'] === 'dark' ? 'light' : 'dark';
    window.dispatchEvent(new Event(THEME_CHANGE));
  }
}
customElements.define('rb-report', RbReport);
