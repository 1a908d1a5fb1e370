// The chosen step, or two between which all cards compare, and how a link carries it: `120` or `120..400`.
import type { Line } from '../../../../client/charts/plotted-line.ts';
import { pointAtStep } from './card-lines.ts';
import { numberOf } from './chart-settings.ts';

/** `to` is undefined while one step alone is chosen. */
export interface StepSelection {
  readonly from: number;
  readonly to: number | undefined;
}

/** Undefined where nothing, or nothing that can be read, is chosen. */
export function stepSelectionOf(text = ''): StepSelection | undefined {
  const [first, second] = text.split('..').map(numberOf);
  return first === undefined ? undefined : { from: first, to: second };
}

/** Exact inverse of `stepSelectionOf`. */
export function stepSelectionText({ from, to }: StepSelection): string {
  return to === undefined ? String(from) : `${from}..${to}`;
}

/** The selection after a click at a step; `extend` makes or moves the other end. */
export function clicked(before: StepSelection | undefined, step: number, extend: boolean): StepSelection {
  const at = Math.round(step);
  if (!extend || !before) return { from: at, to: undefined };
  return before.from <= at ? { from: before.from, to: at } : { from: at, to: before.from };
}

/** One row of the table below a chart. */
export interface StepRow {
  readonly line: Line;
  /** Step of the point that is nearest to the chosen one. */
  readonly step: number | bigint;
  readonly value: number;
  /** Of a range: its other end, and least and greatest between. */
  readonly end?: {
    readonly step: number | bigint;
    readonly value: number;
    readonly min: number;
    readonly max: number;
  };
  /** From start to end of a range; of a single step, from the baseline's or, without one, the first line's value. Undefined
   * for that line itself. */
  readonly difference: number | undefined;
  /** The difference in hundredths of what it is from; undefined from zero or from what is not finite. */
  readonly percent: number | undefined;
}

/** A row for each line that has points, in their order. */
export function stepRowsOf(lines: readonly Line[], { from, to }: StepSelection): StepRow[] {
  const rows: StepRow[] = [];
  const baseline = lines.find((line) => line.base);
  const at = baseline && pointAtStep(baseline.columns, from);
  let base: number | undefined = at === undefined ? undefined : baseline?.columns.values[at];
  for (const line of lines) {
    const { steps, values } = line.columns;
    const start = pointAtStep(line.columns, from);
    if (start === undefined) continue;
    const value = values[start] as number;
    if (to === undefined) {
      rows.push({
        line,
        step: steps[start] ?? 0,
        value,
        ...change(line === baseline ? undefined : base, value),
      });
      base ??= value;
      continue;
    }
    const stop = pointAtStep(line.columns, to) ?? start;
    let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = start; i <= stop; i++) {
      const between = values[i] as number;
      if (between < min) min = between;
      if (between > max) max = between;
    }
    const last = values[stop] as number;
    const end = { step: steps[stop] ?? 0, value: last, min, max };
    rows.push({ line, step: steps[start] ?? 0, value, end, ...change(value, last) });
  }
  return rows;
}

function change(from: number | undefined, to: number): Pick<StepRow, 'difference' | 'percent'> {
  if (from === undefined) return { difference: undefined, percent: undefined };
  const difference = to - from;
  const percent = (difference / Math.abs(from)) * 100;
  return { difference, percent: Number.isFinite(percent) ? percent : undefined };
}
