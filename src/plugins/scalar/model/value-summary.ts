// What a series of numbers comes down to.

/** NaN in all fields where there is no number. */
export interface ValueSummary {
  readonly last: number;
  /** Of the values that are not NaN. */
  readonly min: number;
  readonly max: number;
}

type Values = Float32Array | Float64Array;

/** Columns of a snapshot never change: none is looked through twice. */
const known = new WeakMap<Values, ValueSummary>();

export function valueSummaryOf({ values }: { readonly values: Values }): ValueSummary {
  let summary = known.get(values);
  if (!summary) {
    let min = Number.NaN;
    let max = Number.NaN;
    for (const value of values) {
      // Written so that a first NaN gives way to any number, and no number to a NaN.
      if (!(value >= min) && !Number.isNaN(value)) min = value;
      if (!(value <= max) && !Number.isNaN(value)) max = value;
    }
    summary = { last: values.at(-1) ?? Number.NaN, min, max };
    known.set(values, summary);
  }
  return summary;
}
