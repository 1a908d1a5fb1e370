// Whether the weights of a box are well, from the histograms that the run logged of them.
import type { HistogramColumns } from '../../histogram/model/histogram-columns.ts';

/** What the newest histogram of some weights tells. */
export interface WeightHealth {
  readonly tag: string;
  readonly mean: number;
  /** Standard deviation, from the middles of the buckets. */
  readonly spread: number;
  readonly least: number;
  readonly most: number;
  /** What is wrong with them, worded for the user; empty where nothing is. */
  readonly trouble: string;
}

/** More than these say nothing of one box. */
const MOST_TAGS = 12;
const LARGE = 1000;
/** torch parts modules by dots or slashes, Keras scopes by slashes. */
const parted = (name: string) => name.replaceAll('.', '/');

/**
 * Tags whose path leads through the box, in their order: `layers/1/weight` and `weights/layers.1.bias` of the module
 * `layers.1`, `sequential/conv/kernel/histogram` and `conv/kernel_0` of the layer `sequential/conv`.
 */
export function weightTagsOf(
  box: { readonly module: string; readonly path: string; readonly title: string },
  tags: readonly string[],
): readonly string[] {
  const { module } = box;
  const path = layerOf(box);
  const last = path.slice(path.lastIndexOf('/') + 1);
  const keys = [module === '' ? [path, last] : [module]].flat().map((key) => `/${parted(key)}/`);
  return tags
    .filter((tag) => {
      const whole = `/${parted(tag)}/`;
      // Of a layer's last name alone only at the beginning: elsewhere it may be another's.
      return keys.some((key, at) => (at === 0 ? whole.includes(key) : whole.startsWith(key)));
    })
    .slice(0, MOST_TAGS);
}

/** A layer of one operation is that operation under the layer's title: `dense/MatMul` with the title `dense`. */
function layerOf({ path, title }: { readonly path: string; readonly title: string }): string {
  const names = path.split('/');
  return names.at(-2) === title ? names.slice(0, -1).join('/') : path;
}

/** Of the last of the steps; undefined where its histogram is empty. */
export function weightHealthOf(tag: string, columns: HistogramColumns): WeightHealth | undefined {
  const steps = columns.steps.length;
  const [first, last] = [bucketsAt(columns, 0), bucketsAt(columns, steps - 1)];
  const total = last.reduce((sum, { count }) => sum + count, 0);
  if (!(total > 0)) return undefined;
  const mean = last.reduce((sum, { left, right, count }) => sum + ((left + right) / 2) * count, 0) / total;
  const variance =
    last.reduce((sum, { left, right, count }) => sum + ((left + right) / 2 - mean) ** 2 * count, 0) / total;
  const held = last.filter(({ count }) => count > 0);
  const [least, most] = [held[0]?.left ?? Number.NaN, held.at(-1)?.right ?? Number.NaN];
  const isSame = steps > 1 && JSON.stringify(first) === JSON.stringify(last);
  return { tag, mean, spread: Math.sqrt(variance), least, most, trouble: troubleOf(least, most, isSame) };
}

function troubleOf(least: number, most: number, isSame: boolean): string {
  if (!Number.isFinite(least) || !Number.isFinite(most)) return 'Some values are not finite.';
  if (least === most) return least === 0 ? 'All values are zero.' : 'All values are the same.';
  if (Math.max(-least, most) > LARGE) return 'Some values are very large.';
  return isSame ? 'Nothing has changed since the first step.' : '';
}

function bucketsAt({ offsets, left, right, count }: HistogramColumns, step: number) {
  const [from, to] = [offsets[step] ?? 0, offsets[step + 1] ?? 0];
  return Array.from({ length: to - from }, (_, at) => ({
    left: left[from + at] ?? 0,
    right: right[from + at] ?? 0,
    count: count[from + at] ?? 0,
  }));
}
