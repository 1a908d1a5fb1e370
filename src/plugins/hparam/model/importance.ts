// Which hyperparameters a metric depends on. A random forest learns to tell the metric from the hyperparameters; how
// much worse it tells it once the values of one are shuffled among the sessions is that one's importance (Breiman 2001,
// "Random Forests", section 10). Spearman's rank correlation says in which direction.
import { RandomForestRegression } from 'ml-random-forest';
import type { HParamValue } from '../kind.ts';
import { FEWEST_SESSIONS, type Importance, type ImportanceTask } from './importance-task.ts';
import { compareValues, valueText } from './session-table.ts';

const TREES = 40;
const DEPTH = 8;
/** The library's trees take time quadratic in the sessions; more of them hardly change the ranking. */
const MOST_SESSIONS = 300;
const SHUFFLES = 3;

/** Undefined where fewer than FEWEST_SESSIONS sessions have a finite metric. The same task has the same answer. */
export function importanceOf({ columns, metric }: ImportanceTask): Importance | undefined {
  const known = metric.flatMap((value, at) =>
    typeof value === 'number' && Number.isFinite(value) ? [at] : [],
  );
  if (known.length < FEWEST_SESSIONS || columns.length === 0) return undefined;
  const random = randomOf(7);
  const used = known.length <= MOST_SESSIONS ? known : shuffled(known, random).slice(0, MOST_SESSIONS);
  const target = used.map((at) => Number(metric[at]));
  const features = columns.map((column) => ranksOf(used.map((at) => column[at])));
  const rows = used.map((_, at) => features.map((feature) => feature[at] ?? 0));
  const correlations = columns.map((column, i) => {
    const isOrdered = used.every((at) => typeof column[at] !== 'string');
    return isOrdered ? pearson(features[i] ?? [], ranksOf(target)) : undefined;
  });
  const head = { correlations, used: used.length, sessions: metric.length };
  const variance = squaredError(target, new Array(target.length).fill(mean(target)));
  if (variance === 0) return { ...head, shares: columns.map(() => 0), explained: 0 };
  const forest = new RandomForestRegression({
    nEstimators: TREES,
    maxFeatures: columns.length === 1 ? 1 : Math.max(1, Math.ceil(columns.length * 0.7)),
    replacement: false,
    seed: 7,
    useSampleBagging: true,
    noOOB: false,
    treeOptions: {
      gainFunction: 'regression',
      splitFunction: 'mean',
      maxDepth: DEPTH,
      minNumSamples: 3,
      // The library's "gain" is the error that is left, and at 0 it would not make the split that leaves none.
      gainThreshold: -1,
    },
  });
  forest.train(rows, target);
  const told = squaredError(target, forest.predict(rows));
  const losses = features.map((feature, column) => {
    let loss = 0;
    for (let i = 0; i < SHUFFLES; i++) {
      const mixed = shuffled(feature, random);
      const shuffledRows = rows.map((row, at) => row.with(column, mixed[at] ?? 0));
      loss += squaredError(target, forest.predict(shuffledRows)) - told;
    }
    return Math.max(0, loss);
  });
  const total = losses.reduce((sum, loss) => sum + loss, 0);
  return {
    ...head,
    shares: losses.map((loss) => (total === 0 ? 0 : loss / total)),
    explained: 1 - squaredError(target, forest.predictOOB()) / variance,
  };
}

/** Ranks from 0, equal values alike: a tree splits by order, so scales do not matter. What is missing comes first. */
function ranksOf(values: readonly (HParamValue | undefined)[]): number[] {
  const distinct = new Map(values.map((value) => [valueText(value), value]));
  const ordered = [...distinct].sort(([, a], [, b]) => compareValues(a, b));
  const ranks = new Map(ordered.map(([text], rank) => [text, rank]));
  return values.map((value) => ranks.get(valueText(value)) ?? 0);
}

function pearson(a: readonly number[], b: readonly number[]): number | undefined {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [at, x] of a.entries()) {
    const [left, right] = [x - meanA, (b[at] ?? 0) - meanB];
    ab += left * right;
    aa += left * left;
    bb += right * right;
  }
  return aa === 0 || bb === 0 ? undefined : ab / Math.sqrt(aa * bb);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Sum over what was predicted. */
function squaredError(target: readonly number[], predicted: readonly number[]): number {
  return target.reduce((sum, value, at) => {
    const away = value - (predicted[at] ?? Number.NaN);
    return Number.isNaN(away) ? sum : sum + away * away;
  }, 0);
}

/** Mulberry32: the same numbers each time, so that the page does not flicker between answers. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j] as Item, mixed[i] as Item];
  }
  return mixed;
}
