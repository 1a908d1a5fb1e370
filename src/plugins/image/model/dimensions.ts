// Arrays with named dimensions, put into another order.
import { ArgumentError, described } from '../../../format/argument-error.ts';
import type { NumberArray, ShapedArray } from '../../../format/shaped-array.ts';

/**
 * The array with its dimensions, which `layout` names letter by letter, in the order of `wanted`. Upper and lower case
 * are the same. Throws ArgumentError where `layout` is no such order or the array has not as many dimensions.
 */
export function reordered(array: ShapedArray, layout: string, wanted: string): ShapedArray {
  const letters = typeof layout === 'string' ? layout.toUpperCase() : '';
  if ([...letters].toSorted().join('') !== [...wanted].toSorted().join('')) {
    throw new ArgumentError(`expected dataformats to be an order of ${wanted}, got ${described(layout)}`);
  }
  const { shape, data } = array;
  if (shape.length !== letters.length) {
    throw new ArgumentError(`expected a shape of ${[...letters].join(', ')}, got [${shape}]`);
  }
  if (letters === wanted) return array;
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((product, size) => product * size, 1));
  const from = [...wanted].map((letter) => letters.indexOf(letter));
  const newShape = from.map((dimension) => shape[dimension] ?? 0);
  const steps = from.map((dimension) => strides[dimension] ?? 0);
  const moved = new (data.constructor as new (length: number) => NumberArray)(data.length);
  let filled = 0;
  const copy = (dimension: number, offset: number): void => {
    if (dimension === newShape.length) {
      moved[filled++] = data[offset] ?? 0;
      return;
    }
    for (let i = 0; i < (newShape[dimension] ?? 0); i++)
      copy(dimension + 1, offset + i * (steps[dimension] ?? 0));
  };
  copy(0, 0);
  return { shape: newShape, data: moved };
}
