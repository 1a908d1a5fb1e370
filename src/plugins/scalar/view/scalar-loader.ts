// Fetches the points of the cards that are on screen, as fine as they are drawn: short series whole and then what was
// appended, long ones thinned by the server, and finer where somebody zoomed in.
import { allDrawn } from '../../../../client/charts/draw-queue.ts';
import {
  type Fineness,
  type MissingPoints,
  requestsOf,
  SeriesCache,
  type SeriesColumns,
  type StepWindow,
} from '../../../../client/data/series-cache.ts';
import { seriesKey } from '../../../../client/data/series-key.ts';
import type { Api } from '../../../../client/plugin-host.ts';
import { frameTurn } from '../../../../client/turns/frame-turns.ts';
import { Slices } from '../../../../client/turns/slices.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type {
  ScalarColumnsHead,
  ScalarColumnsRequest,
  ScalarThinnedHead,
  ScalarThinnedRequest,
} from '../kind.ts';

/**
 * Where points take longer than this to be drawn, the page rests so many times the rest of it before it takes what grew
 * meanwhile: it stays quick under the user's hand, and leaves the machine to the training.
 */
const EASILY_DRAWN_MS = 50;
const REST_TIMES = 4;
const MOST_REST_MS = 2000;
/** Points of one request: about four megabytes. A chart of fewer points comes, and is drawn, as a whole. */
const REQUEST_POINTS = 200_000;
const REQUEST_SERIES = 10_000;
/** Further requests wait, so that what is most urgent comes first. */
const REQUESTS_AT_ONCE = 3;
/** Nobody waits longer for the first picture: a page behind another one may have no frames. */
const LONGEST_FIRST_MS = 1000;
/** Longer than this the page does nothing but look what is missing: of ten thousand runs that takes a tenth of a second. */
const SLICE_MS = 6;
/** To ask for so many is a task of its own. */
const MANY = 300;
/** Points that are kept of cards that are no longer on screen: about 80 MB. */
const KEPT_POINTS = 4_000_000;

/** A series, and how fine it is drawn. */
export interface WantedSeries {
  readonly series: SeriesInfo;
  readonly fineness: Fineness;
}

const keyOf = ({ run, tag }: SeriesInfo) => seriesKey(run, tag);

/** Made by the dashboard. `changed` is called after points came, or did not. */
export class ScalarLoader {
  readonly #cache = new SeriesCache();
  readonly #api: () => Api;
  readonly #changed: () => void;
  #revision = 0;
  /** What is wanted of each series, by its key, the most urgent first. */
  #wanted: ReadonlyMap<string, WantedSeries> = new Map();
  /** Series that are being fetched, or will be. */
  #underWay = new Set<string>();
  #queue: (readonly MissingPoints[])[] = [];
  /** How often it is being looked what is missing. */
  #asking = 0;
  #open = 0;
  /** Called after each answer. */
  #waiting: (() => void)[] = [];
  /** Why a series could not be fetched; not asked for again until it changes or the user asks. */
  #errors = new Map<SeriesInfo, string>();
  /** Whether what was appended meanwhile waits. */
  #resting = false;
  /** Requests at a time: one first, and none while its answer is drawn, for whatever others take is taken from that. */
  #atOnce = 1;
  readonly #drawn: () => Promise<unknown>;

  /** `drawn` resolves when what was changed last is on the screen. */
  constructor(api: () => Api, changed: () => void, drawn: () => Promise<unknown> = onScreen) {
    this.#api = api;
    this.#changed = () => {
      this.#revision++;
      changed();
    };
    this.#drawn = drawn;
  }

  /** Another number whenever points or errors may be others. */
  get revision(): number {
    return this.#revision;
  }

  /** Points as far as they came; the same object until more came. */
  columns(run: string, tag: string): SeriesColumns | undefined {
    return this.#cache.columns(run, tag);
  }

  /** Says what is on screen, the most urgent first; fetches what is missing of it. */
  want(wanted: readonly WantedSeries[]): void {
    this.#wanted = united(wanted);
    for (const { series } of this.#queue.flat()) this.#underWay.delete(keyOf(series));
    this.#queue = [];
    void this.#ask(this.#wanted.values());
  }

  /** At once where it is soon seen what is missing; else in slices, unless something else is wanted by then. */
  async #ask(wanted: Iterable<WantedSeries>): Promise<void> {
    const all = this.#wanted;
    const missing: MissingPoints[] = [];
    const slices = new Slices(SLICE_MS);
    this.#asking++;
    for (const { series, fineness } of wanted) {
      if (slices.isOver) {
        await slices.next();
        if (this.#wanted !== all) break;
      }
      if (this.#underWay.has(keyOf(series)) || this.#errors.has(series)) continue;
      const item = this.#cache.missing(series, fineness);
      if (item && !(this.#resting && isGrowth(item))) missing.push(item);
    }
    if (missing.length > MANY) await slices.next();
    this.#asking--;
    if (this.#wanted === all) this.#send(missing);
    for (const done of this.#waiting.splice(0)) done();
  }

  #send(missing: readonly MissingPoints[]): void {
    // Looked at in tasks: meanwhile somebody else may have asked.
    const free = missing.filter(({ series }) => !this.#underWay.has(keyOf(series)));
    for (const { series } of free) this.#underWay.add(keyOf(series));
    this.#queue.push(...requestsOf(free, REQUEST_POINTS, REQUEST_SERIES));
    if (free.length > MANY) void taskTurn().then(() => this.#begin());
    else this.#begin();
  }

  #begin(): void {
    while (this.#open < this.#atOnce) {
      const request = this.#queue.shift();
      if (!request) return;
      void this.#fetch(request);
    }
  }

  /** Resolves once nothing that was wanted is on its way any more. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0 || this.#resting || this.#asking > 0)
      await new Promise<void>((done) => {
        this.#waiting.push(done);
      });
  }

  /** Why a series is not there. */
  errorOf(series: SeriesInfo): string | undefined {
    return this.#errors.get(series);
  }

  /** Asks again for what failed. */
  retry(): void {
    this.#errors.clear();
    this.#changed();
    void this.#ask(this.#wanted.values());
  }

  /** Forgets why a series could not be fetched that is another by now; `find` gives a run's series of a tag. */
  forgetErrors(find: (run: string, tag: string) => SeriesInfo | undefined): void {
    for (const item of this.#errors.keys()) if (find(item.run, item.tag) !== item) this.#errors.delete(item);
  }

  /** Forgets points of what is no longer there. */
  retain(find: (run: string, tag: string) => SeriesInfo | undefined): void {
    this.#cache.retain((run, tag) => find(run, tag) !== undefined);
  }

  async #fetch(request: readonly MissingPoints[]): Promise<void> {
    this.#open++;
    try {
      await (request[0]?.kind === 'thinned' ? this.#fetchThinned(request) : this.#fetchAppended(request));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      for (const { series } of request) this.#errors.set(series, why);
    } finally {
      this.#open--;
      if (this.#atOnce === 1) this.#holdBack();
      for (const { series } of request) this.#underWay.delete(keyOf(series));
    }
    this.#cache.trim(() => Array.from(this.#wanted.values(), ({ series }) => series), KEPT_POINTS);
    this.#changed();
    void this.#rest();
    void this.#ask(request.flatMap(({ series }) => this.#wanted.get(keyOf(series)) ?? []));
  }

  #holdBack(): void {
    this.#atOnce = 0;
    setTimeout(() => this.#askFreely(), LONGEST_FIRST_MS);
  }

  #askFreely(): void {
    this.#atOnce = REQUESTS_AT_ONCE;
    this.#begin();
  }

  async #rest(): Promise<void> {
    if (this.#resting) return;
    this.#resting = true;
    const sinceMs = performance.now();
    await this.#drawn();
    this.#askFreely();
    const restMs = REST_TIMES * (performance.now() - sinceMs - EASILY_DRAWN_MS);
    if (restMs > 0) await new Promise((over) => setTimeout(over, Math.min(restMs, MOST_REST_MS)));
    this.#resting = false;
    void this.#ask(this.#wanted.values());
  }

  async #fetchAppended(request: readonly MissingPoints[]): Promise<void> {
    const body: ScalarColumnsRequest = {
      series: request.map(({ series: { run, tag }, from }) => ({ run, tag, from })),
      packed: true,
    };
    const blocks = await this.#api().columns<ScalarColumnsHead>('scalars/columns', {}, body);
    const slices = new Slices(SLICE_MS);
    for (const block of blocks) {
      if (slices.isOver) await slices.next();
      this.#cache.take(block);
    }
    for (const { series, from } of request) {
      if (slices.isOver) await slices.next();
      const still = this.#cache.missing(series);
      if (still?.kind === 'appended' && still.from === from) this.#errors.set(series, GONE);
    }
  }

  async #fetchThinned(request: readonly MissingPoints[]): Promise<void> {
    const limit = request[0]?.limit ?? 0;
    const body: ScalarThinnedRequest = {
      series: request.map(({ series: { run, tag }, window }) => ({ run, tag, ...window })),
      limit,
      packed: true,
    };
    const blocks = await this.#api().columns<ScalarThinnedHead>('scalars/thinned', {}, body);
    const byKey = new Map(blocks.map((block) => [seriesKey(block.head.run, block.head.tag), block]));
    const slices = new Slices(SLICE_MS);
    for (const { series, window } of request) {
      if (slices.isOver) await slices.next();
      const block = byKey.get(keyOf(series));
      if (block) this.#cache.takeThinned(block, { limit, window });
      if (!block) this.#errors.set(series, GONE);
      // Until the page hears of the new generation, by which this error goes, asking again would lead nowhere.
      else if (block.head.generation !== series.generation) this.#errors.set(series, BEGUN_ANEW);
    }
  }
}

/** Whether it is what a training wrote behind what is drawn, not what a user asked to see. */
function isGrowth({ kind, from }: MissingPoints): boolean {
  return kind === 'appended' && from > 0;
}

/** Elements take what changed before the next frame, and then charts draw. A page that is not seen draws nothing. */
async function onScreen(): Promise<void> {
  await frameTurn();
  if (document.visibilityState === 'visible') await allDrawn();
}

/** One wish for each series: where cards differ, the finest of all over all that is looked at. */
function united(wanted: readonly WantedSeries[]): ReadonlyMap<string, WantedSeries> {
  const byKey = new Map<string, WantedSeries>();
  for (const wish of wanted) {
    const other = byKey.get(keyOf(wish.series))?.fineness;
    const { limit, window } = wish.fineness;
    byKey.set(
      keyOf(wish.series),
      other
        ? {
            series: wish.series,
            fineness: { limit: Math.max(limit, other.limit), window: hull(window, other.window) },
          }
        : wish,
    );
  }
  return byKey;
}

function hull(a: StepWindow | undefined, b: StepWindow | undefined): StepWindow | undefined {
  if (!a || !b) return a ?? b;
  return { fromStep: Math.min(a.fromStep, b.fromStep), toStep: Math.max(a.toStep, b.toStep) };
}

const GONE = 'The server has no points of this tag any more.';
const BEGUN_ANEW = 'This series was just begun anew; its points are on their way.';
