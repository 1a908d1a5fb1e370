// Draws the points of a scene on one canvas by three.js, in the thread that owns the canvas: starting WebGL on a machine
// without a GPU takes a second, and no page should stand still for it.
import {
  BufferAttribute,
  BufferGeometry,
  Camera,
  Color,
  DynamicDrawUsage,
  LineBasicMaterial,
  LineSegments,
  Points,
  Scene,
  type ShaderMaterial,
  Vector2,
  WebGLRenderer,
} from 'three';
import type { SpriteSheet } from '../data/point-table.ts';
import { drawOrderOf } from './draw-order.ts';
import { DrawPasses } from './draw-passes.ts';
import { pointMaterial, type SceneUniforms, type SheetTile } from './point-material.ts';
import type { SceneColors, SceneView } from './scene-messages.ts';
import { REACH, type ScenePainter } from './scene-painter.ts';
import { sheetTilesOf } from './sprite-tiles.ts';

const LOOK_MS = 2;

export class PointPainter implements ScenePainter {
  readonly #canvas: OffscreenCanvas;
  readonly #passes: DrawPasses;
  readonly #renderer: WebGLRenderer;
  readonly #gl: WebGL2RenderingContext;
  readonly #scene = new Scene();
  readonly #camera = new Camera();
  readonly #geometry = new BufferGeometry();
  readonly #axes = axisLines();
  readonly #smooth: boolean;
  readonly #uniforms: SceneUniforms = {
    size: { value: 6 },
    reach: { value: REACH },
    flat2d: { value: false },
    fog: { value: new Vector2(2.5, 6) },
    ground: { value: new Color('#ffffff') },
    ink: { value: new Color('#000000') },
  };
  #materials: ShaderMaterial[] = [];
  #tiles: readonly SheetTile[] = [];

  /**
   * `smooth` edges take four times the work. `drawn` is called after each picture. Throws where there is no WebGL.
   */
  constructor(
    canvas: OffscreenCanvas,
    smooth: boolean,
    ratio: number,
    drawn: (points: number, of: number) => void,
  ) {
    this.#canvas = canvas;
    this.#passes = new DrawPasses((from, count) => this.#draw(from, count), drawn);
    this.#smooth = smooth;
    // Kept, so that the rest of many points can be drawn to those that are there.
    this.#renderer = new WebGLRenderer({ canvas, antialias: smooth, preserveDrawingBuffer: true });
    this.#gl = this.#renderer.getContext() as WebGL2RenderingContext;
    // Points without a place have no bounding sphere to be sorted by, and one call draws them all.
    this.#renderer.sortObjects = false;
    this.#renderer.autoClear = false;
    this.#renderer.setPixelRatio(ratio);
    this.#camera.matrixWorldAutoUpdate = false;
    this.#scene.add(this.#axes);
    this.#show([]);
  }

  positions(positions: Float32Array): void {
    this.#attribute('position', positions, 3, false);
  }

  tints(tints: Uint8Array): void {
    this.#attribute('tint', tints, 3, true);
  }

  marks(marks: Uint8Array): void {
    const order = drawOrderOf(marks);
    this.#passes.total = order.length;
    const index = this.#geometry.getIndex();
    if (index?.array.length === order.length) {
      index.array.set(order);
      index.needsUpdate = true;
    } else {
      if (index) this.#geometry.dispose();
      this.#geometry.setIndex(new BufferAttribute(order, 1).setUsage(DynamicDrawUsage));
    }
    this.#attribute('mark', marks, 1, false);
  }

  /** Takes the numbers over. */
  #attribute(name: string, numbers: Float32Array | Uint8Array, itemSize: number, normalized: boolean): void {
    const before = this.#geometry.getAttribute(name) as BufferAttribute | undefined;
    if (before?.array.length === numbers.length) {
      before.array = numbers;
      before.needsUpdate = true;
    } else {
      const attribute = new BufferAttribute(numbers, itemSize, normalized).setUsage(DynamicDrawUsage);
      // The old buffer's size is no longer that of the others.
      if (before) this.#geometry.dispose();
      this.#geometry.setAttribute(name, attribute);
    }
    this.#passes.change();
  }

  async sheet(sheet: SpriteSheet | undefined): Promise<void> {
    this.#show(sheet ? await sheetTilesOf(sheet, this.#renderer.capabilities.maxTextureSize) : []);
  }

  #show(tiles: readonly SheetTile[]): void {
    this.#forget();
    this.#tiles = tiles;
    this.#materials = (tiles.length > 0 ? tiles : [undefined]).map((tile) =>
      pointMaterial(this.#uniforms, tile, this.#smooth),
    );
    for (const material of this.#materials) {
      const points = new Points(this.#geometry, material);
      points.frustumCulled = false;
      this.#scene.add(points);
    }
    this.#passes.change();
  }

  size(pixels: number): void {
    this.#uniforms.size.value = pixels * this.#renderer.getPixelRatio();
    this.#passes.change();
  }

  colors({ ground, ink, axis }: SceneColors): void {
    // Colours reach the screen as they are: nothing here is lit.
    const raw = (css: string) => new Color(css).convertLinearToSRGB();
    this.#uniforms.ground.value = raw(ground);
    this.#uniforms.ink.value = raw(ink);
    this.#renderer.setClearColor(new Color(ground));
    this.#axes.material.color = new Color(axis);
    this.#passes.change();
  }

  view({ projection, world, flat, distance }: SceneView): void {
    this.#camera.projectionMatrix.fromArray(projection);
    this.#camera.projectionMatrixInverse.copy(this.#camera.projectionMatrix).invert();
    this.#camera.matrixWorld.fromArray(world);
    this.#camera.matrixWorldInverse.copy(this.#camera.matrixWorld).invert();
    this.#uniforms.flat2d.value = flat;
    this.#uniforms.fog.value.set(distance, distance + 3);
    this.#passes.move();
  }

  resize(width: number, height: number): void {
    this.#renderer.setSize(width, height, false);
    this.#passes.change();
  }

  picture(): Promise<Blob> {
    return this.#passes.all(() => this.#canvas.convertToBlob());
  }

  #draw(from: number, count: number): Promise<void> {
    if (from === 0) this.#renderer.clear();
    this.#axes.visible = from === 0;
    this.#geometry.setDrawRange(from, count);
    this.#renderer.render(this.#scene, this.#camera);
    return this.#finished();
  }

  /** When the GPU has done what it was told: until then more would only queue up. */
  async #finished(): Promise<void> {
    const gl = this.#gl;
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    while (fence && !gl.isContextLost() && gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    gl.deleteSync(fence);
  }

  #forget(): void {
    for (const shown of [...this.#scene.children]) if (shown instanceof Points) this.#scene.remove(shown);
    for (const material of this.#materials) material.dispose();
    for (const { texture } of this.#tiles) {
      (texture.image as ImageBitmap | undefined)?.close();
      texture.dispose();
    }
  }
}

function axisLines(): LineSegments<BufferGeometry, LineBasicMaterial> {
  const geometry = new BufferGeometry();
  const ends = [-1, 0, 0, 1, 0, 0, 0, -1, 0, 0, 1, 0, 0, 0, -1, 0, 0, 1];
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(ends), 3));
  return new LineSegments(geometry, new LineBasicMaterial({ color: '#cccccc' }));
}
