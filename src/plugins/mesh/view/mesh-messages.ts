// What the page says to the thread that draws meshes, and what it says back.
import type { CameraPlace } from './camera-place.ts';
import type { MeshData } from './mesh-data.ts';

export interface MeshLook {
  /** Times what the config or the mesh's own size asks for. */
  readonly pointSize: number;
  readonly wireframe: boolean;
  /** Of points and faces without colours of their own: any CSS colour. */
  readonly color: string;
}

/** For the canvas that was given under this number with `start`, which comes first; `dispose` comes last. */
export type MeshOrder = { readonly id: number } & (
  | { readonly kind: 'start'; readonly canvas: OffscreenCanvas }
  | { readonly kind: 'show'; readonly data: MeshData; readonly look: MeshLook }
  | { readonly kind: 'place'; readonly place: CameraPlace }
  /** In CSS pixels, of which each is `ratio` pixels of the canvas. */
  | { readonly kind: 'resize'; readonly width: number; readonly height: number; readonly ratio: number }
  | { readonly kind: 'dispose' }
);

/** There is no WebGL for the canvas of this number, or its first mesh is on it now. */
export type MeshNews = { readonly failed: number } | { readonly drawn: number };
