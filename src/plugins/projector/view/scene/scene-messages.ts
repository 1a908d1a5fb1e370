// What the page and the thread that draws points say to each other.
import type { SpriteSheet } from '../data/point-table.ts';
import type { Outline } from './picking.ts';

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
  /** x, y and z of each point; NaN for one that has no place, which must be marked as hidden. */
  | { readonly kind: 'positions'; readonly positions: Float32Array }
  /** Red, green and blue of each point. */
  | { readonly kind: 'tints'; readonly tints: Uint8Array }
  /** A MARK of each point. */
  | { readonly kind: 'marks'; readonly marks: Uint8Array }
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
  | { readonly kind: 'picture' };

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
  | { readonly kind: 'answer'; readonly rows: readonly number[]; readonly picture: Blob | undefined }
  /** Nothing can be drawn here; nothing comes after it. */
  | { readonly kind: 'failed' };
