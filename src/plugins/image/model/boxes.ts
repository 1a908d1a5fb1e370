// Boxes and their labels on a picture, as PyTorch's draw_boxes.
import { ArgumentError } from '../../../format/argument-error.ts';
import { type ArrayInput, shapedArrayOf } from '../../../format/shaped-array.ts';
import { type Colour, drawArea, drawBox, drawText, textSize } from './drawing.ts';
import type { Pixels } from './pixels.ts';

const BOX: Colour = [255, 0, 0];
const TEXT: Colour = [0, 0, 0];
const MARGIN = 2;

/**
 * The picture with its boxes, of shape [boxes, 4]: left, top, right, bottom in pixels from the upper left corner. A
 * label stands in the lower left corner of its box, as with PyTorch. Throws ArgumentError where shapes do not fit.
 */
export function withBoxes(pixels: Pixels, boxes: ArrayInput, labels: readonly string[] = []): Pixels {
  const { shape, data } = shapedArrayOf(boxes);
  const [count = 0, sides] = shape;
  if (shape.length !== 2 || sides !== 4) {
    throw new ArgumentError(`expected boxes of shape boxes, 4, got [${shape}]`);
  }
  if (labels.length > 0 && labels.length !== count) {
    throw new ArgumentError(`expected a label for each of ${count} boxes, got ${labels.length}`);
  }
  const drawn = { ...pixels, bytes: pixels.bytes.slice() };
  for (let box = 0; box < count; box++) {
    const side = (at: number) => Math.round(data[box * 4 + at] ?? 0);
    const [left, top, right, bottom] = [side(0), side(1), side(2), side(3)];
    if (![left, top, right, bottom].every(Number.isFinite)) {
      throw new ArgumentError(`expected boxes of numbers, got ${[left, top, right, bottom].join(', ')}`);
    }
    drawBox(drawn, [left, top, right, bottom], BOX);
    const label = labels[box];
    if (label === undefined || label === '') continue;
    const [width, height] = textSize(label);
    const total = height + 2 * MARGIN;
    const labelTop = bottom - total + 1;
    drawArea(drawn, [left, labelTop, width + 2 * MARGIN, total], BOX);
    drawText(drawn, label, left + MARGIN, labelTop + MARGIN, TEXT);
  }
  return drawn;
}
