// A stored tensor -> graph, run metadata or model. Each is one byte string; graphs and metadata are encoded messages.
import { tensorboard } from '../../../proto/messages.ts';
import { type Tensor, TensorError } from '../../format/tensor.ts';

/** `bytes` are those of a tensor, or what is left of them. Throws TensorError where they are no graph. */
export function graphOf(bytes: Uint8Array): tensorboard.GraphDef {
  return decoded('graph', () => tensorboard.GraphDef.decode(bytes));
}

/** Throws TensorError where the tensor holds no run metadata. */
export function runMetadataOf(tensor: Tensor): tensorboard.RunMetadata {
  const bytes = bytesOf(tensor);
  return decoded('run metadata', () => tensorboard.RunMetadata.decode(bytes));
}

/** A Keras model as JSON, parsed. Throws TensorError where the tensor holds none. */
export function kerasModelOf(tensor: Tensor): unknown {
  const bytes = bytesOf(tensor);
  return decoded('model in JSON', () => JSON.parse(new TextDecoder().decode(bytes)) as unknown);
}

/** The encoded message that the tensor holds. Throws TensorError where it is no byte string. */
export function bytesOf(tensor: Tensor): Uint8Array {
  const [bytes] = tensor.dtype === 'string' ? tensor.strings : [];
  if (!bytes)
    throw new TensorError(`a graph must be a byte string, not ${tensor.dtype} of shape [${tensor.shape}]`);
  return bytes;
}

function decoded<Value>(what: string, decode: () => Value): Value {
  try {
    return decode();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TensorError(`the stored ${what} cannot be read (${reason})`);
  }
}
