// The page's copies of number columns, as fine as they are drawn: knows what is missing of a series, appends what came,
// and puts finer points in where somebody zoomed in.
import type { SeriesInfo } from '../../src/wire/api.ts';
import type { ColumnBlock } from '../../src/wire/columns.ts';
import { appended, type GrowingColumns, type SeriesColumns, withDetail } from './column-append.ts';
import { seriesKey } from './series-key.ts';

export { indexFrom, type SeriesColumns } from './column-append.ts';

/** Steps between which a series is looked at, both included. */
export interface StepWindow {
  readonly fromStep: number;
  readonly toStep: number;
}

/** How finely a series is to be drawn. */
export interface Fineness {
  /** Points that the drawing can show: a longer series is thinned to them. */
  readonly limit: number;
  /** What is looked at; default all. Within it `limit` points are wanted. */
  readonly window?: StepWindow | undefined;
}

export const EVERY_POINT: Fineness = { limit: Number.POSITIVE_INFINITY };

/** What the head of an answer with every point must say. */
export interface SeriesBlockHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
  /** Index of the block's first point. */
  readonly from: number;
}

/** What the head of an answer with thinned points must say. */
export interface ThinnedBlockHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
  /** Points that the block stands for. */
  readonly length: number;
}

/** What to ask for. */
export interface MissingPoints {
  readonly series: SeriesInfo;
  /** `appended`: every point from index `from` on. `thinned`: `limit` points of all, or of the window. */
  readonly kind: 'appended' | 'thinned';
  readonly from: number;
  /** Points that will come, about. */
  readonly count: number;
  readonly limit: number;
  readonly window?: StepWindow | undefined;
}

interface Detail {
  readonly window: StepWindow;
  readonly columns: SeriesColumns;
  /** Whether it has every point between its ends. */
  readonly whole: boolean;
}

interface Kept extends GrowingColumns {
  readonly generation: number;
  /** Points of the series that `view` stands for. */
  readonly known: number;
  /** The limit that `view` was thinned to, behind which came appended points; undefined while it has every point. */
  readonly thinnedTo: number | undefined;
  readonly detail: Detail | undefined;
  /** `view` with the detail in it. */
  readonly shown: SeriesColumns;
}

/** A window is asked for this much wider at either side, in its own widths: short moves need nothing new. */
const BESIDE = 1;
/** A detail is fine enough for a window that is at least this part of its width. */
const FINE_ENOUGH = 1 / 6;

const keyOf = ({ run, tag }: { readonly run: string; readonly tag: string }) => seriesKey(run, tag);

/** Columns by run and tag. Made by a dashboard, and gone with it. */
export class SeriesCache {
  #kept = new Map<string, Kept>();

  /** Columns as far as they are known, also of an older generation; undefined where nothing came yet. */
  columns(run: string, tag: string): SeriesColumns | undefined {
    return this.#kept.get(seriesKey(run, tag))?.shown;
  }

  /** Whether points were left out of what is known. */
  isThinned(run: string, tag: string): boolean {
    return this.#kept.get(seriesKey(run, tag))?.thinnedTo !== undefined;
  }

  /** What to fetch next so that `series` can be drawn as finely as is wanted; undefined when it can. */
  missing(series: SeriesInfo, { limit, window }: Fineness = EVERY_POINT): MissingPoints | undefined {
    const kept = this.#kept.get(keyOf(series));
    const current = kept?.generation === series.generation ? kept : undefined;
    const from = current?.known ?? 0;
    const count = series.length - from;
    const overview: MissingPoints = { series, kind: 'thinned', from: 0, count: limit, limit };
    if (!current) {
      if (count <= 0) return undefined;
      return count > limit ? overview : { series, kind: 'appended', from, count, limit };
    }
    const tooCoarse = current.thinnedTo !== undefined && current.thinnedTo < limit;
    // A tail of appended points is thinned too once it is as long as what is before it.
    if (tooCoarse || count > limit || (count > 0 && current.view.values.length + count > 2 * limit))
      return overview;
    if (count > 0) return { series, kind: 'appended', from, count, limit };
    if (!window || current.thinnedTo === undefined || isFine(current.detail, window)) return undefined;
    const width = window.toStep - window.fromStep;
    const wider = { fromStep: window.fromStep - BESIDE * width, toStep: window.toStep + BESIDE * width };
    const wanted = limit * (1 + 2 * BESIDE);
    return { series, kind: 'thinned', from: 0, count: wanted, limit: wanted, window: wider };
  }

  /**
   * Takes in a block: appends it, replaces what is of another generation, or does nothing where the block does not
   * join on, as after a restart between question and answer. Then `missing` says to ask again from the start.
   */
  take({ head, columns }: ColumnBlock<SeriesBlockHead>): void {
    const block = columnsOf(columns);
    const key = keyOf(head);
    const kept = this.#kept.get(key);
    const current = kept?.generation === head.generation ? kept : undefined;
    const known = current?.known ?? 0;
    if (head.from > known) {
      if (kept && !current) this.#kept.delete(key);
      return;
    }
    const { generation } = head;
    if (!current) {
      const known = block.values.length;
      this.#keep(key, {
        generation,
        known,
        thinnedTo: undefined,
        detail: undefined,
        view: block,
        room: block,
      });
      return;
    }
    const skipped = known - head.from;
    if (block.values.length <= skipped) return;
    this.#keep(key, {
      ...current,
      ...appended(current, block, skipped),
      known: head.from + block.values.length,
    });
  }

  /** Takes in the answer to a question of kind `thinned`. One of an older generation than what is known is let go. */
  takeThinned({ head, columns }: ColumnBlock<ThinnedBlockHead>, { limit, window }: Fineness): void {
    const block = columnsOf(columns);
    const key = keyOf(head);
    const kept = this.#kept.get(key);
    const { generation, length } = head;
    const whole = block.values.length === length;
    if (window) {
      if (kept?.generation === generation)
        this.#keep(key, { ...kept, detail: { window, columns: block, whole } });
      return;
    }
    // Points may have been appended while this was under way; they are asked for again.
    const detail = kept?.generation === generation ? kept.detail : undefined;
    const thinnedTo = whole ? undefined : limit;
    this.#keep(key, { generation, known: length, thinnedTo, detail, view: block, room: block });
  }

  /** Forgets all series but those that are still there. */
  retain(isThere: (run: string, tag: string) => boolean): void {
    for (const key of this.#kept.keys()) {
      const end = key.indexOf('\0');
      if (!isThere(key.slice(0, end), key.slice(end + 1))) this.#kept.delete(key);
    }
  }

  /** Forgets what came first, but not what `wanted` tells, until no more than `most` points are kept. */
  trim(wanted: () => Iterable<SeriesInfo>, most: number): void {
    let points = 0;
    for (const { room, detail } of this.#kept.values())
      points += room.values.length + 2 * (detail?.columns.values.length ?? 0);
    if (points <= most) return;
    const names = new Set(Array.from(wanted(), keyOf));
    for (const [key, { room }] of this.#kept) {
      if (points <= most) return;
      if (names.has(key)) continue;
      points -= room.values.length;
      this.#kept.delete(key);
    }
  }

  #keep(key: string, kept: Omit<Kept, 'shown'>): void {
    const { view, detail, thinnedTo } = kept;
    const detailed = detail !== undefined && thinnedTo !== undefined;
    this.#kept.delete(key);
    this.#kept.set(key, { ...kept, shown: detailed ? withDetail(view, detail.columns) : view });
  }
}

/** Whether the detail shows the window as finely as can be, or nearly. */
function isFine(detail: Detail | undefined, { fromStep, toStep }: StepWindow): boolean {
  if (!detail) return false;
  const { window, whole } = detail;
  if (window.fromStep > fromStep || window.toStep < toStep) return false;
  return whole || toStep - fromStep >= FINE_ENOUGH * (window.toStep - window.fromStep);
}

/** Throws where a column is missing or of a wrong type: then server and page are of different versions. */
function columnsOf({ steps, wallTimes, values }: ColumnBlock<unknown>['columns']): SeriesColumns {
  if (
    !(steps instanceof Float64Array || steps instanceof BigInt64Array) ||
    !(wallTimes instanceof Float64Array) ||
    !(values instanceof Float32Array || values instanceof Float64Array)
  )
    throw new Error('The server answered with other columns than expected. Load the page anew.');
  return { steps, wallTimes, values };
}

/**
 * Splits what is missing into requests of one kind and limit, about `points` points and at most `series` series, in order,
 * of one series at least.
 */
export function requestsOf(
  missing: readonly MissingPoints[],
  points: number,
  series = Number.POSITIVE_INFINITY,
): MissingPoints[][] {
  const requests: MissingPoints[][] = [];
  let room = 0;
  for (const item of missing) {
    const last = requests.at(-1);
    const first = last?.[0];
    const alike = first?.kind === item.kind && (item.kind === 'appended' || first.limit === item.limit);
    if (last && alike && item.count <= room && last.length < series) last.push(item);
    else {
      requests.push([item]);
      room = points;
    }
    room -= item.count;
  }
  return requests;
}
