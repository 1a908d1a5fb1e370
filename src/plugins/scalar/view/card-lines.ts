// The curves of a card: one for each run and tag, in the run's colour, tags told apart by dashes.
import type { Line, LineColumns, XAxis } from '../../../../client/charts/plotted-line.ts';
import type { Interval, Limits } from '../../../../client/charts/range.ts';
import { type Fineness, indexFrom, type StepWindow } from '../../../../client/data/series-cache.ts';
import type { VisibleRun } from '../../../../client/plugin-host.ts';
import type { Card } from './card-list.ts';

/** Lengths of dashes and gaps of the second tag in a card, the third and so on; the first is drawn through. */
const DASHES = [undefined, [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]] as const;

/** What lines are made of. */
export interface LineSource {
  readonly runs: readonly VisibleRun[];
  columns(run: string, tag: string): LineColumns | undefined;
  /** The tag that the horizontal axis counts; undefined for steps and times. */
  readonly xTag: string | undefined;
}

/** Lines as they were last made for each card: a card whose list is the same object draws nothing. */
export class CardLines {
  #known = new Map<string, readonly Line[]>();

  /** Runs in their order, and of each run the tags in theirs; what has no points is left out. */
  linesOf(card: Card, { runs, columns, xTag }: LineSource): readonly Line[] {
    const { id, tags, settings } = card;
    const lines: Line[] = [];
    for (const { name, color } of runs)
      for (const [at, tag] of tags.entries()) {
        const own = columns(name, tag);
        if (!own) continue;
        lines.push({
          name: tags.length > 1 ? `${name} · ${tag}` : name,
          color,
          columns: own,
          dash: DASHES[at % DASHES.length],
          side: settings.right.includes(tag) ? 'right' : 'left',
          over: xTag === undefined ? undefined : columns(name, xTag),
        });
      }
    const before = this.#known.get(id);
    if (before?.length === lines.length && before.every((line, at) => isSame(line, lines[at]))) return before;
    this.#known.set(id, lines);
    return lines;
  }
}

function isSame(a: Line, b: Line | undefined): boolean {
  return (
    a.name === b?.name &&
    a.color === b.color &&
    a.columns === b.columns &&
    a.dash === b.dash &&
    a.side === b.side &&
    a.over === b.over
  );
}

/** Points for each pixel of a plot's width: more are not seen. */
const POINTS_PER_PIXEL = 2.5;
const LEAST_POINTS = 256;
const MOST_POINTS = 8192;
/** Points of all curves of a chart together. */
const CHART_POINTS = 400_000;
const USUAL_WIDTH = 400;

/** How many points of each of `lines` curves a plot of a width in CSS pixels can show; a power of two. */
export function limitOf(width = USUAL_WIDTH, lines: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, width * POINTS_PER_PIXEL)));
  const shared = 2 ** Math.floor(Math.log2(CHART_POINTS / Math.max(1, lines)));
  return Math.max(LEAST_POINTS, Math.min(MOST_POINTS, wanted, shared));
}

/** What of a series is looked at, as far as is known of it; undefined for all. */
export function fineness(
  limit: number,
  shown: Limits | undefined,
  xAxis: XAxis,
  columns: LineColumns | undefined,
): Fineness {
  if (!shown || !columns || columns.steps.length === 0) return { limit };
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shown;
  return { limit, window: windowOf({ min, max }, xAxis, columns) };
}

function windowOf({ min, max }: Interval, xAxis: XAxis, columns: LineColumns): StepWindow | undefined {
  const { steps, wallTimes } = columns;
  const last = steps.length - 1;
  const stepAt = (index: number) => Number(steps[Math.min(last, Math.max(0, index))]);
  const within = (fromStep: number, toStep: number) => {
    const window = { fromStep: Math.max(fromStep, stepAt(0)), toStep: Math.min(toStep, stepAt(last)) };
    return window.fromStep <= window.toStep ? window : undefined;
  };
  if (xAxis === 'step') return within(min, max);
  // Along another tag a curve may go to and fro.
  if (xAxis === 'tag') return undefined;
  const origin = xAxis === 'relative' ? (wallTimes[0] ?? 0) : 0;
  const indexAt = (time: number) => wallTimes.findIndex((wall) => wall - origin >= time);
  const first = indexAt(min);
  if (first < 0) return undefined;
  const end = indexAt(max);
  return within(stepAt(first - 1), stepAt(end < 0 ? last : end));
}

/** The value at a step or, between steps, at the nearest one. Undefined without points. */
export function pointAtStep(columns: LineColumns, step: number): number | undefined {
  const { steps } = columns;
  if (steps.length === 0) return undefined;
  const right = Math.min(
    steps.length - 1,
    indexFrom(steps, (each) => each >= step),
  );
  const left = Math.max(0, right - 1);
  return step - Number(steps[left]) <= Number(steps[right]) - step ? left : right;
}
