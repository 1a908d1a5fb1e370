// When a training needs its owner: the loss is no number any more, grows away, or does not fall any longer, or the run
// is silent. Pure, so that a page asks them at every look.

/** What can be wrong with a series. */
export type Trouble = 'not-finite' | 'diverges' | 'plateau';

/** Fewer points tell nothing of a trend. */
const LEAST_TREND = 20;
/** Nor do fewer of a standstill. */
const LEAST_PLATEAU = 100;
/** A trend is judged by the means of so many equal parts, one after the other. */
const PARTS = 20;
/** It had fallen if it came down by this part of where it began. */
const FALLEN = 0.1;
/** Without having fallen it grows away once it is so many times what it began with. */
const GROWN = 3;
/** The newer half must be better than the older by this part of all that was gained. */
const GAINED = 0.01;

/** For users, what each rule means. */
export const RULES: Readonly<Record<Trouble | 'stopped', string>> = {
  'not-finite': 'that became NaN or infinite',
  diverges: `that rose above where it began after having fallen by ${FALLEN * 100} %, or to ${GROWN} times that`,
  plateau: `whose newer half gained less than ${GAINED * 100} % of all that it gained`,
  stopped: 'that wrote nothing for two minutes, and for three of its usual pauses',
};

/** All that is wrong with a loss by now, in the order of the type. Values in the order of steps, oldest first. */
export function troublesOf(values: ArrayLike<number>): Trouble[] {
  const last = values[values.length - 1];
  if (last === undefined) return [];
  if (!Number.isFinite(last)) return ['not-finite'];
  const means = partMeans(values);
  if (means.length < PARTS) return [];
  if (diverges(means)) return ['diverges'];
  return values.length >= LEAST_PLATEAU && standsStill(means) ? ['plateau'] : [];
}

/** Means of the finite values of equal parts; none of fewer points than tell a trend. */
function partMeans(values: ArrayLike<number>): number[] {
  const finite = Array.from(values).filter(Number.isFinite);
  if (finite.length < LEAST_TREND) return [];
  return Array.from({ length: PARTS }, (_, part) => {
    const from = Math.floor((part * finite.length) / PARTS);
    const end = Math.floor(((part + 1) * finite.length) / PARTS);
    return finite.slice(from, end).reduce((sum, value) => sum + value, 0) / (end - from);
  });
}

function diverges(means: readonly number[]): boolean {
  const first = means[0] ?? 0;
  const last = means.at(-1) ?? 0;
  const least = Math.min(...means);
  const fell = least < first - FALLEN * Math.abs(first);
  return last > first && (fell || (first > 0 && last > GROWN * first));
}

function standsStill(means: readonly number[]): boolean {
  const older = Math.min(...means.slice(0, PARTS / 2));
  const newer = Math.min(...means.slice(PARTS / 2));
  const gained = (means[0] ?? 0) - Math.min(older, newer);
  return older - newer < GAINED * Math.max(gained, 0) || gained <= 0;
}

/** Seconds between two of the newest points, on average; 0 of fewer than two. */
export function pauseSecondsOf(wallTimes: ArrayLike<number>): number {
  const end = wallTimes.length - 1;
  const from = Math.max(0, end - Math.max(1, Math.floor(wallTimes.length / 10)));
  const pause = ((wallTimes[end] ?? 0) - (wallTimes[from] ?? 0)) / Math.max(1, end - from);
  return Number.isFinite(pause) ? Math.max(0, pause) : 0;
}
