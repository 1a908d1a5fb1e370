// Where a curve has a hole, and where its training was begun again: both show in its steps and times.
import type { LineColumns } from './plotted-line.ts';

/** Indices of points, ascending, that do not follow on the point before them. */
export interface Continuity {
  /** Steps were left out before these points. */
  readonly gaps: readonly number[];
  /** A long pause lies before these points: the training was stopped and begun again. */
  readonly restarts: readonly number[];
}

/** Distances are long when they are so many times the usual one. A thinned curve's own unevenness stays below it. */
const LONG = 10;
/** A pause shorter than this is none, in seconds. */
const LEAST_PAUSE_SECONDS = 60;
const SAMPLE = 256;

const known = new WeakMap<LineColumns, Continuity>();
const NOTHING: Continuity = { gaps: [], restarts: [] };

/** Of columns of at least four points; shorter ones have no usual distance. Remembered with the columns. */
export function continuityOf(columns: LineColumns): Continuity {
  const before = known.get(columns);
  if (before) return before;
  const found = columns.values.length < 4 ? NOTHING : search(columns);
  known.set(columns, found);
  return found;
}

function search({ steps, wallTimes }: LineColumns): Continuity {
  const stepAt = (index: number) => Number(steps[index]);
  const timeAt = (index: number) => wallTimes[index] as number;
  const usualStep = usual(steps.length, stepAt);
  const usualPause = usual(steps.length, timeAt);
  const gaps: number[] = [];
  const restarts: number[] = [];
  const longStep = LONG * usualStep;
  const longPause = Math.max(LEAST_PAUSE_SECONDS, LONG * usualPause);
  for (let i = 1; i < steps.length; i++) {
    const stepped = stepAt(i) - stepAt(i - 1);
    if (usualStep > 0 && stepped > longStep) gaps.push(i);
    // Where steps were left out the time that they took is no pause.
    const paused = timeAt(i) - timeAt(i - 1);
    if (paused > longPause && (usualStep <= 0 || paused > longPause * Math.max(1, stepped / usualStep)))
      restarts.push(i);
  }
  return { gaps, restarts };
}

/** The median distance between neighbours, from a sample. */
function usual(length: number, at: (index: number) => number): number {
  const every = Math.max(1, Math.floor((length - 1) / SAMPLE));
  const distances: number[] = [];
  for (let i = 1; i < length; i += every) distances.push(at(i) - at(i - 1));
  distances.sort((a, b) => a - b);
  return distances[distances.length >> 1] ?? 0;
}
