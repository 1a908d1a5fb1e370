// The tab of histograms: one card for each run and tag.
import { html } from 'lit';
import { valueExtent } from '../../../../client/charts/histogram/buckets.ts';
import type { Interval } from '../../../../client/charts/range.ts';
import { given } from '../../../../client/given-card.ts';
import type { CardParts } from '../../../../client/series-dashboard.ts';
import { ValuesDashboard } from '../../../../client/values-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { HistogramStepsHead } from '../kind.ts';
import { type HistogramColumns, histogramColumnsOf } from '../model/histogram-columns.ts';
import type { HistogramMode } from './histogram-card.ts';
import '../../../../client/components/segmented.ts';
import './histogram-card.ts';

/** Columns of a heat map, and ridges, that can still be told apart; evenly spread over the steps. */
const HEAT_STEPS = '200';
const RIDGES = '100';
const MODES: readonly { readonly value: HistogramMode; readonly label: string }[] = [
  { value: 'offset', label: 'Offset' },
  { value: 'overlay', label: 'Overlay' },
  { value: 'heat', label: 'Heat map' },
];
const BINS = [10, 20, 30, 50, 100, 200] as const;

/** Settings in the address: `tag`, `mode`, `x`, `bins`, `scale` (`shared` by the runs of a tag), `open`, `shut`, `pin`. */
export class HistogramDashboard extends ValuesDashboard<HistogramColumns> {
  protected override async load({ run, tag }: SeriesInfo): Promise<HistogramColumns> {
    const query = { run, tag, limit: this.answerMode };
    return histogramColumnsOf(await this.api.columns<HistogramStepsHead>('histograms/steps', query));
  }

  protected override get answerMode(): string {
    return this.#mode === 'heat' ? HEAT_STEPS : RIDGES;
  }

  get #mode(): HistogramMode {
    return MODES.find(({ value }) => value === this.view['mode'])?.value ?? 'offset';
  }

  get #bins(): number | undefined {
    return BINS.find((bins) => String(bins) === this.view['bins']);
  }

  protected override extentOf(answer: HistogramColumns): Interval {
    return valueExtent(answer);
  }

  protected override settings() {
    return html`<rb-segmented
        label="Look"
        .segments=${MODES}
        .value=${this.#mode}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ mode: detail === 'offset' ? '' : detail })}
      ></rb-segmented>
      ${this.stepsControl('Steps along')}
      <select
        class="field"
        aria-label="Bins"
        @change=${(event: Event) => this.setView({ bins: (event.target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${this.#bins === undefined}>Bins: auto</option>
        ${BINS.map((bins) => html`<option .value=${String(bins)} ?selected=${bins === this.#bins}>${bins} bins</option>`)}
      </select>
      ${this.scaleControl()}`;
  }

  protected override card(parts: CardParts<HistogramColumns>) {
    return html`<rb-histogram-card
      ${given(parts)}
      .mode=${this.#mode}
      .xAxis=${this.xAxis}
      .bins=${this.#bins}
      .extent=${this.sharedExtent(parts.series.tag)}
    ></rb-histogram-card>`;
  }
}
customElements.define('rb-histogram-dashboard', HistogramDashboard);
