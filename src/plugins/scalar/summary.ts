// A number -> Summary.Value, as PyTorch writes scalars: a simple_value (float32).
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, shapedArrayOf } from '../../format/shaped-array.ts';
import { SCALAR } from './kind.ts';

/** What the page shows beside a tag. */
export interface ValueLabels {
  /** Shown instead of the tag. */
  readonly displayName?: string;
  /** Markdown, shown with the card. */
  readonly description?: string;
}

/** The one number of `value`. Throws ArgumentError where it holds several, none or no number. */
export function scalarOf(value: ArrayInput | bigint): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  const { shape, data } = shapedArrayOf(value);
  const [only] = data;
  if (data.length === 1 && only !== undefined) return only;
  throw new ArgumentError(`expected one number, got an array of shape [${shape}]`);
}

/** The value as stored: rounded to float32; NaN and infinities stay. */
export function scalarValue(tag: string, value: number, labels: ValueLabels = {}): SummaryValue {
  const { displayName, description } = labels;
  if (displayName === undefined && description === undefined) return { tag, simpleValue: value };
  return {
    tag,
    simpleValue: value,
    metadata: {
      pluginData: { pluginName: SCALAR.pluginName },
      displayName: labelOf(displayName, 'displayName'),
      summaryDescription: labelOf(description, 'description'),
    },
  };
}

function labelOf(label: unknown, name: string): string {
  if (label === undefined || typeof label === 'string') return label ?? '';
  throw new ArgumentError(`expected ${name} to be a string, got ${described(label)}`);
}
