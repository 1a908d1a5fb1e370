// Stored metadata and tensors -> parts of meshes, the exact inverse of summary.ts; torch's floats are converted.
import { tensorboard } from '../../../proto/messages.ts';
import { type Tensor, TensorError } from '../../format/tensor.ts';
import { MESH_PARTS, type MeshPart, type MeshPartInfo, type MeshTensor } from './kind.ts';

/** Vertices, faces and colours: what files of old have that do not say. */
const ALL_COMPONENTS = 0b1110;

/** What a tag's metadata says; undefined where it is of no part that is known, or damaged. */
export function meshPartInfoOf(content: Uint8Array): MeshPartInfo | undefined {
  let message: tensorboard.MeshPluginData;
  try {
    message = tensorboard.MeshPluginData.decode(content);
  } catch {
    return undefined;
  }
  const part = MESH_PARTS[message.contentType - 1];
  if (part === undefined) return undefined;
  const { name, jsonConfig, components, shape } = message;
  return { name, part, components: components || ALL_COMPONENTS, shape: shape ?? [], config: jsonConfig };
}

/** One part of the meshes of one step, in the type that TensorBoard serves. Throws TensorError for another shape. */
export function meshTensorOf(tensor: Tensor, part: MeshPart): MeshTensor {
  const { dtype, shape } = tensor;
  if (dtype === 'string' || shape.length !== 3 || shape[2] !== 3) {
    throw new TensorError(`a mesh must be numbers of shape [n, n, 3], not ${dtype} of shape [${shape}]`);
  }
  return { shape, numbers: numbersOf(tensor.numbers, part) };
}

/** Cut towards zero and to the width, as NumPy casts. */
function numbersOf(
  numbers: Exclude<Tensor, { dtype: 'string' }>['numbers'],
  part: MeshPart,
): MeshTensor['numbers'] {
  const plain =
    numbers instanceof BigInt64Array || numbers instanceof BigUint64Array
      ? Float64Array.from(numbers, Number)
      : numbers;
  if (part === 'VERTEX') return plain instanceof Float32Array ? plain : Float32Array.from(plain);
  if (part === 'FACE') return plain instanceof Int32Array ? plain : Int32Array.from(plain);
  return plain instanceof Uint8Array ? plain : Uint8Array.from(plain);
}

/** The numbers of one mesh; undefined where there are not so many. */
export function meshOf({ shape, numbers }: MeshTensor, index: number): MeshTensor['numbers'] | undefined {
  const [meshes = 0, rows = 0] = shape;
  if (index < 0 || index >= meshes) return undefined;
  return numbers.subarray(index * rows * 3, (index + 1) * rows * 3);
}
