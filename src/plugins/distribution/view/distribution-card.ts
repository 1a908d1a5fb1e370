// One tag of one run: bands between percentiles over the steps.
import { html } from 'lit';
import { ValuesCard } from '../../../../client/values-card.ts';
import type { DistributionColumns } from './distribution-columns.ts';
import '../../../../client/charts/bands.ts';

/** Of BASIS_POINTS, as TensorBoard names them: standard deviations of a normal distribution around the median. */
const NAMES = ['Minimum', 'μ−1.5σ', 'μ−σ', 'μ−0.5σ', 'Median', 'μ+0.5σ', 'μ+σ', 'μ+1.5σ', 'Maximum'] as const;

export class DistributionCard extends ValuesCard<DistributionColumns> {
  protected override counted({ values }: DistributionColumns): boolean {
    return !values.every(Number.isNaN);
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
