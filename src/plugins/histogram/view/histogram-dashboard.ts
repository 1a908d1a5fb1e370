// The tab of histograms: one card for each run and tag.
import { html } from 'lit';
import { joinedExtent, valueExtent } from '../../../../client/charts/histogram/buckets.ts';
import { X_AXES, xAxisOf } from '../../../../client/charts/plotted-line.ts';
import type { Interval } from '../../../../client/charts/range.ts';
import { type CardParts, SeriesDashboard } from '../../../../client/series-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { HistogramStepsHead } from '../kind.ts';
import { type HistogramColumns, histogramColumnsOf } from '../model/histogram-columns.ts';
import type { HistogramMode } from './histogram-card.ts';
import '../../../../client/components/segmented.ts';
import './histogram-card.ts';

/** Columns of a heat map that can still be told apart; evenly spread over the steps. */
const STEPS = '200';
const MODES: readonly { readonly value: HistogramMode; readonly label: string }[] = [
  { value: 'offset', label: 'Offset' },
  { value: 'overlay', label: 'Overlay' },
  { value: 'heat', label: 'Heat map' },
];
const BINS = [10, 20, 30, 50, 100, 200] as const;

/** Settings in the address: `tag`, `mode`, `x`, `bins`, `scale` (`shared` by the runs of a tag), `open`, `shut`, `pin`. */
export class HistogramDashboard extends SeriesDashboard<HistogramColumns> {
  protected override readonly things = 'histograms';
  protected override readonly icon = 'chart';
  protected override readonly example = {
    typescript: "writer.addHistogram('weights', weights, step);",
    python: 'writer.add_histogram("weights", weights, step)',
  };
  #extents = new WeakMap<HistogramColumns, Interval>();

  protected override async load({ run, tag }: SeriesInfo): Promise<HistogramColumns> {
    const query = { run, tag, limit: STEPS };
    return histogramColumnsOf(await this.api.columns<HistogramStepsHead>('histograms/steps', query));
  }

  get #mode(): HistogramMode {
    return MODES.find(({ value }) => value === this.view['mode'])?.value ?? 'offset';
  }

  get #bins(): number | undefined {
    return BINS.find((bins) => String(bins) === this.view['bins']);
  }

  /** Of all runs that have the tag, so that they can be compared. */
  #sharedExtent(tag: string): Interval {
    const extents = this.answersTo(tag).map((answer) => {
      const extent = this.#extents.get(answer) ?? valueExtent(answer);
      this.#extents.set(answer, extent);
      return extent;
    });
    return joinedExtent(extents);
  }

  protected override settings() {
    return html`<rb-segmented
        label="Look"
        .segments=${MODES}
        .value=${this.#mode}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ mode: detail === 'offset' ? '' : detail })}
      ></rb-segmented>
      <rb-segmented
        label="Steps along"
        .segments=${X_AXES}
        .value=${xAxisOf(this.view['x'])}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ x: detail === 'step' ? '' : detail })}
      ></rb-segmented>
      <select
        class="field"
        aria-label="Bins"
        @change=${(event: Event) => this.setView({ bins: (event.target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${this.#bins === undefined}>Bins: auto</option>
        ${BINS.map((bins) => html`<option .value=${String(bins)} ?selected=${bins === this.#bins}>${bins} bins</option>`)}
      </select>
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
      .answer=${answer}
      .mode=${this.#mode}
      .xAxis=${xAxisOf(this.view['x'])}
      .bins=${this.#bins}
      .extent=${this.view['scale'] === 'shared' ? this.#sharedExtent(series.tag) : undefined}
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
