// The scene of points on one canvas, drawn by three.js when something changed: all points in one call.
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DynamicDrawUsage,
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  OrthographicCamera,
  PerspectiveCamera,
  Points,
  Scene,
  type ShaderMaterial,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { CameraDef } from '../../model/bookmarks.ts';
import { pointMaterial, type SceneUniforms, type SheetTile } from './point-material.ts';

/** Of the whole scene, in CSS colours. */
export interface SceneColors {
  readonly ground: string;
  readonly ink: string;
  readonly axis: string;
}

const START_3D = new Vector3(1.5, 1.1, 2.2);
const DISTANCE_2D = 10;
/** Half of what a flat picture shows at first, up and down. */
const HALF_2D = 1.12;

/** Whoever makes it calls `dispose`: browsers have few WebGL contexts. Throws where there is no WebGL. */
export class PointScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #perspective = new PerspectiveCamera(40, 1, 0.01, 100);
  readonly #flat = new OrthographicCamera(-1, 1, 1, -1, 0.1, 100);
  readonly #controls: OrbitControls;
  readonly #geometry = new BufferGeometry();
  readonly #axes: LineSegments<BufferGeometry, LineBasicMaterial>;
  readonly #moved: () => void;
  readonly #drawn: () => void;
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
  /** Whether the camera stands where the scene has put it. */
  #isUntouched = true;
  #width = 1;
  #height = 1;

  /**
   * `smooth` edges take four times the work; `moved` is called when the camera was moved, `drawn` after each picture.
   */
  constructor(canvas: HTMLCanvasElement, smooth: boolean, moved: () => void, drawn: () => void) {
    this.#moved = moved;
    this.#drawn = drawn;
    this.#renderer = new WebGLRenderer({ canvas, antialias: smooth });
    // Points without a place have no bounding sphere to be sorted by, and one call draws them all.
    this.#renderer.sortObjects = false;
    this.#renderer.setPixelRatio(smooth ? Math.min(2, window.devicePixelRatio) : 1);
    this.#axes = axisLines();
    this.#scene.add(this.#axes);
    this.#controls = new OrbitControls(this.#perspective, canvas);
    this.#controls.addEventListener('start', () => {
      this.#isUntouched = false;
    });
    this.#controls.addEventListener('change', () => {
      this.drawSoon();
      this.#moved();
    });
    this.sheet([]);
    this.resetCamera();
  }

  /** Most pixels a side of one texture. */
  get maxTextureSide(): number {
    return this.#renderer.capabilities.maxTextureSize;
  }

  get isFlat(): boolean {
    return this.#uniforms.flat2d.value;
  }

  /** x, y and z of each point; NaN for one that has no place, which must be marked as hidden. */
  positions(positions: Float32Array): void {
    this.#attribute('position', positions, 3, false);
  }

  /** Red, green and blue of each point. */
  tints(tints: Uint8Array): void {
    this.#attribute('tint', tints, 3, true);
  }

  /** A MARK of each point. */
  marks(marks: Uint8Array): void {
    this.#attribute('mark', marks, 1, false);
  }

  #attribute(name: string, numbers: Float32Array | Uint8Array, itemSize: number, normalized: boolean): void {
    const before = this.#geometry.getAttribute(name) as BufferAttribute | undefined;
    if (before?.array.length === numbers.length) {
      before.array.set(numbers);
      before.needsUpdate = true;
    } else {
      const attribute = new BufferAttribute(numbers.slice(), itemSize, normalized).setUsage(DynamicDrawUsage);
      // The old buffer's size is no longer that of the others.
      if (before) this.#geometry.dispose();
      this.#geometry.setAttribute(name, attribute);
    }
    this.drawSoon();
  }

  /** Pictures in place of discs; none for discs. The scene owns the tiles' textures from now on. */
  sheet(tiles: readonly SheetTile[]): void {
    this.#forget();
    this.#tiles = tiles;
    this.#materials = (tiles.length > 0 ? tiles : [undefined]).map((tile) =>
      pointMaterial(this.#uniforms, tile),
    );
    for (const material of this.#materials) {
      const points = new Points(this.#geometry, material);
      points.frustumCulled = false;
      this.#scene.add(points);
    }
    this.drawSoon();
  }

  /** Pixels of a point in the middle, in CSS pixels. */
  size(pixels: number): void {
    this.#uniforms.size.value = pixels * this.#renderer.getPixelRatio();
    this.drawSoon();
  }

  colors({ ground, ink, axis }: SceneColors): void {
    // Colours reach the screen as they are: nothing here is lit.
    const raw = (css: string) => new Color(css).convertLinearToSRGB();
    this.#uniforms.ground.value = raw(ground);
    this.#uniforms.ink.value = raw(ink);
    this.#renderer.setClearColor(new Color(ground));
    this.#axes.material.color = new Color(axis);
    this.drawSoon();
  }

  /** Seen from above, without depth, moved instead of turned; or in space. */
  flat(flat: boolean): void {
    if (flat === this.isFlat) return;
    this.#uniforms.flat2d.value = flat;
    this.#controls.object = flat ? this.#flat : this.#perspective;
    this.#controls.enableRotate = !flat;
    this.#controls.mouseButtons.LEFT = flat ? 2 : 0;
    this.#controls.touches.ONE = flat ? 1 : 0;
    this.resetCamera();
  }

  /** Whether dragging moves the camera. */
  movable(movable: boolean): void {
    this.#controls.enabled = movable;
  }

  resetCamera(): void {
    this.#isUntouched = true;
    this.#controls.target.set(0, 0, 0);
    // All is to be seen where the picture is narrow, too.
    this.#perspective.position.copy(START_3D).multiplyScalar(Math.max(1, 1.15 / this.#perspective.aspect));
    this.#flat.position.set(0, 0, DISTANCE_2D);
    this.#flat.zoom = 1;
    this.#flat.updateProjectionMatrix();
    this.#controls.update();
    this.drawSoon();
    this.#moved();
  }

  get camera(): CameraDef {
    const { object, target } = this.#controls;
    return {
      orthographic: this.isFlat,
      position: object.position.toArray(),
      target: target.toArray(),
      zoom: this.isFlat ? this.#flat.zoom : this.#perspective.zoom,
    };
  }

  /** `flat` must have been called for what it says. */
  place({ position, target, zoom }: CameraDef): void {
    this.#isUntouched = false;
    const { object } = this.#controls;
    object.position.fromArray(position);
    this.#controls.target.fromArray(target);
    const camera = this.isFlat ? this.#flat : this.#perspective;
    camera.zoom = zoom;
    camera.updateProjectionMatrix();
    this.#controls.update();
    this.drawSoon();
  }

  /** Turns (or, flat, moves) the camera by parts of what is seen, and comes nearer by a factor. */
  step(right: number, up: number, nearer: number): void {
    this.#isUntouched = false;
    const { object, target } = this.#controls;
    if (this.isFlat) {
      const move = new Vector3((right * HALF_2D) / this.#flat.zoom, (up * HALF_2D) / this.#flat.zoom, 0);
      object.position.add(move);
      target.add(move);
      this.#flat.zoom *= nearer;
      this.#flat.updateProjectionMatrix();
    } else {
      const away = object.position.clone().sub(target);
      const radius = away.length() / nearer;
      const polar = Math.min(Math.PI - 0.01, Math.max(0.01, Math.acos(away.y / away.length()) - up));
      const around = Math.atan2(away.x, away.z) + right;
      away.setFromSphericalCoords(radius, polar, around);
      object.position.copy(target).add(away);
    }
    this.#controls.update();
    this.drawSoon();
    this.#moved();
  }

  /** From the scene to the screen, column-major. */
  get clip(): ArrayLike<number> {
    const { object } = this.#controls;
    object.updateMatrixWorld();
    const camera = this.isFlat ? this.#flat : this.#perspective;
    return new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse).elements;
  }

  /** In CSS pixels. */
  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.#renderer.setSize(width, height, false);
    this.#perspective.aspect = width / height;
    this.#perspective.updateProjectionMatrix();
    const [across, up] =
      width > height ? [(HALF_2D * width) / height, HALF_2D] : [HALF_2D, (HALF_2D * height) / width];
    Object.assign(this.#flat, { left: -across, right: across, top: up, bottom: -up });
    this.#flat.updateProjectionMatrix();
    if (this.#isUntouched) this.resetCamera();
    this.drawSoon();
  }

  /** What is shown, as a picture. */
  picture(): Promise<Blob> {
    this.#draw();
    const { domElement } = this.#renderer;
    return new Promise((resolve, reject) =>
      domElement.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture.')))),
    );
  }

  get pixels(): readonly [width: number, height: number] {
    return [this.#width, this.#height];
  }

  drawSoon(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const distance = this.#controls.object.position.distanceTo(this.#controls.target);
    this.#uniforms.fog.value.set(distance, distance + 3);
    this.#renderer.render(this.#scene, this.isFlat ? this.#flat : this.#perspective);
    this.#drawn();
  }

  /** Gives the WebGL context back. */
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#forget();
    this.#geometry.dispose();
    this.#axes.geometry.dispose();
    this.#axes.material.dispose();
    this.#controls.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
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
