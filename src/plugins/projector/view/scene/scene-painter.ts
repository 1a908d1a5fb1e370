// What draws a scene: the GPU (point-painter.ts), or where there is none the CPU (raster-painter.ts).
import type { SpriteSheet } from '../data/point-table.ts';
import type { SceneColors, SceneView } from './scene-messages.ts';

/** Lives as long as its thread. */
export interface ScenePainter {
  /** x, y and z of each point. */
  positions(positions: Float32Array): void;
  /** Red, green and blue of each point. */
  tints(tints: Uint8Array): void;
  /** A MARK of each point. */
  marks(marks: Uint8Array): void;
  /** Pictures in place of discs; undefined for discs. Rejects with an Error worded for the user. */
  sheet(sheet: SpriteSheet | undefined): Promise<void>;
  /** Of a point in the middle, in CSS pixels. */
  size(pixels: number): void;
  colors(colors: SceneColors): void;
  view(view: SceneView): void;
  /** In CSS pixels. */
  resize(width: number, height: number): void;
  /** All points, as a picture. */
  picture(): Promise<Blob>;
}

/** Distance at which points have the size that is asked for. */
export const REACH = 3;

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether WebGL is there, and drawn by a GPU: what draws it in its place takes 2 µs a point, our own loop 0.05 (2026-11-28). */
export function hasGpu(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return false;
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE.test(String(renderer));
}
