// A confusion matrix -> two Summary.Values: a picture, which plain TensorBoard shows under Images, and the matrix itself
// with its labels, from which our page draws.
import { tensorboard } from '../../../proto/messages.ts';
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, shapedArrayOf } from '../../format/shaped-array.ts';
import { encodeTensor } from '../../format/tensor.ts';
import type { Pixels } from '../image/model/pixels.ts';
import { CONFUSION_MATRIX, MATRIX_TAG_SUFFIX } from './kind.ts';
import { heatMapOf } from './model/heat-map.ts';

/** How the classes are called. */
export interface ConfusionMatrixOptions {
  /** A name for each class, in the order of rows and columns. Default: their numbers from 0 on. */
  readonly labels?: readonly string[];
}

/** More classes would make a record of more than 128 MiB. */
const MOST_CLASSES = 4096;

/**
 * `matrix` has the shape [classes, classes]: a row is what examples are, a column what they were taken for. The picture
 * has the tag as given. Throws ArgumentError where the matrix is not square or labels and classes differ in number.
 */
export function confusionMatrixValues(
  tag: string,
  matrix: ArrayInput,
  options: ConfusionMatrixOptions,
  encodePng: (pixels: Pixels) => Uint8Array,
): readonly SummaryValue[] {
  const { shape, data } = shapedArrayOf(matrix);
  const [classes = 0, columns, ...more] = shape;
  if (classes === 0 || classes !== columns || more.length > 0 || classes > MOST_CLASSES) {
    const expected = `a matrix of as many rows as columns, at most ${MOST_CLASSES}`;
    throw new ArgumentError(`expected ${expected}, got a shape of [${shape}]`);
  }
  const { labels = [] } = options;
  const areLabels = Array.isArray(labels) && labels.every((label) => typeof label === 'string');
  if (!areLabels || (labels.length > 0 && labels.length !== classes)) {
    throw new ArgumentError(`expected labels to be ${classes} strings, got ${described(labels)}`);
  }
  const counts = Float64Array.from(data);
  const pixels = heatMapOf({ classes, counts }, labels);
  const content = tensorboard.ConfusionMatrixPluginData.encode({ label: [...labels] }).finish();
  return [
    {
      tag,
      image: {
        width: pixels.width,
        height: pixels.height,
        colorspace: pixels.channels,
        encodedImageString: encodePng(pixels),
      },
    },
    {
      tag: tag + MATRIX_TAG_SUFFIX,
      metadata: { pluginData: { pluginName: CONFUSION_MATRIX.pluginName, content } },
      tensor: encodeTensor(counts, [classes, classes]),
    },
  ];
}
