// Asks for the histograms of the chosen box's weights, and keeps what they tell.
import type { Api } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { HISTOGRAM, type HistogramStepsHead } from '../../histogram/kind.ts';
import { histogramColumnsOf } from '../../histogram/model/histogram-columns.ts';
import type { ItemDetails } from '../model/explore/item-details.ts';
import { type WeightHealth, weightHealthOf, weightTagsOf } from '../model/weight-health.ts';

/** Made by a dashboard; `changed` is called when `found` is another. */
export class WeightReports {
  /** Of the box that was asked for last, in the order of the tags. */
  found: readonly WeightHealth[] = [];
  /** Why nothing is known; undefined where all is well. */
  error: string | undefined;
  readonly #changed: () => void;
  #asked = '';

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Asks anew only where the box is another, or its series grew. */
  async look(
    api: Api,
    series: readonly SeriesInfo[],
    run: string | undefined,
    details: ItemDetails | undefined,
  ): Promise<void> {
    const own = details
      ? series.filter((one) => one.run === run && one.pluginName === HISTOGRAM.pluginName)
      : [];
    const tags = details
      ? weightTagsOf(
          details,
          own.map(({ tag }) => tag),
        )
      : [];
    const lengths = own.filter(({ tag }) => tags.includes(tag)).map(({ length }) => length);
    const key = JSON.stringify([run, details?.path, tags, lengths]);
    if (key === this.#asked) return;
    this.#asked = key;
    this.found = [];
    this.error = undefined;
    try {
      const answers = await Promise.all(
        tags.map((tag) =>
          // The first step and the last.
          api.columns<HistogramStepsHead>('histograms/steps', { run: run ?? '', tag, limit: '2' }),
        ),
      );
      if (key !== this.#asked) return;
      this.found = answers.flatMap(
        (blocks, at) => weightHealthOf(tags[at] ?? '', histogramColumnsOf(blocks)) ?? [],
      );
    } catch (error) {
      if (key !== this.#asked) return;
      this.error = error instanceof Error ? error.message : String(error);
    }
    this.#changed();
  }
}
