// The scene of points on one canvas, as the page holds it: the camera and what moves it are here, all that takes time is
// done by a thread of its own (scene-worker.ts).
import { type Matrix4, OrthographicCamera, PerspectiveCamera, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { CameraDef } from '../../model/bookmarks.ts';
import { NO_ROWS } from '../row-sets.ts';
import type { Drawer, NamedPlaces, SceneNews, SceneOrder, SceneQuestion } from './scene-messages.ts';

/** What a scene tells whoever made it. */
export interface SceneEvents {
  /** A picture is there, with `points` of the `of` points that are to be seen; of many the others follow. */
  drawn(points: number, of: number): void;
  named(places: NamedPlaces): void;
  /** What is wrong with the sheet of pictures; undefined where nothing is. */
  sheet(fault: string | undefined): void;
  failed(message: string): void;
}

type Answer = SceneNews & { readonly kind: 'answer' };

const START_3D = new Vector3(1.5, 1.1, 2.2);
const DISTANCE_2D = 10;
/** Half of what a flat picture shows at first, up and down. */
const HALF_2D = 1.12;

let spare: Worker | undefined;

function startWorker(): Worker {
  return new Worker(new URL('./scene-worker.ts', import.meta.url), { type: 'module' });
}

/** Starts the thread of the next scene while its points are on their way. */
export function prepareScene(): void {
  spare ??= startWorker();
}

/** Whoever makes it calls `dispose`: browsers have few WebGL contexts. A canvas has one scene in its life. */
export class PointScene {
  readonly #worker: Worker;
  readonly #perspective = new PerspectiveCamera(40, 1, 0.01, 100);
  readonly #flat = new OrthographicCamera(-1, 1, 1, -1, 0.1, 100);
  readonly #controls: OrbitControls;
  readonly #waiting: ((answer: Answer) => void)[] = [];
  #isFlat = false;
  #isPlanned = false;
  /** Whether the camera stands where the scene has put it. */
  #isUntouched = true;

  /** `smooth` edges take four times the work. */
  constructor(canvas: HTMLCanvasElement, smooth: boolean, drawer: Drawer | undefined, events: SceneEvents) {
    this.#worker = spare ?? startWorker();
    spare = undefined;
    this.#worker.onmessage = ({ data: news }: MessageEvent<SceneNews>) => {
      if (news.kind === 'drawn') events.drawn(news.points, news.of);
      else if (news.kind === 'places') events.named(news.named);
      else if (news.kind === 'sheet') events.sheet(news.fault);
      else if (news.kind === 'answer') this.#waiting.shift()?.(news);
      else events.failed('This browser cannot draw beside the page, which the projector needs.');
    };
    this.#worker.onerror = () =>
      events.failed('The points could not be drawn. If the server was updated, load the page anew.');
    const offscreen = canvas.transferControlToOffscreen();
    const ratio = smooth ? Math.min(2, window.devicePixelRatio) : 1;
    this.#worker.postMessage(
      { kind: 'start', canvas: offscreen, smooth, ratio, drawer } satisfies SceneOrder,
      [offscreen],
    );
    this.#controls = new OrbitControls(this.#perspective, canvas);
    this.#controls.addEventListener('start', () => {
      this.#isUntouched = false;
    });
    this.#controls.addEventListener('change', this.#moved);
    this.resetCamera();
  }

  get isFlat(): boolean {
    return this.#isFlat;
  }

  tell(order: Exclude<SceneOrder, SceneQuestion>): void {
    this.#worker.postMessage(order);
  }

  /** Of the points near a place on the screen the one that is meant; none, or one row. */
  async rowsAt(x: number, y: number, radius: number): Promise<Uint32Array> {
    return (await this.#ask({ kind: 'point at', x, y, radius })).rows ?? NO_ROWS;
  }

  /** Rows inside the outline, ascending. */
  async rowsInside(outline: readonly number[]): Promise<Uint32Array> {
    return (await this.#ask({ kind: 'points inside', outline })).rows ?? NO_ROWS;
  }

  /** x, y and z of each row, from -1 to 1; NaN for one without a place. */
  async positions(): Promise<Float32Array> {
    return (await this.#ask({ kind: 'positions' })).positions ?? new Float32Array(0);
  }

  /** What is shown, as a picture. */
  async picture(): Promise<Blob> {
    const { picture } = await this.#ask({ kind: 'picture' });
    if (!picture) throw new Error('The browser made no picture.');
    return picture;
  }

  /** Stays open where the scene is left before it is answered. */
  #ask(question: SceneQuestion): Promise<Answer> {
    // The camera as it is now.
    if (this.#isPlanned) this.#sendView();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#worker.postMessage(question);
    });
  }

  /** Seen from above, without depth, moved instead of turned; or in space. */
  flat(flat: boolean): void {
    if (flat === this.isFlat) return;
    this.#isFlat = flat;
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
    this.#moved();
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
    this.#moved();
  }

  /** In CSS pixels. */
  resize(width: number, height: number): void {
    this.tell({ kind: 'resize', width, height });
    this.#perspective.aspect = width / height;
    this.#perspective.updateProjectionMatrix();
    const [across, up] =
      width > height ? [(HALF_2D * width) / height, HALF_2D] : [HALF_2D, (HALF_2D * height) / width];
    Object.assign(this.#flat, { left: -across, right: across, top: up, bottom: -up });
    this.#flat.updateProjectionMatrix();
    if (this.#isUntouched) this.resetCamera();
    this.#moved();
  }

  /** However often the camera is moved, its thread hears of it once a task. */
  #moved = (): void => {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      if (this.#isPlanned) this.#sendView();
    });
  };

  #sendView(): void {
    this.#isPlanned = false;
    const camera = this.isFlat ? this.#flat : this.#perspective;
    camera.updateMatrixWorld();
    const { target } = this.#controls;
    const matrix = ({ elements }: Matrix4) => Float64Array.from(elements);
    const view = {
      projection: matrix(camera.projectionMatrix),
      world: matrix(camera.matrixWorld),
      flat: this.isFlat,
      distance: camera.position.distanceTo(target),
    };
    this.tell({ kind: 'view', view });
  }

  /** Gives the WebGL context back. */
  dispose(): void {
    this.#isPlanned = false;
    this.#worker.terminate();
    this.#controls.dispose();
  }
}
