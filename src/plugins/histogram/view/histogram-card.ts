// One tag of one run: its histograms over the steps, as ridges or as a heat map.
import { html } from 'lit';
import { ValuesCard } from '../../../../client/values-card.ts';
import type { HistogramColumns } from '../model/histogram-columns.ts';
import '../../../../client/charts/histogram/heat-map.ts';
import '../../../../client/charts/histogram/ridges.ts';

/** Ridges behind one another, ridges on one line, or a heat map. */
export type HistogramMode = 'offset' | 'overlay' | 'heat';

export class HistogramCard extends ValuesCard<HistogramColumns> {
  static override properties = { mode: {}, bins: { attribute: false } };
  declare mode: HistogramMode;
  /** Equal bins; undefined for as many as suit the data. */
  declare bins: number | undefined;

  constructor() {
    super();
    this.mode = 'offset';
    this.bins = undefined;
  }

  protected override counted({ count }: HistogramColumns): boolean {
    return count.some((each) => each > 0);
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
