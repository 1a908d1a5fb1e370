// A TensorFlow checkpoint: an index that tells where in which file each tensor lies, and files of their bytes
// (tensorflow/core/util/tensor_bundle/tensor_bundle.h).
import { tensorboard } from '../../proto/messages.ts';
import { maskedCrc32c } from './crc32c.ts';
import { readSortedTable, TableError } from './sorted-table.ts';
import { decodeTensor, type Tensor } from './tensor.ts';

/** What the index says of one tensor. */
export interface BundleEntry {
  readonly name: string;
  /** Lengths of the dimensions, outermost first. */
  readonly shape: readonly number[];
  /** Behind the checkpoint's name: `.data-00000-of-00001`. */
  readonly fileSuffix: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  /** Whether it is stored in parts, which are not put together. */
  readonly isSliced: boolean;
  readonly message: tensorboard.BundleEntryProto.$Properties;
}

/** The tensors of `NAME.index`, ordered by name. Throws TableError where it is no index that can be read. */
export function readBundleIndex(bytes: Uint8Array): readonly BundleEntry[] {
  const entries: BundleEntry[] = [];
  let shards = 0;
  for (const [name, value] of readSortedTable(bytes)) {
    // The first key is the empty one.
    if (name !== '') entries.push(entryOf(name, decoded(tensorboard.BundleEntryProto, value), shards));
    else {
      const header = decoded(tensorboard.BundleHeaderProto, value);
      if (header.endianness) throw new TableError('its numbers are big-endian, which is not read');
      shards = header.numShards ?? 1;
    }
  }
  return entries;
}

function decoded<Message>(type: { decode(bytes: Uint8Array): Message }, bytes: Uint8Array): Message {
  try {
    return type.decode(bytes);
  } catch (cause) {
    throw new TableError('it does not say what tensors there are', { cause });
  }
}

function entryOf(
  name: string,
  message: tensorboard.BundleEntryProto.$Properties,
  shards: number,
): BundleEntry {
  const number = (value: unknown) => String(value).padStart(5, '0');
  return {
    name,
    shape: (message.shape?.dim ?? []).map(({ size }) => Number(size ?? 0)),
    fileSuffix: `.data-${number(message.shardId ?? 0)}-of-${number(shards)}`,
    offsetBytes: Number(message.offset ?? 0),
    sizeBytes: Number(message.size ?? 0),
    isSliced: (message.slices?.length ?? 0) > 0,
    message,
  };
}

/** The tensor whose bytes these are. Throws TableError where they are damaged, and TensorError where they do not fit. */
export function bundleTensor({ message }: BundleEntry, bytes: Uint8Array): Tensor {
  if (message.crc32c !== undefined && message.crc32c !== null && maskedCrc32c(bytes) !== message.crc32c >>> 0)
    throw new TableError('its bytes are damaged');
  return decodeTensor({
    dtype: message.dtype ?? null,
    tensorShape: message.shape ?? null,
    tensorContent: bytes,
  });
}
