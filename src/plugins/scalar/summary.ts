// A number -> Summary.Value, as PyTorch writes scalars: a simple_value (float32) or, on request, a tensor.
import { tensorboard } from '../../../proto/messages.ts';
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

/** How a scalar is stored and shown. */
export interface ScalarOptions extends ValueLabels {
  /** Stores a tensor instead of a simple_value, as PyTorch's `new_style`. Default false. */
  readonly newStyle?: boolean;
  /** Keeps float64 instead of rounding to float32; a tensor then, too. Default false. */
  readonly doublePrecision?: boolean;
}

/** The value as stored: rounded to float32 unless `doublePrecision` is set; NaN and infinities stay. */
export function scalarValue(tag: string, value: number, options: ScalarOptions = {}): SummaryValue {
  const { displayName, description, newStyle = false, doublePrecision = false } = options;
  const asTensor = newStyle || doublePrecision;
  if (displayName === undefined && description === undefined && !asTensor) return { tag, simpleValue: value };
  const metadata = {
    pluginData: { pluginName: SCALAR.pluginName },
    displayName: labelOf(displayName, 'displayName'),
    summaryDescription: labelOf(description, 'description'),
  };
  if (!asTensor) return { tag, simpleValue: value, metadata };
  const { DT_DOUBLE, DT_FLOAT } = tensorboard.DataType;
  const tensor = doublePrecision
    ? { dtype: DT_DOUBLE, doubleVal: [value] }
    : { dtype: DT_FLOAT, floatVal: [value] };
  return { tag, metadata, tensor };
}

function labelOf(label: unknown, name: string): string {
  if (label === undefined || typeof label === 'string') return label ?? '';
  throw new ArgumentError(`expected ${name} to be a string, got ${described(label)}`);
}
