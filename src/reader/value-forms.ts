// What a summary's value is, told before its data class is known, and without decoding more than that needs.
import { tensorboard } from '../../proto/messages.ts';
import type { SummaryMetadata, SummaryValue } from '../format/event.ts';
import { dataClassOf, tensorOf } from '../format/legacy.ts';
import { TensorError } from '../format/tensor.ts';
import { ONE_NUMBER, STRINGS, type TagMetadata } from './batch.ts';

const { DT_STRING } = tensorboard.DataType;
/** More do not fit into a message. */
const MAX_ITEMS = 2 ** 31 - 1;

/** Undefined where the metadata says nothing of how the values are to be taken. */
export function tagMetadataOf(metadata: SummaryMetadata | undefined): TagMetadata | undefined {
  const pluginName = metadata?.pluginData?.pluginName ?? '';
  if (!metadata || pluginName === '') return undefined;
  return {
    pluginName,
    dataClass: dataClassOf(metadata),
    displayName: metadata.displayName ?? '',
    description: metadata.summaryDescription ?? '',
    // A copy: what was decoded is a view of the block.
    content: new Uint8Array(metadata.pluginData?.content ?? []),
  };
}

/** The one number that the value is. Throws TensorError where it is not one. */
export function numberOf(value: SummaryValue): number {
  const tensor = tensorOf(value);
  if (tensor.dtype === 'string') throw new TensorError('it is a string');
  const [only] = tensor.numbers;
  if (only === undefined || tensor.numbers.length !== 1) {
    throw new TensorError(`it has ${tensor.numbers.length} numbers`);
  }
  return Number(only);
}

/** NaN where the value is not one number. */
export function numberOrNaN(value: SummaryValue): number {
  return formOf(value) === ONE_NUMBER ? numberOf(value) : Number.NaN;
}

/** Whether the value can serve as a list of byte strings. */
export function isStrings(value: SummaryValue): boolean {
  return Boolean(value.image || value.audio || value.tensor?.dtype === DT_STRING || isEmpty(value));
}

/** Metadata without a value, as PyTorch writes it. */
function isEmpty(value: SummaryValue): boolean {
  return !value.tensor && !value.histo && (value.simpleValue === undefined || value.simpleValue === null);
}

/** What the value can serve as: bits of `TagRows.forms`. */
export function formOf(value: SummaryValue): number {
  try {
    numberOf(value);
    return ONE_NUMBER;
  } catch (error) {
    if (!(error instanceof TensorError)) throw error;
    return isStrings(value) ? STRINGS : 0;
  }
}

/** Elements along the tensor's first dimension, without decoding it. */
export function itemsOf(value: SummaryValue): number {
  if (value.tensor) {
    const items = Number(value.tensor.tensorShape?.dim?.[0]?.size ?? 1);
    // A shape may claim anything; of strings there are never more than are stored.
    const most = value.tensor.dtype === DT_STRING ? (value.tensor.stringVal?.length ?? 0) : MAX_ITEMS;
    return Math.max(0, Math.min(items, most));
  }
  if (value.histo) return value.histo.bucketLimit?.length ?? 0;
  if (value.image) return 3;
  if (value.audio || !isEmpty(value)) return 1;
  return 0;
}
