// The tab of distributions: one card for each run and tag, with bands between percentiles or with a heat map.
import { html, type PropertyValues } from 'lit';
import { bandExtent } from '../../../../client/charts/band-painter.ts';
import { joinedExtent, valueExtent } from '../../../../client/charts/histogram/buckets.ts';
import { X_AXES, xAxisOf } from '../../../../client/charts/plotted-line.ts';
import { type CardParts, SeriesDashboard } from '../../../../client/series-dashboard.ts';
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
const extentOf = (answer: Answer) => (isBuckets(answer) ? valueExtent(answer) : bandExtent(answer.values));

/** Settings in the address: `tag`, `mode` (`heat`, else bands), `x`, `scale` (`shared` by the runs of a tag), `open`, `shut`, `pin`. */
export class DistributionDashboard extends SeriesDashboard<Answer> {
  protected override readonly things = 'histograms';
  protected override readonly icon = 'chart';
  protected override readonly example = {
    typescript: "writer.addHistogram('weights', weights, step);",
    python: 'writer.add_histogram("weights", weights, step)',
  };

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

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const before = changed.get('view');
    if (before && before['mode'] !== this.view['mode']) this.askAnew();
  }

  protected override settings() {
    return html`<rb-segmented
        label="Look"
        .segments=${MODES}
        .value=${this.#heat ? 'heat' : 'bands'}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ mode: detail === 'bands' ? '' : detail })}
      ></rb-segmented>
      <rb-segmented
        label="Horizontal axis"
        .segments=${X_AXES}
        .value=${xAxisOf(this.view['x'])}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ x: detail === 'step' ? '' : detail })}
      ></rb-segmented>
      <label class="check">
        <input
          type="checkbox"
          .checked=${this.view['scale'] === 'shared'}
          @change=${(event: Event) =>
            this.setView({ scale: (event.target as HTMLInputElement).checked ? 'shared' : '' })}
        />
        Same values axis for all runs
      </label>`;
  }

  protected override card({ series, run, answer, error, loading, pin, onScreen, retry }: CardParts<Answer>) {
    const shared = this.view['scale'] === 'shared';
    const extent = shared ? joinedExtent(this.answersTo(series.tag).map(extentOf)) : undefined;
    const heading = series.displayName || series.tag;
    // What was under way when the mode changed is of the other kind.
    const shown = answer && isBuckets(answer) === this.#heat ? answer : undefined;
    if (this.#heat)
      return html`<rb-histogram-card
        .heading=${heading}
        .run=${run.name}
        .color=${run.color}
        .answer=${shown}
        .mode=${'heat'}
        .xAxis=${xAxisOf(this.view['x'])}
        .extent=${extent}
        .loading=${loading}
        .error=${error}
        .pinned=${pin.pinned}
        @rb-pin-change=${pin.change}
        @rb-retry=${retry}
        @rb-on-screen-change=${onScreen}
      ></rb-histogram-card>`;
    return html`<rb-distribution-card
      .heading=${heading}
      .run=${run.name}
      .color=${run.color}
      .answer=${shown}
      .xAxis=${xAxisOf(this.view['x'])}
      .extent=${extent}
      .loading=${loading}
      .error=${error}
      .pinned=${pin.pinned}
      @rb-pin-change=${pin.change}
      @rb-retry=${retry}
      @rb-on-screen-change=${onScreen}
    ></rb-distribution-card>`;
  }
}
customElements.define('rb-distribution-dashboard', DistributionDashboard);
