// Images: one or several encoded pictures at each step.
import type { DataKind } from '../../kind.ts';

export const IMAGE = {
  pluginName: 'images',
  storage: 'places',
  shows: ['images'],
  listing: {
    tabName: 'images',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-image-dashboard' },
  },
} as const satisfies DataKind;

/** The pictures of one step. */
export interface ImageStep {
  /** Of each picture, in pixels, as the writer said. */
  readonly width: number;
  /** Of each picture, in pixels, as the writer said. */
  readonly height: number;
  /** Encoded as PNG, JPEG, GIF or BMP. */
  readonly pictures: readonly Uint8Array[];
}

/**
 * Head of the one block of `GET api/v1/images/steps?run=&tag=`. Columns: `steps`, `wallTimes`, and `pictures` (u32): how
 * many a step has. A picture itself is at `GET api/v1/images/picture?run=&tag=&step=&sample=`.
 */
export interface ImageStepsHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
}
