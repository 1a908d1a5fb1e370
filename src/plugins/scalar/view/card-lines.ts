// The curves of a card: one for each run, or group of runs, and tag, in its colour, tags told apart by dashes.
import { type GroupMean, groupMeanOf } from '../../../../client/charts/group-mean.ts';
import type { Line, LineColumns, XAxis } from '../../../../client/charts/plotted-line.ts';
import type { Interval, Limits } from '../../../../client/charts/range.ts';
import { remembered } from '../../../../client/data/remembered.ts';
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
  #means = new Map<string, KnownMean>();
  #subjects = remembered(subjectsOf);

  /** Runs in their order, or groups in that of their first run; of each the tags in theirs. What has no points is left out. */
  linesOf(card: Card, source: LineSource): readonly Line[] {
    const { id, tags, settings } = card;
    const { columns, xTag } = source;
    const lines: Line[] = [];
    const before = this.#known.get(id);
    // Curves that are all at the right need no axis at the left that counts nothing.
    const right = tags.some((tag) => !settings.right.includes(tag)) ? settings.right : [];
    for (const { name, color, members, base } of this.#subjects(source.runs, xTag))
      for (const [at, tag] of tags.entries()) {
        const [first = ''] = members;
        let mean: GroupMean | undefined;
        if (members.length > 1) {
          const own = members.flatMap((run) => columns(run, tag) ?? []);
          if (own.length > 0) mean = this.#meanOf(`${id}\0${name}\0${tag}`, own);
        }
        const shown = members.length > 1 ? mean?.columns : columns(first, tag);
        if (!shown) continue;
        const line: Line = {
          name: tags.length > 1 ? `${name} · ${tag}` : name,
          color,
          columns: shown,
          band: mean?.band,
          base,
          dash: DASHES[at % DASHES.length],
          side: right.includes(tag) ? 'right' : 'left',
          over: xTag === undefined ? undefined : columns(first, xTag),
        };
        const known = before?.[lines.length];
        lines.push(known && isSame(line, known) ? known : line);
      }
    if (before?.length === lines.length && before.every((line, at) => line === lines[at])) return before;
    this.#known.set(id, lines);
    return lines;
  }

  /** Made anew where one of the curves is another. */
  #meanOf(key: string, members: readonly LineColumns[]): GroupMean {
    let known = this.#means.get(key);
    if (known?.members.length !== members.length || !known.members.every((own, at) => own === members[at])) {
      known = { members, mean: groupMeanOf(members) };
      this.#means.set(key, known);
    }
    return known.mean;
  }
}

interface KnownMean {
  readonly members: readonly LineColumns[];
  readonly mean: GroupMean;
}

/** A run, or a group that is drawn as its mean. */
interface Subject {
  /** Each once. */
  readonly name: string;
  readonly color: string;
  /** Names of runs. */
  readonly members: readonly string[];
  readonly base: boolean;
}

/** The baseline keeps a curve of its own. Along another tag there is no mean, since each run counts that by itself. */
function subjectsOf(runs: readonly VisibleRun[], xTag: string | undefined): Subject[] {
  // Ten thousand runs mostly are what they are called.
  if (runs.every(({ group, label }) => !group?.mean && label === undefined))
    return runs.map(({ name, color, baseline = false }) => ({
      name,
      color,
      members: [name],
      base: baseline,
    }));
  const subjects = new Map<string, Subject & { members: string[] }>();
  for (const { name, label = name, color, group, baseline = false } of runs) {
    const inMean = group?.mean && !baseline && xTag === undefined ? group : undefined;
    const known = inMean && subjects.get(`group ${inMean.label}`);
    if (known) known.members.push(name);
    else if (inMean)
      subjects.set(`group ${inMean.label}`, {
        name: inMean.label,
        color: inMean.color,
        members: [name],
        base: false,
      });
    else subjects.set(`run ${name}`, { name: label, color, members: [name], base: baseline });
  }
  const counts = new Map<string, number>();
  for (const { name } of subjects.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  // Two runs may have been given one name; their folders tell them apart.
  return [...subjects.values()].map((subject) =>
    counts.get(subject.name) === 1 ? subject : { ...subject, name: subject.members[0] ?? subject.name },
  );
}

function isSame(a: Line, b: Line | undefined): boolean {
  return (
    a.name === b?.name &&
    a.color === b.color &&
    a.columns === b.columns &&
    a.base === b.base &&
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
