// Vertices, triangles and colours -> Summary.Values, as torch.utils.tensorboard.summary.mesh writes them: a tag a part.
// The tensors are typed as TensorFlow's mesh summary has them: torch's float32 rounds indices beyond 2^24.
import { tensorboard } from '../../../proto/messages.ts';
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, type ShapedArray, shapedArrayOf } from '../../format/shaped-array.ts';
import { encodeTensor } from '../../format/tensor.ts';
import { contentTypeOf, MESH, type MeshPart } from './kind.ts';
import { pythonJson } from './model/python-json.ts';

/** What a mesh has besides vertices. */
export interface MeshOptions {
  /** Of each vertex: red, green, blue, whole numbers 0 to 255; shape as that of the vertices. */
  readonly colors?: ArrayInput;
  /** Three indices of vertices for each triangle; shape [meshes, triangles, 3]. Default: a cloud of points. */
  readonly faces?: ArrayInput;
  /** Camera, lights and material by three.js class and its parameters, as in TensorBoard's mesh plugin. */
  readonly config?: Readonly<Record<string, unknown>>;
}

interface Part extends ShapedArray<Float32Array | Int32Array | Uint8Array> {
  readonly part: MeshPart;
}

/**
 * The values of one step under `<tag>_VERTEX`, `<tag>_FACE` and `<tag>_COLOR`. `vertices` has the shape [meshes,
 * vertices, 3]. Throws ArgumentError where shapes do not fit each other, for a face without its vertex, and for a
 * colour that is none.
 */
export function meshValues(
  tag: string,
  vertices: ArrayInput,
  { colors, faces, config = {} }: MeshOptions = {},
): SummaryValue[] {
  const points = triplesOf('vertices', vertices);
  const [meshes = 0, pointsOfEach = 0] = points.shape;
  const parts: Part[] = [{ part: 'VERTEX', shape: points.shape, data: Float32Array.from(points.data) }];
  if (faces !== undefined) {
    const { shape, data } = triplesOf('faces', faces, meshes);
    demandWhole(data, pointsOfEach - 1, 'every face to be three indices of vertices');
    parts.push({ part: 'FACE', shape, data: Int32Array.from(data) });
  }
  if (colors !== undefined) {
    const { shape, data } = triplesOf('colors', colors, meshes);
    if (shape[1] !== pointsOfEach) {
      throw new ArgumentError(`expected colors of shape [${points.shape}], as the vertices, got [${shape}]`);
    }
    demandWhole(data, 255, 'colors to be');
    parts.push({ part: 'COLOR', shape, data: Uint8Array.from(data) });
  }
  const jsonConfig = configOf(config);
  const components = parts.reduce((bits, { part }) => bits | (1 << contentTypeOf(part)), 0);
  return parts.map(({ part, shape, data }) => {
    const content = tensorboard.MeshPluginData.encode({
      name: tag,
      contentType: contentTypeOf(part),
      jsonConfig,
      shape: [...shape],
      components,
    }).finish();
    return {
      tag: `${tag}_${part}`,
      metadata: { pluginData: { pluginName: MESH.pluginName, content } },
      tensor: encodeTensor(data, shape),
    };
  });
}

function triplesOf(name: string, input: ArrayInput, meshes?: number): ShapedArray {
  let array: ShapedArray;
  try {
    array = shapedArrayOf(input);
  } catch (cause) {
    if (!(cause instanceof ArgumentError)) throw cause;
    throw new ArgumentError(`${name}: ${cause.message}`, { cause });
  }
  const { shape } = array;
  if (shape.length === 3 && shape[2] === 3 && (meshes ?? shape[0]) === shape[0]) return array;
  const expected = `expected ${name} of shape [${meshes ?? 'meshes'}, ${name}, 3]`;
  throw new ArgumentError(`${expected}, got one of shape [${shape}]`);
}

function demandWhole(data: ArrayLike<number>, most: number, expected: string): void {
  for (let i = 0; i < data.length; i++) {
    const number = data[i] ?? Number.NaN;
    if (Number.isInteger(number) && number >= 0 && number <= most) continue;
    throw new ArgumentError(`expected ${expected} whole numbers from 0 to ${most}, got ${number}`);
  }
}

function configOf(config: unknown): string {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new ArgumentError(`expected config to be an object, got ${described(config)}`);
  }
  return pythonJson(config);
}
