// The tab of histograms: one card for each run and tag.
import { html } from 'lit';
import { type CardParts, SeriesDashboard } from '../../../../client/series-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { HistogramStepsHead } from '../kind.ts';
import { type HistogramColumns, histogramColumnsOf } from './histogram-columns.ts';
import './histogram-card.ts';

/** Ridges that can still be told apart; evenly spread over the steps. */
const STEPS = '100';

/** Settings in the address: `tag`, `open`, `shut`, `pin`. */
export class HistogramDashboard extends SeriesDashboard<HistogramColumns> {
  protected override readonly things = 'histograms';
  protected override readonly icon = 'chart';
  protected override readonly example = {
    typescript: "writer.addHistogram('weights', weights, step);",
    python: 'writer.add_histogram("weights", weights, step)',
  };

  protected override async load({ run, tag }: SeriesInfo): Promise<HistogramColumns> {
    const query = { run, tag, limit: STEPS };
    return histogramColumnsOf(await this.api.columns<HistogramStepsHead>('histograms/steps', query));
  }

  protected override card({
    series,
    run,
    answer,
    error,
    loading,
    pin,
    onScreen,
    retry,
  }: CardParts<HistogramColumns>) {
    return html`<rb-histogram-card
      .heading=${series.displayName || series.tag}
      .run=${run.name}
      .color=${run.color}
      .columns=${answer}
      .loading=${loading}
      .error=${error}
      .pinned=${pin.pinned}
      @rb-pin-change=${pin.change}
      @rb-retry=${retry}
      @rb-on-screen-change=${onScreen}
    ></rb-histogram-card>`;
  }
}
customElements.define('rb-histogram-dashboard', HistogramDashboard);
