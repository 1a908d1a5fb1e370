// The tab of distributions: one card for each run and tag, with bands between percentiles or with a heat map.
import { html } from 'lit';
import { bandExtent } from '../../../../client/charts/band-painter.ts';
import { valueExtent } from '../../../../client/charts/histogram/buckets.ts';
import type { Interval } from '../../../../client/charts/range.ts';
import { given } from '../../../../client/given-card.ts';
import type { CardParts } from '../../../../client/series-dashboard.ts';
import { ValuesDashboard } from '../../../../client/values-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { HistogramStepsHead } from '../../histogram/kind.ts';
import { type HistogramColumns, histogramColumnsOf } from '../../histogram/model/histogram-columns.ts';
import type { DistributionStepsHead } from '../kind.ts';
import { type DistributionColumns, distributionColumnsOf } from './distribution-columns.ts';
import '../../../../client/components/segmented.ts';
import '../../histogram/view/histogram-card.ts';
import './distribution-card.ts';

/** As many as TensorBoard shows at most; evenly spread over the steps. */
const STEPS = '500';
/** Columns of a heat map that can still be told apart. */
const HEAT_STEPS = '200';
const MODES = [
  { value: 'bands', label: 'Bands' },
  { value: 'heat', label: 'Heat map' },
] as const;

/** What a card is drawn from: percentiles for bands, buckets for a heat map. */
type Answer = DistributionColumns | HistogramColumns;

const isBuckets = (answer: Answer): answer is HistogramColumns => 'offsets' in answer;

/** Settings in the address: `tag`, `mode` (`heat`, else bands), `x`, `scale` (`shared` by the runs of a tag), `open`, `shut`, `pin`. */
export class DistributionDashboard extends ValuesDashboard<Answer> {
  get #heat(): boolean {
    return this.view['mode'] === 'heat';
  }

  protected override async load({ run, tag }: SeriesInfo): Promise<Answer> {
    if (this.#heat) {
      const query = { run, tag, limit: HEAT_STEPS };
      return histogramColumnsOf(await this.api.columns<HistogramStepsHead>('histograms/steps', query));
    }
    const query = { run, tag, limit: STEPS };
    return distributionColumnsOf(await this.api.columns<DistributionStepsHead>('distributions/steps', query));
  }

  protected override get answerMode(): string {
    return this.#heat ? 'heat' : '';
  }

  protected override settings() {
    return html`<rb-segmented
        label="Look"
        .segments=${MODES}
        .value=${this.#heat ? 'heat' : 'bands'}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ mode: detail === 'bands' ? '' : detail })}
      ></rb-segmented>
      ${this.stepsControl('Horizontal axis')} ${this.scaleControl()}`;
  }

  protected override extentOf(answer: Answer): Interval {
    return isBuckets(answer) ? valueExtent(answer) : bandExtent(answer.values);
  }

  protected override card(parts: CardParts<Answer>) {
    const extent = this.sharedExtent(parts.series.tag);
    if (this.#heat)
      return html`<rb-histogram-card
        ${given(parts)}
        .mode=${'heat'}
        .xAxis=${this.xAxis}
        .extent=${extent}
      ></rb-histogram-card>`;
    return html`<rb-distribution-card
      ${given(parts)}
      .xAxis=${this.xAxis}
      .extent=${extent}
    ></rb-distribution-card>`;
  }
}
customElements.define('rb-distribution-dashboard', DistributionDashboard);
