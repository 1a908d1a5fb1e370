// Draws the points of a scene on one canvas by the CPU, where no GPU would: ten times as quick as WebGL in software.
import { Matrix4 } from 'three';
import { channelsOf } from '../coloring.ts';
import type { SpriteSheet } from '../data/point-table.ts';
import { drawOrderOf } from './draw-order.ts';
import { DrawPasses } from './draw-passes.ts';
import {
  drawLine,
  drawPoints,
  packed,
  type Raster,
  type RasterLook,
  type RasterPoints,
  type RasterSheet,
  type Rgb,
} from './raster.ts';
import type { SceneColors, SceneView } from './scene-messages.ts';
import { REACH, type ScenePainter } from './scene-painter.ts';
import { wholeSheetOf } from './sprite-tiles.ts';

const BEHIND_ALL = 2;
const NO_BYTES = new Uint8Array(0);
const NO_POINTS: RasterPoints = {
  positions: new Float32Array(0),
  tints: NO_BYTES,
  marks: NO_BYTES,
  rows: new Uint32Array(0),
};

export class RasterPainter implements ScenePainter {
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #ratio: number;
  readonly #passes: DrawPasses;
  #image = new ImageData(1, 1);
  #raster: Raster = rasterOf(this.#image);
  #given: Omit<RasterPoints, 'rows'> = NO_POINTS;
  /** The same in the order in which they are drawn, so that memory is read from its beginning to its end. */
  #ordered: RasterPoints | undefined;
  #axis = 0;
  #size = 6;
  #look: RasterLook;

  /** `drawn` is called after each picture. Throws where a canvas cannot be drawn on. */
  constructor(
    canvas: OffscreenCanvas,
    smooth: boolean,
    ratio: number,
    drawn: (points: number, of: number) => void,
  ) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This canvas cannot be drawn on.');
    this.#canvas = canvas;
    this.#context = context;
    this.#ratio = ratio;
    this.#passes = new DrawPasses((from, count) => this.#render(from, count), drawn);
    this.#look = {
      clip: new Matrix4().elements,
      flat: false,
      size: this.#size,
      reach: REACH,
      fog: [2.5, 6],
      ground: [255, 255, 255],
      ink: [0, 0, 0],
      smooth,
      sheet: undefined,
    };
  }

  positions(positions: Float32Array): void {
    this.#give({ positions });
  }

  tints(tints: Uint8Array): void {
    this.#give({ tints });
  }

  marks(marks: Uint8Array): void {
    this.#give({ marks });
  }

  async sheet(sheet: SpriteSheet | undefined): Promise<void> {
    this.#show({ sheet: sheet && (await sheetOf(sheet)) });
  }

  size(pixels: number): void {
    this.#size = pixels;
    this.#show({ size: pixels * this.#ratio });
  }

  colors({ ground, ink, axis }: SceneColors): void {
    this.#axis = packed(...channelsOf(axis));
    this.#show({ ground: channelsOf(ground), ink: channelsOf(ink) });
  }

  view({ projection, world, flat, distance }: SceneView): void {
    const inverse = new Matrix4().fromArray(Array.from(world)).invert();
    const clip = new Matrix4().fromArray(Array.from(projection)).multiply(inverse).elements;
    this.#look = { ...this.#look, clip, flat, fog: [distance, distance + 3] };
    this.#passes.move();
  }

  resize(width: number, height: number): void {
    this.#canvas.width = Math.max(1, Math.round(width * this.#ratio));
    this.#canvas.height = Math.max(1, Math.round(height * this.#ratio));
    this.#image = new ImageData(this.#canvas.width, this.#canvas.height);
    this.#raster = rasterOf(this.#image);
    this.#passes.change();
  }

  picture(): Promise<Blob> {
    return this.#passes.all(() => this.#canvas.convertToBlob());
  }

  #give(part: Partial<RasterPoints>): void {
    this.#given = { ...this.#given, ...part };
    this.#ordered = undefined;
    this.#passes.total = this.#given.marks.length;
    this.#passes.change();
  }

  #show(part: Partial<RasterLook>): void {
    this.#look = { ...this.#look, ...part };
    this.#passes.change();
  }

  #render(from: number, count: number): void {
    this.#ordered ??= ordered(this.#given);
    this.#passes.total = this.#ordered.marks.length;
    if (from === 0) this.#clear();
    drawPoints(this.#raster, this.#ordered, from, Math.min(from + count, this.#passes.total), this.#look);
    this.#context.putImageData(this.#image, 0, 0);
  }

  #clear(): void {
    const { clip, ground } = this.#look;
    this.#raster.pixels.fill(packed(...ground));
    this.#raster.depths.fill(BEHIND_ALL);
    for (const axis of [0, 1, 2]) {
      const end = (length: number): Rgb => [
        axis === 0 ? length : 0,
        axis === 1 ? length : 0,
        axis === 2 ? length : 0,
      ];
      drawLine(this.#raster, end(-1), end(1), clip, this.#axis);
    }
  }
}

function rasterOf({ width, height, data }: ImageData): Raster {
  return { width, height, pixels: new Uint32Array(data.buffer), depths: new Float32Array(width * height) };
}

function ordered({ positions, tints, marks }: Omit<RasterPoints, 'rows'>): RasterPoints {
  const rows = drawOrderOf(marks);
  const own = {
    positions: new Float32Array(rows.length * 3),
    tints: new Uint8Array(rows.length * 3),
    marks: new Uint8Array(rows.length),
  };
  rows.forEach((row, at) => {
    own.marks[at] = marks[row] as number;
    for (let i = 0; i < 3; i++) {
      own.positions[at * 3 + i] = positions[row * 3 + i] ?? Number.NaN;
      own.tints[at * 3 + i] = tints[row * 3 + i] ?? 0;
    }
  });
  return { ...own, rows };
}

async function sheetOf(sheet: SpriteSheet): Promise<RasterSheet> {
  const { picture, perRow } = await wholeSheetOf(sheet);
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(picture, 0, 0);
  picture.close();
  const data = context?.getImageData(0, 0, width, height).data;
  return { width, perRow, single: sheet.single, pixels: new Uint32Array(data?.buffer ?? new ArrayBuffer(0)) };
}
