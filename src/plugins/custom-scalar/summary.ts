// A layout -> Summary.Value, as PyTorch's custom_scalars (torch/utils/tensorboard/summary.py): a Layout message in a
// string tensor.
import { tensorboard } from '../../../proto/messages.ts';
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { encodeStrings } from '../../format/tensor.ts';
import { CUSTOM_SCALAR, LAYOUT_TAG } from './kind.ts';

/** A chart: of all tags, which may be regular expressions, or of a band between [value, lower, upper]. */
export type ChartInput = readonly [kind: 'Multiline' | 'Margin', tags: readonly string[]];

/** Charts by title, in categories by title. */
export type LayoutInput = Readonly<Record<string, Readonly<Record<string, ChartInput>>>>;

/** The layout as stored. Throws ArgumentError where it is none, naming the category and the chart. */
export function customScalarsValue(layout: LayoutInput): SummaryValue {
  const category = entriesOf(layout, 'a layout: charts by title in categories by title').map(
    ([title, charts]) => ({
      title,
      chart: entriesOf(charts, `charts by title in the category ${described(title)}`).map(([name, chart]) =>
        chartOf(title, name, chart),
      ),
    }),
  );
  const bytes = tensorboard.Layout.encode({ category }).finish();
  return {
    tag: LAYOUT_TAG,
    metadata: { pluginData: { pluginName: CUSTOM_SCALAR.pluginName } },
    tensor: encodeStrings([bytes], []),
  };
}

function chartOf(category: string, title: string, chart: ChartInput): tensorboard.Chart.$Properties {
  const [kind, tags, ...more] = Array.isArray(chart) ? (chart as unknown as ChartInput) : [];
  const isTags = Array.isArray(tags) && tags.every((tag) => typeof tag === 'string');
  const place = `the chart ${described(title)} of the category ${described(category)}`;
  if ((kind !== 'Multiline' && kind !== 'Margin') || !isTags || more.length > 0) {
    throw new ArgumentError(
      `expected ${place} to be ['Multiline' or 'Margin', [tags]], got ${described(chart)}`,
    );
  }
  if (kind === 'Multiline') return { title, multiline: { tag: [...tags] } };
  const [value = '', lower = '', upper = ''] = tags;
  if (tags.length !== 3) {
    throw new ArgumentError(`expected ${place} to have three tags, value, lower, upper, got ${tags.length}`);
  }
  return { title, margin: { series: [{ value, lower, upper }] } };
}

function entriesOf<Value>(record: Readonly<Record<string, Value>>, expected: string): [string, Value][] {
  if (typeof record === 'object' && record !== null && !Array.isArray(record)) return Object.entries(record);
  throw new ArgumentError(`expected ${expected}, got ${described(record)}`);
}
