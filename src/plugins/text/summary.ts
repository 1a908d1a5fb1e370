// Markdown -> Summary.Value, as PyTorch writes text: a string tensor of shape [1].
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { encodeStrings } from '../../format/tensor.ts';
import { TEXT } from './kind.ts';

/** The value as stored, under PyTorch's tag `<tag>/text_summary`. Throws ArgumentError where `text` is no string. */
export function textValue(tag: string, text: string): SummaryValue {
  if (typeof text !== 'string') throw new ArgumentError(`expected a string, got ${described(text)}`);
  return {
    tag: `${tag}/text_summary`,
    metadata: { pluginData: { pluginName: TEXT.pluginName } },
    tensor: encodeStrings([new TextEncoder().encode(text)], [1]),
  };
}
