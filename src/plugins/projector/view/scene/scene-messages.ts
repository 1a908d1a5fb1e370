// What the page and the thread that draws points say to each other.
import type { Tinting } from '../coloring.ts';
import type { SpriteSheet } from '../data/point-table.ts';
import type { Outline } from './picking.ts';
import type { Axes } from './placement.ts';

/** Of the whole scene, in CSS colours. */
export interface SceneColors {
  readonly ground: string;
  readonly ink: string;
  readonly axis: string;
}

/** What the camera sees; matrices are column-major 4 x 4. */
export interface SceneView {
  readonly projection: ArrayLike<number>;
  readonly world: ArrayLike<number>;
  readonly flat: boolean;
  /** From the camera to what it turns around. */
  readonly distance: number;
}

/** Rows whose places on the screen are wanted with each picture: those that are named, and whether any others are. */
export interface WantedPlaces {
  readonly first: readonly number[];
  readonly all: boolean;
}

/** Which coordinates put points where. */
export interface Placement {
  readonly rows: number;
  /** Row-major, `components` a point. */
  readonly coordinates: Float32Array;
  readonly components: number;
  readonly axes: Axes;
  /** Which row each point is; undefined where they are all of them in order. */
  readonly places: Uint32Array | undefined;
}

/** Where points lie, as near as turning brings them to how those of `like` do; undefined for as they come. */
export interface Placed {
  readonly own: Placement;
  readonly like: Placement | undefined;
}

/** Rows of which something else is to be seen than of the others. */
export interface Chosen {
  readonly selected: Uint32Array;
  readonly neighbors: Uint32Array;
  /** Rows that pass the filter, ascending; undefined for all. */
  readonly passing: Uint32Array | undefined;
  /** Rows that are looked at alone, ascending; undefined for all. */
  readonly isolated: Uint32Array | undefined;
}

/** What draws; what suits the machine, unless a link says. */
export type Drawer = 'gpu' | 'cpu';

/** `start` comes first, and once. Arrays are copied. */
export type SceneOrder =
  | {
      readonly kind: 'start';
      readonly canvas: OffscreenCanvas;
      readonly smooth: boolean;
      readonly ratio: number;
      readonly drawer: Drawer | undefined;
    }
  /** What has no place is not seen. */
  | ({ readonly kind: 'placement' } & Placed)
  | { readonly kind: 'tinting'; readonly tinting: Tinting }
  | { readonly kind: 'chosen'; readonly chosen: Chosen }
  /** Pictures in place of discs; undefined for discs. */
  | { readonly kind: 'sheet'; readonly sheet: SpriteSheet | undefined }
  /** Of a point in the middle, in CSS pixels. */
  | { readonly kind: 'size'; readonly pixels: number }
  | { readonly kind: 'colors'; readonly colors: SceneColors }
  | { readonly kind: 'resize'; readonly width: number; readonly height: number }
  | { readonly kind: 'view'; readonly view: SceneView }
  | { readonly kind: 'places'; readonly wanted: WantedPlaces }
  | SceneQuestion;

/** Each is answered once, in the order in which they are asked. */
export type SceneQuestion =
  | { readonly kind: 'point at'; readonly x: number; readonly y: number; readonly radius: number }
  | { readonly kind: 'points inside'; readonly outline: Outline }
  | { readonly kind: 'picture' }
  | { readonly kind: 'positions' };

/** Where named points lie in CSS pixels, x and y of each row; NaN for one that is not to be seen. */
export interface NamedPlaces {
  readonly rows: Uint32Array;
  readonly places: Float32Array;
  /** How many of them, from the first on, are named in any case. */
  readonly first: number;
}

export type SceneNews =
  /** After each picture: how many points have been drawn so far of how many there are to see. */
  | { readonly kind: 'drawn'; readonly points: number; readonly of: number }
  | { readonly kind: 'places'; readonly named: NamedPlaces }
  /** What is wrong with the sheet of pictures; undefined where nothing is. */
  | { readonly kind: 'sheet'; readonly fault: string | undefined }
  | {
      readonly kind: 'answer';
      readonly rows?: Uint32Array;
      readonly picture?: Blob;
      readonly positions?: Float32Array;
    }
  /** Nothing can be drawn here; nothing comes after it. */
  | { readonly kind: 'failed' };
