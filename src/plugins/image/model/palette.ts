// A picture's colours as at most 256 of them: exactly where it has no more, else by median cut (P. Heckbert, Color image
// quantization for frame buffer display, 1982) over colours of five bits a channel.

/** A picture by numbers. */
export interface Indexed {
  /** Red, green and blue of each colour; at most 256 colours. */
  readonly colours: Uint8Array;
  /** A colour's number for each pixel. */
  readonly indices: Uint8Array;
}

/** `rgb` has three bytes a pixel. */
export function indexedOf(rgb: Uint8Array): Indexed {
  return exact(rgb) ?? quantized(rgb);
}

const colourAt = (rgb: Uint8Array, pixel: number) =>
  ((rgb[pixel * 3] ?? 0) << 16) | ((rgb[pixel * 3 + 1] ?? 0) << 8) | (rgb[pixel * 3 + 2] ?? 0);

function exact(rgb: Uint8Array): Indexed | undefined {
  const numbers = new Map<number, number>();
  const indices = new Uint8Array(rgb.length / 3);
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const colour = colourAt(rgb, pixel);
    const number = numbers.get(colour) ?? numbers.size;
    if (number === 256) return undefined;
    numbers.set(colour, number);
    indices[pixel] = number;
  }
  const colours = Uint8Array.from(
    [...numbers.keys()].flatMap((colour) => [colour >> 16, colour >> 8, colour]),
  );
  return { colours, indices };
}

const coarse = (colour: number) =>
  ((colour >> 9) & 0x7c00) | ((colour >> 6) & 0x3e0) | ((colour >> 3) & 0x1f);
const channelOf = (cell: number, channel: number) => (cell >> (10 - channel * 5)) & 0x1f;

function quantized(rgb: Uint8Array): Indexed {
  const counts = new Uint32Array(2 ** 15);
  const sums = new Float64Array(2 ** 15 * 3);
  const pixels = rgb.length / 3;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const cell = coarse(colourAt(rgb, pixel));
    counts[cell] = (counts[cell] ?? 0) + 1;
    for (let channel = 0; channel < 3; channel++) {
      sums[cell * 3 + channel] = (sums[cell * 3 + channel] ?? 0) + (rgb[pixel * 3 + channel] ?? 0);
    }
  }
  const used = [...counts.keys()].filter((cell) => (counts[cell] ?? 0) > 0);
  const boxes = boxesOf(used, counts);
  const numbers = new Uint8Array(2 ** 15);
  const colours = new Uint8Array(boxes.length * 3);
  boxes.forEach((cells, number) => {
    const weight = cells.reduce((sum, cell) => sum + (counts[cell] ?? 0), 0);
    for (let channel = 0; channel < 3; channel++) {
      const sum = cells.reduce((total, cell) => total + (sums[cell * 3 + channel] ?? 0), 0);
      colours[number * 3 + channel] = Math.round(sum / weight);
    }
    for (const cell of cells) numbers[cell] = number;
  });
  const indices = new Uint8Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) indices[pixel] = numbers[coarse(colourAt(rgb, pixel))] ?? 0;
  return { colours, indices };
}

interface Box {
  readonly cells: readonly number[];
  /** Pixels times the longest side: what is cut next. */
  readonly size: number;
  readonly channel: number;
}

function boxesOf(used: readonly number[], counts: Uint32Array): readonly (readonly number[])[] {
  const boxes = [boxOf(used, counts)];
  while (boxes.length < 256) {
    const largest = boxes.reduce((a, b) => (b.size > a.size ? b : a));
    if (largest.size === 0) break;
    const { channel } = largest;
    const cells = largest.cells.toSorted((a, b) => channelOf(a, channel) - channelOf(b, channel));
    const half = cells.reduce((sum, cell) => sum + (counts[cell] ?? 0), 0) / 2;
    let cut = 0;
    for (let sum = 0; cut < cells.length - 1 && (cut === 0 || sum < half); cut++) {
      sum += counts[cells[cut] ?? 0] ?? 0;
    }
    boxes.splice(
      boxes.indexOf(largest),
      1,
      boxOf(cells.slice(0, cut), counts),
      boxOf(cells.slice(cut), counts),
    );
  }
  return boxes.map(({ cells }) => cells);
}

function boxOf(cells: readonly number[], counts: Uint32Array): Box {
  const lengths = [0, 1, 2].map((channel) => {
    const values = cells.map((cell) => channelOf(cell, channel));
    return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  });
  const longest = Math.max(...lengths);
  const weight = cells.reduce((sum, cell) => sum + (counts[cell] ?? 0), 0);
  return { cells, size: weight * longest, channel: lengths.indexOf(longest) };
}
