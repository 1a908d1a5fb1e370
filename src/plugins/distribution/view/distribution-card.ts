// One tag of one run: bands between percentiles over the steps.
import { css, html } from 'lit';
import type { XAxis } from '../../../../client/charts/plotted-line.ts';
import { type Interval, sameInterval } from '../../../../client/charts/range.ts';
import { SeriesCard } from '../../../../client/series-card.ts';
import type { DistributionColumns } from './distribution-columns.ts';
import '../../../../client/charts/bands.ts';

/** Of BASIS_POINTS, as TensorBoard names them: standard deviations of a normal distribution around the median. */
const NAMES = ['Minimum', 'μ−1.5σ', 'μ−σ', 'μ−0.5σ', 'Median', 'μ+0.5σ', 'μ+σ', 'μ+1.5σ', 'Maximum'] as const;

export class DistributionCard extends SeriesCard<DistributionColumns> {
  static override properties = {
    xAxis: {},
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
  declare xAxis: XAxis;
  /** Of the values; undefined for that of the data. */
  declare extent: Interval | undefined;

  constructor() {
    super();
    this.xAxis = 'step';
    this.extent = undefined;
  }

  protected override note({ steps, length }: DistributionColumns): string | undefined {
    return length > steps.length ? `${steps.length} of ${length.toLocaleString('en-US')} steps` : undefined;
  }

  protected override emptiness({ steps, values }: DistributionColumns): string | undefined {
    if (steps.length === 0) return 'No histograms yet';
    return values.every(Number.isNaN) ? 'Nothing was counted at any step' : undefined;
  }

  protected override content(columns: DistributionColumns) {
    return html`<rb-bands
      .columns=${columns}
      .names=${NAMES}
      .color=${this.color}
      .label=${`${this.heading}, ${this.run}`}
      .xAxis=${this.xAxis}
      .extent=${this.extent}
    ></rb-bands>`;
  }
}
customElements.define('rb-distribution-card', DistributionCard);
