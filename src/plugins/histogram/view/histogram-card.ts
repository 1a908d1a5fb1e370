// One tag of one run: its histograms over the steps, as ridges or as a heat map.
import { css, html } from 'lit';
import type { XAxis } from '../../../../client/charts/plotted-line.ts';
import { type Interval, sameInterval } from '../../../../client/charts/range.ts';
import { SeriesCard } from '../../../../client/series-card.ts';
import type { HistogramColumns } from '../model/histogram-columns.ts';
import '../../../../client/charts/histogram/heat-map.ts';
import '../../../../client/charts/histogram/ridges.ts';

/** Ridges behind one another, ridges on one line, or a heat map. */
export type HistogramMode = 'offset' | 'overlay' | 'heat';

export class HistogramCard extends SeriesCard<HistogramColumns> {
  static override properties = {
    mode: {},
    xAxis: {},
    bins: { attribute: false },
    extent: { attribute: false, hasChanged: (a?: Interval, b?: Interval) => !sameInterval(a, b) },
  };
  static override styles = [
    ...SeriesCard.styles,
    css`
      :host {
        --rb-card-height: 14.5rem;
        --rb-chart-height: 13rem;
      }
      :host([expanded]) {
        --rb-card-height: 30rem;
        --rb-chart-height: 28rem;
      }
    `,
  ];
  declare mode: HistogramMode;
  declare xAxis: XAxis;
  /** Equal bins; undefined for as many as suit the data. */
  declare bins: number | undefined;
  /** Of the values; undefined for that of the data. */
  declare extent: Interval | undefined;

  constructor() {
    super();
    this.mode = 'offset';
    this.xAxis = 'step';
    this.bins = undefined;
    this.extent = undefined;
  }

  protected override note({ steps, length }: HistogramColumns): string | undefined {
    return length > steps.length ? `${steps.length} of ${length.toLocaleString('en-US')} steps` : undefined;
  }

  protected override content(columns: HistogramColumns) {
    const label = `${this.heading}, ${this.run}`;
    return this.mode === 'heat'
      ? html`<rb-histogram-heat-map
          .buckets=${columns}
          .color=${this.color}
          .label=${label}
          .xAxis=${this.xAxis}
          .bins=${this.bins}
          .extent=${this.extent}
        ></rb-histogram-heat-map>`
      : html`<rb-ridges
          .buckets=${columns}
          .color=${this.color}
          .label=${label}
          .xAxis=${this.xAxis}
          .bins=${this.bins}
          .extent=${this.extent}
          .overlay=${this.mode === 'overlay'}
        ></rb-ridges>`;
  }
}
customElements.define('rb-histogram-card', HistogramCard);
