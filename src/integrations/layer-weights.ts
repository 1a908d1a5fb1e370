// The weights of a tfjs LayersModel by the names that the Keras callback gives them, and as pictures. tfjs need not be
// there: a model is known by its layers.
import {
  type ArrayInput,
  type NumberArray,
  type ShapedArray,
  shapedArrayOf,
} from '../format/shaped-array.ts';

/** What is used of a tfjs layer; a layer that is a model has layers itself. */
export interface WeightedLayer {
  /** Unique in its model. */
  readonly name: string;
  /** Their names, `dense_Dense1/kernel`, and a way to their values now. */
  readonly weights: readonly {
    /** As the layer named it. */
    readonly originalName: string;
    /** Its values now, a tfjs tensor. */
    read(): ArrayInput;
  }[];
  /** Of a layer that is a model. Default none. */
  readonly layers?: readonly WeightedLayer[];
  /** `Dense`, `Embedding` and so on. */
  getClassName?(): string;
}

/** One weight: `sequential/conv/kernel`, and its values now. */
export interface NamedWeight {
  readonly path: string;
  /** The values of an Embedding layer's table, one row a word. */
  readonly isEmbedding: boolean;
  readonly values: ShapedArray;
}

/** All weights below a model, as Keras' `weight.path` names them: `model/layer/weight`, models in models further down. */
export function weightsOf(model: WeightedLayer, path = model.name): readonly NamedWeight[] {
  return (model.layers ?? []).flatMap((layer) => {
    if (layer.layers !== undefined) return weightsOf(layer, `${path}/${layer.name}`);
    const isEmbedding = layer.getClassName?.() === 'Embedding';
    return layer.weights.map((weight) => ({
      path: `${path}/${weight.originalName}`,
      isEmbedding,
      values: shapedArrayOf(weight.read()),
    }));
  });
}

/**
 * A weight as grey pictures [N, H, W, 1], from 0 for its least value to 1 for its greatest: a bias as a column, a matrix
 * with its longer side across, a convolution's kernel as a tile for each pair of channels. Undefined for other shapes
 * and for values that are not finite. Keras draws the same shapes, but clips values to 0..1.
 */
export function weightPictures({ shape, data }: ShapedArray): ShapedArray | undefined {
  const [least, greatest] = extremesOf(data);
  if (!Number.isFinite(greatest - least)) return undefined;
  const scale = greatest > least ? 1 / (greatest - least) : 0;
  const grey = (index: number) => ((data[index] ?? 0) - least) * scale;
  const sides = shape.filter((size) => size !== 1);
  const [rows = 1, columns = 1, ...channels] = sides;
  if (sides.length > 4 || data.length === 0) return undefined;
  const pictures = new Float32Array(data.length);
  if (sides.length < 3) {
    const across = sides.length === 2 && rows > columns;
    for (const index of pictures.keys()) {
      pictures[index] = grey(across ? (index % rows) * columns + Math.floor(index / rows) : index);
    }
    const [height, width] = across ? [columns, rows] : [rows, columns];
    return { shape: [1, height, width, 1], data: pictures };
  }
  const tiles = channels.reduce((product, size) => product * size, 1);
  const pixels = rows * columns;
  for (const index of pictures.keys()) {
    pictures[index] = grey((index % pixels) * tiles + Math.floor(index / pixels));
  }
  return { shape: [tiles, rows, columns, 1], data: pictures };
}

/** NaN, NaN where a value is NaN. */
function extremesOf(data: NumberArray): readonly [least: number, greatest: number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of data) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return [least, greatest];
}
