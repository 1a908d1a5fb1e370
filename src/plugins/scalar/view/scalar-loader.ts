// Fetches the points of the cards that are on screen, whole at first and then only what was appended.
import { type MissingPoints, requestsOf, SeriesCache } from '../../../../client/data/series-cache.ts';
import type { Api } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { ScalarColumnsHead, ScalarColumnsRequest } from '../kind.ts';

/** Points of one request: about a megabyte. */
const REQUEST_POINTS = 50_000;

/** Made by the dashboard. `changed` is called after points came, or did not. */
export class ScalarLoader {
  readonly cache = new SeriesCache();
  readonly #api: () => Api;
  readonly #changed: () => void;
  #wanted: readonly SeriesInfo[] = [];
  /** Series that are being fetched. */
  #underWay = new Set<SeriesInfo>();
  /** Why a series could not be fetched; not asked for again until it changes or the user asks. */
  #errors = new Map<SeriesInfo, string>();

  constructor(api: () => Api, changed: () => void) {
    this.#api = api;
    this.#changed = changed;
  }

  /** Says what is on screen; fetches what is missing of it. */
  want(series: readonly SeriesInfo[]): void {
    this.#wanted = series;
    const busy = new Set(Array.from(this.#underWay, ({ run, tag }) => `${run}\0${tag}`));
    const missing = series
      .filter((item) => !busy.has(`${item.run}\0${item.tag}`) && !this.#errors.has(item))
      .map((item) => this.cache.missing(item))
      .filter((item) => item !== undefined);
    for (const request of requestsOf(missing, REQUEST_POINTS)) void this.#fetch(request);
  }

  /** Why a series is not there. */
  errorOf(series: SeriesInfo): string | undefined {
    return this.#errors.get(series);
  }

  /** Asks again for what failed. */
  retry(): void {
    this.#errors.clear();
    this.#changed();
    this.want(this.#wanted);
  }

  /** Forgets what is no longer there. */
  retain(series: readonly SeriesInfo[]): void {
    const present = new Set(series);
    for (const item of this.#errors.keys()) if (!present.has(item)) this.#errors.delete(item);
    this.cache.retain(series);
  }

  async #fetch(request: readonly MissingPoints[]): Promise<void> {
    for (const { series } of request) this.#underWay.add(series);
    const body: ScalarColumnsRequest = {
      series: request.map(({ series: { run, tag }, from }) => ({ run, tag, from })),
    };
    try {
      const blocks = await this.#api().columns<ScalarColumnsHead>('scalars/columns', {}, body);
      for (const block of blocks) this.cache.take(block);
      for (const { series, from } of request) {
        const still = this.cache.missing(series);
        if (still?.from === from) this.#errors.set(series, 'The server has no points of this tag any more.');
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      for (const { series } of request) this.#errors.set(series, why);
    } finally {
      for (const { series } of request) this.#underWay.delete(series);
    }
    this.#changed();
    this.want(this.#wanted);
  }
}
