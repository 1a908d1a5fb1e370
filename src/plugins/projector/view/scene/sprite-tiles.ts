// A sheet of pictures as textures: one where the GPU takes it whole, else pieces of whole cells.
import { LinearFilter, Texture } from 'three';
import type { SpriteSheet } from '../data/point-table.ts';
import type { SheetTile } from './point-material.ts';

/** A sheet as one picture, and how many of its cells there are. */
export interface WholeSheet {
  /** Whoever asked for it closes it. */
  readonly picture: ImageBitmap;
  readonly perRow: number;
  readonly rows: number;
}

/** Rejects with an Error worded for the user where the picture cannot be read. */
export async function wholeSheetOf({ picture, single: [width, height] }: SpriteSheet): Promise<WholeSheet> {
  const whole = await createImageBitmap(picture).catch((cause: unknown) => {
    throw new Error('The picture with all points (sprite) cannot be read by this browser.', { cause });
  });
  const perRow = Math.floor(whole.width / width);
  const rows = Math.floor(whole.height / height);
  if (perRow > 0 && rows > 0) return { picture: whole, perRow, rows };
  throw new Error(
    `The picture with all points has ${whole.width} × ${whole.height} pixels, and one point's is said to have ${width} × ${height}.`,
  );
}

/** Rejects with an Error worded for the user. */
export async function sheetTilesOf(sheet: SpriteSheet, maxSide: number): Promise<SheetTile[]> {
  const [width, height] = sheet.single;
  const { picture: whole, perRow, rows } = await wholeSheetOf(sheet);
  const acrossMost = Math.floor(maxSide / width);
  const downMost = Math.floor(maxSide / height);
  if (acrossMost === 0 || downMost === 0) {
    throw new Error(`One point's picture has ${width} × ${height} pixels, more than this GPU takes.`);
  }
  const isOne = perRow <= acrossMost && rows <= downMost;
  const tiles: SheetTile[] = [];
  for (let row = 0; row < rows; row += downMost) {
    for (let column = 0; column < perRow; column += acrossMost) {
      const across = Math.min(acrossMost, perRow - column);
      const down = Math.min(downMost, rows - row);
      const [w, h] = isOne ? [whole.width, whole.height] : [across * width, down * height];
      const piece = isOne ? whole : await createImageBitmap(whole, column * width, row * height, w, h);
      tiles.push({
        texture: textureOf(piece),
        perRow,
        cells: [column, row, across, down],
        share: [width / w, height / h],
      });
    }
  }
  if (!isOne) whole.close();
  return tiles;
}

function textureOf(bitmap: ImageBitmap): Texture {
  const texture = new Texture(bitmap);
  // An ImageBitmap is not turned over on its way to the GPU, so its first row is at 0.
  texture.flipY = false;
  texture.generateMipmaps = false;
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
}
