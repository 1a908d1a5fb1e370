// Looks at the losses of runs that are being written, and tells once of each that needs its owner.
import type { Api, VisibleRun } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { ScalarThinnedHead, ScalarThinnedRequest } from '../kind.ts';
import { pauseSecondsOf, type Trouble, troublesOf } from '../model/alert-rules.ts';

/** One thing to tell. */
export interface Alert {
  readonly run: string;
  /** The run as it is shown. */
  readonly label: string;
  /** Empty where it is about the run as a whole. */
  readonly tag: string;
  readonly what: Trouble | 'stopped';
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Between two looks. */
const GAP_MS = 5000;
/** Points of each series: enough for any trend. */
const LOOKED_AT = 512;
/** Series of one look; the others have their turn when they grow again. */
const MOST_SERIES = 200;
/** A run that was silent so long, or for three of its pauses, has stopped. As in the run table. */
const QUIET_SECONDS = 120;
const MOST_PAUSE_SECONDS = 3600;

interface Written {
  readonly atMs: number;
  readonly pauseSeconds: number;
}

/** Made by a dashboard, which ends it by `stop`. */
export class RunWatch {
  #series: readonly SeriesInfo[] = [];
  #labels = new Map<string, string>();
  /** Series as they were at the last look. */
  #seen = new Map<string, SeriesInfo>();
  /** When a run was last seen to write, since watching began. */
  #written = new Map<string, Written>();
  /** What was told and still holds. */
  #told = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #api: () => Api;
  readonly #tell: (alert: Alert) => void;
  readonly #nowMs: () => number;

  /** `tell` is called once for each trouble, and again only after it had gone. */
  constructor(api: () => Api, tell: (alert: Alert) => void, nowMs: () => number = Date.now) {
    this.#api = api;
    this.#tell = tell;
    this.#nowMs = nowMs;
  }

  /** Says what there is by now of the losses of visible runs. The first time, only runs that still write are judged. */
  watch(series: readonly SeriesInfo[], runs: readonly VisibleRun[]): void {
    this.#series = series;
    this.#labels = new Map(runs.map(({ name, label = name }) => [name, label]));
    this.#timer ??= setTimeout(() => void this.#turn(), 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#series = [];
    this.#seen.clear();
    this.#written.clear();
    this.#told.clear();
  }

  async #turn(): Promise<void> {
    const before = this.#timer;
    await this.look();
    // Stopped meanwhile, and perhaps begun anew.
    if (this.#timer === before) this.#timer = setTimeout(() => void this.#turn(), GAP_MS);
  }

  /** Looks at what has grown. A server that does not answer is told by the page; the next look tries again. */
  async look(): Promise<void> {
    const key = ({ run, tag }: SeriesInfo) => `${run}\0${tag}`;
    const grown = this.#series.filter((each) => this.#seen.get(key(each)) !== each).slice(0, MOST_SERIES);
    if (grown.length > 0) {
      const body: ScalarThinnedRequest = {
        series: grown.map(({ run, tag }) => ({ run, tag })),
        limit: LOOKED_AT,
      };
      const blocks = await this.#api()
        .columns<ScalarThinnedHead>('scalars/thinned', {}, body)
        .catch(() => undefined);
      if (!blocks) return;
      const first = new Map(grown.map((each) => [key(each), !this.#seen.has(key(each))]));
      for (const each of grown) this.#seen.set(key(each), each);
      for (const { head, columns } of blocks) {
        const { wallTimes, values } = columns;
        if (!(wallTimes instanceof Float64Array) || values === undefined || values instanceof BigInt64Array)
          continue;
        const isNew = first.get(`${head.run}\0${head.tag}`) ?? true;
        const pauseSeconds = pauseSecondsOf(wallTimes);
        const lastMs = isNew ? (wallTimes.at(-1) ?? 0) * 1000 : this.#nowMs();
        if (isNew && this.#isQuiet({ atMs: lastMs, pauseSeconds })) continue;
        this.#written.set(head.run, { atMs: Math.min(lastMs, this.#nowMs()), pauseSeconds });
        this.#settle(head.run, 'stopped', '', false);
        const troubles = new Set<string>(troublesOf(values));
        for (const what of ['not-finite', 'diverges', 'plateau'] as const)
          this.#settle(head.run, what, head.tag, troubles.has(what));
      }
    }
    for (const [run, written] of this.#written)
      if (this.#labels.has(run)) this.#settle(run, 'stopped', '', this.#isQuiet(written));
  }

  #isQuiet({ atMs, pauseSeconds }: Written): boolean {
    const most = Math.max(QUIET_SECONDS, 3 * Math.min(pauseSeconds, MOST_PAUSE_SECONDS));
    return this.#nowMs() - atMs > most * 1000;
  }

  #settle(run: string, what: Alert['what'], tag: string, holds: boolean): void {
    const key = `${what}\0${run}\0${tag}`;
    if (!holds) this.#told.delete(key);
    if (!holds || this.#told.has(key)) return;
    this.#told.add(key);
    this.#tell({ run, label: this.#labels.get(run) ?? run, tag, what, at: this.#nowMs() });
  }
}
