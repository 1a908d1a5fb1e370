// Points as the page holds them: a matrix, and what is known of each row.
import type { Labels } from '../../model/label-table.ts';

export interface PointTable {
  readonly rows: number;
  readonly dimensions: number;
  /** Row-major. */
  readonly values: Float32Array;
  readonly labels: Labels;
  /** Pictures of all points in one; undefined where there are none. */
  readonly sprite: SpriteSheet | undefined;
}

export interface SpriteSheet {
  readonly picture: Blob;
  /** Width and height of one point's picture, in pixels. */
  readonly single: readonly [width: number, height: number];
}

/** How far a table is on its way; `total` is 0 while it is not known. */
export interface LoadProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}
