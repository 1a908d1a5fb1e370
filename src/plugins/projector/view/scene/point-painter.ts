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
import { drawOrderOf, nextShare } from './draw-order.ts';
import { pointMaterial, type SceneUniforms, type SheetTile } from './point-material.ts';
import type { SceneColors, SceneView } from './scene-messages.ts';

const FIRST_SHARE = 20_000;
/** A camera that has not moved for so long rests, and what is still missing is drawn. */
const REST_MS = 120;
const LOOK_MS = 2;

/** Lives as long as its thread. */
export class PointPainter {
  readonly #renderer: WebGLRenderer;
  readonly #gl: WebGL2RenderingContext;
  readonly #scene = new Scene();
  readonly #camera = new Camera();
  readonly #geometry = new BufferGeometry();
  readonly #axes = axisLines();
  readonly #drawn: (points: number, of: number) => void;
  readonly #smooth: boolean;
  readonly #uniforms: SceneUniforms = {
    size: { value: 6 },
    reach: { value: 3 },
    flat2d: { value: false },
    fog: { value: new Vector2(2.5, 6) },
    ground: { value: new Color('#ffffff') },
    ink: { value: new Color('#000000') },
  };
  #materials: ShaderMaterial[] = [];
  #tiles: readonly SheetTile[] = [];
  #frame = 0;
  /** How many points are drawn at once. */
  #share = FIRST_SHARE;
  #total = 0;
  /** Of the order, how many are in the picture; undefined where it is to be begun anew. */
  #done: number | undefined;
  #isDrawing = false;
  #movedAt = Number.NEGATIVE_INFINITY;

  /**
   * `smooth` edges take four times the work. `drawn` is called after each picture. Throws where there is no WebGL.
   */
  constructor(
    canvas: OffscreenCanvas,
    smooth: boolean,
    ratio: number,
    drawn: (points: number, of: number) => void,
  ) {
    this.#drawn = drawn;
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
    this.sheet([]);
  }

  /** Most pixels a side of one texture. */
  get maxTextureSide(): number {
    return this.#renderer.capabilities.maxTextureSize;
  }

  /** x, y and z of each point. */
  positions(positions: Float32Array): void {
    this.#attribute('position', positions, 3, false);
  }

  /** Red, green and blue of each point. */
  tints(tints: Uint8Array): void {
    this.#attribute('tint', tints, 3, true);
  }

  /** A MARK of each point. */
  marks(marks: Uint8Array): void {
    const order = drawOrderOf(marks);
    this.#total = order.length;
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
    this.#change();
  }

  /** Pictures in place of discs; none for discs. The painter owns the tiles' textures from now on. */
  sheet(tiles: readonly SheetTile[]): void {
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
    this.#change();
  }

  /** Pixels of a point in the middle, in CSS pixels. */
  size(pixels: number): void {
    this.#uniforms.size.value = pixels * this.#renderer.getPixelRatio();
    this.#change();
  }

  colors({ ground, ink, axis }: SceneColors): void {
    // Colours reach the screen as they are: nothing here is lit.
    const raw = (css: string) => new Color(css).convertLinearToSRGB();
    this.#uniforms.ground.value = raw(ground);
    this.#uniforms.ink.value = raw(ink);
    this.#renderer.setClearColor(new Color(ground));
    this.#axes.material.color = new Color(axis);
    this.#change();
  }

  view({ projection, world, flat, distance }: SceneView): void {
    this.#camera.projectionMatrix.fromArray(projection);
    this.#camera.projectionMatrixInverse.copy(this.#camera.projectionMatrix).invert();
    this.#camera.matrixWorld.fromArray(world);
    this.#camera.matrixWorldInverse.copy(this.#camera.matrixWorld).invert();
    this.#uniforms.flat2d.value = flat;
    this.#uniforms.fog.value.set(distance, distance + 3);
    this.#movedAt = performance.now();
    this.#change();
  }

  /** In CSS pixels. */
  resize(width: number, height: number): void {
    this.#renderer.setSize(width, height, false);
    this.#change();
  }

  /** All points at once, as a picture. */
  async picture(canvas: OffscreenCanvas): Promise<Blob> {
    this.#render(0, this.#total);
    this.#done = this.#total;
    return canvas.convertToBlob();
  }

  #change(): void {
    this.#done = undefined;
    this.#drawSoon();
  }

  #drawSoon(): void {
    if (this.#frame === 0 && !this.#isDrawing) this.#frame = requestAnimationFrame(() => void this.#draw());
  }

  async #draw(): Promise<void> {
    this.#frame = 0;
    const from = this.#done ?? 0;
    const count = Math.min(this.#share, this.#total - from);
    const begun = performance.now();
    this.#isDrawing = true;
    this.#render(from, count);
    this.#done = from + count;
    this.#drawn(this.#done, this.#total);
    await this.#finished();
    this.#isDrawing = false;
    const took = performance.now() - begun;
    if (count === this.#share) this.#share = nextShare(count, took);
    if (this.#done === undefined) this.#drawSoon();
    else if (this.#done < this.#total) this.#drawRest();
  }

  #drawRest(): void {
    const rest = this.#movedAt + REST_MS - performance.now();
    if (rest <= 0) this.#drawSoon();
    else
      setTimeout(() => {
        if (this.#done !== undefined && this.#done < this.#total) this.#drawSoon();
      }, rest);
  }

  #render(from: number, count: number): void {
    if (from === 0) this.#renderer.clear();
    this.#axes.visible = from === 0;
    this.#geometry.setDrawRange(from, count);
    this.#renderer.render(this.#scene, this.#camera);
  }

  /** When the GPU, or what stands in for it, has done what it was told: until then more would only queue up. */
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
