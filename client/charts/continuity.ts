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
  const usualStep = usual(steps);
  const usualPause = usual(wallTimes);
  const gaps: number[] = [];
  const restarts: number[] = [];
  const longStep = LONG * usualStep;
  const longPause = Math.max(LEAST_PAUSE_SECONDS, LONG * usualPause);
  let step = Number(steps[0]);
  let time = wallTimes[0] as number;
  for (let i = 1; i < steps.length; i++) {
    const nextStep = Number(steps[i]);
    const stepped = nextStep - step;
    step = nextStep;
    if (usualStep > 0 && stepped > longStep) gaps.push(i);
    // Where steps were left out the time that they took is no pause.
    const nextTime = wallTimes[i] as number;
    const paused = nextTime - time;
    time = nextTime;
    if (paused > longPause && (usualStep <= 0 || paused > longPause * Math.max(1, stepped / usualStep)))
      restarts.push(i);
  }
  return { gaps, restarts };
}

// Shared by all curves. Typed, since a list is sorted by calls of a function, ten times as slow.
const distances = new Float64Array(2 * SAMPLE);

/** The median distance between neighbours, from a sample. */
function usual(column: Float64Array | BigInt64Array): number {
  const every = Math.max(1, Math.floor((column.length - 1) / SAMPLE));
  let count = 0;
  for (let i = 1; i < column.length; i += every)
    distances[count++] = Number(column[i]) - Number(column[i - 1]);
  return distances.subarray(0, count).sort()[count >> 1] ?? 0;
}
