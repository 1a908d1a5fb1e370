// Points that can be turned, pointed at and encircled, while they are on screen.
import { html, LitElement, type PropertyValues } from 'lit';
import { OnScreen } from '../../../../../client/charts/on-screen.ts';
import { controlStyles } from '../../../../../client/components/control-styles.ts';
import { THEME_CHANGE } from '../../../../../client/plugin-host.ts';
import type { CameraDef } from '../../model/bookmarks.ts';
import type { SpriteSheet } from '../data/point-table.ts';
import { type LabelLook, paintLabels } from './label-painter.ts';
import { type Outline, pointAt, pointsInside, type ScreenPoints, screenPointsOf } from './picking.ts';
import { PointGestures } from './point-gestures.ts';
import { PointScene } from './point-scene.ts';
import { pointViewStyles } from './point-view-styles.ts';
import { sheetTilesOf } from './sprite-tiles.ts';

/** What dragging does. */
export type DragMode = 'move' | 'box' | 'lasso';

/** Rows that the user chose. */
export interface PointChoice {
  readonly rows: readonly number[];
  /** Whether to those that are chosen already. */
  readonly add: boolean;
}

const NO_POSITIONS = new Float32Array(0);
const NO_BYTES = new Uint8Array(0);
const TURN = 0.12;
/** More points are drawn without smooth edges, so that a machine without a GPU can turn them. */
const MOST_SMOOTH = 50_000;

/**
 * Off screen it holds neither canvas nor WebGL context.
 * @fires rb-point-hover - `detail` is the row under the pointer, or null.
 * @fires rb-points-choose - The user chose points; `detail` is a PointChoice.
 */
export class RbPointView extends LitElement {
  static override properties = {
    positions: { attribute: false },
    tints: { attribute: false },
    marks: { attribute: false },
    sprite: { attribute: false },
    named: { attribute: false },
    allNames: { type: Boolean },
    nameOf: { attribute: false },
    flat: { type: Boolean },
    night: { type: Boolean, reflect: true },
    mode: {},
    pointSize: { type: Number },
    label: {},
    near: { state: true },
    failed: { state: true },
  };
  static override styles = [controlStyles, pointViewStyles];
  /** x, y and z of each point, from -1 to 1; NaN for those without a place. */
  declare positions: Float32Array;
  /** Red, green and blue of each point. */
  declare tints: Uint8Array;
  /** A MARK of each point. */
  declare marks: Uint8Array;
  declare sprite: SpriteSheet | undefined;
  /** Rows whose names are shown, the most important first. */
  declare named: readonly number[];
  declare allNames: boolean;
  declare nameOf: (row: number) => string;
  declare flat: boolean;
  declare night: boolean;
  declare mode: DragMode;
  /** Pixels. */
  declare pointSize: number;
  declare label: string;
  declare near: boolean;
  declare failed: string;

  #scene: PointScene | undefined;
  #screen: ScreenPoints | undefined;
  #camera: CameraDef | undefined;
  #look: LabelLook | undefined;
  #outline: Outline | undefined;
  #sheet: SpriteSheet | undefined;
  #resizes = new ResizeObserver(() => this.#resize());
  #gestures = new PointGestures(this, {
    hover: (x, y) => this.#hover(x, y),
    outline: (outline) => {
      this.#outline = outline;
      this.#scene?.drawSoon();
    },
    click: (x, y, add) => this.#choose(this.#rowsAt(x, y), add),
    enclose: (outline, add) => this.#choose(pointsInside(this.#screenPoints(), outline), add),
  });

  constructor() {
    super();
    this.positions = NO_POSITIONS;
    this.tints = NO_BYTES;
    this.marks = NO_BYTES;
    this.sprite = undefined;
    this.named = [];
    this.allNames = false;
    this.nameOf = () => '';
    this.flat = false;
    this.night = false;
    this.mode = 'move';
    this.pointSize = 6;
    this.label = '';
    this.near = false;
    this.failed = '';
    new OnScreen(this, (now) => {
      this.near = now;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    window.addEventListener(THEME_CHANGE, this.#themed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    window.removeEventListener(THEME_CHANGE, this.#themed);
    this.#dispose();
  }

  /** Where the camera stands; undefined before the first picture. */
  get camera(): CameraDef | undefined {
    return this.#scene?.camera ?? this.#camera;
  }

  /** Moves the camera, now or when there is one; `flat` must already be as the camera says. */
  place(camera: CameraDef): void {
    this.#camera = camera;
    this.#scene?.place(camera);
  }

  /** Puts the camera where it stood at first. */
  resetCamera(): void {
    this.#scene?.resetCamera();
  }

  /** What is shown, names included. Rejects where there is nothing. */
  async picture(): Promise<Blob> {
    if (!this.#scene) throw new Error('There is no picture yet.');
    const scene = await createImageBitmap(await this.#scene.picture());
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: scene.width, height: scene.height });
    const context = canvas.getContext('2d');
    context?.drawImage(scene, 0, 0);
    const above = this.renderRoot.querySelector<HTMLCanvasElement>('.above');
    if (above) context?.drawImage(above, 0, 0, scene.width, scene.height);
    return new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture.')))),
    );
  }

  protected override willUpdate(): void {
    if (!this.near) this.#dispose();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.scene');
    if (!canvas) return;
    const isNew = this.#scene === undefined;
    const scene = this.#scene ?? this.#made(canvas);
    if (!scene) return;
    const is = (name: keyof RbPointView) => isNew || changed.has(name);
    if (is('positions') || is('tints') || is('marks')) this.#screen = undefined;
    if (is('positions')) scene.positions(this.positions);
    if (is('tints')) scene.tints(this.tints);
    if (is('marks')) scene.marks(this.marks);
    if (is('pointSize')) scene.size(this.pointSize);
    if (is('flat')) scene.flat(this.flat);
    if (is('night')) this.#themed();
    if (is('mode')) scene.movable(this.mode === 'move');
    if (isNew && this.#camera) scene.place(this.#camera);
    if (is('sprite')) void this.#showSprite(scene);
    if (is('named') || is('allNames') || is('nameOf')) scene.drawSoon();
  }

  #made(canvas: HTMLCanvasElement): PointScene | undefined {
    try {
      this.#scene = new PointScene(
        canvas,
        this.positions.length / 3 <= MOST_SMOOTH,
        () => {
          this.#screen = undefined;
        },
        () => this.#paintNames(),
      );
    } catch {
      // The one thing that the constructor needs of the machine.
      this.failed = 'This browser gives no WebGL, which the projector needs.';
    }
    this.#resize();
    return this.#scene;
  }

  #themed = () => {
    const style = getComputedStyle(this);
    const color = (name: string) => style.getPropertyValue(name).trim();
    const [ground, ink] = this.night
      ? [color('--rb-night'), color('--rb-on-night')]
      : [color('--rb-surface'), color('--rb-text')];
    const axis = this.night ? color('--rb-night-line') : color('--rb-border-strong');
    this.#look = { ground, ink, accent: color('--rb-accent'), font: `${style.fontSize} ${style.fontFamily}` };
    this.#scene?.colors({ ground, ink, axis });
  };

  async #showSprite(scene: PointScene): Promise<void> {
    const wanted = this.sprite;
    this.#sheet = wanted;
    try {
      const tiles = wanted ? await sheetTilesOf(wanted, scene.maxTextureSide) : [];
      if (this.#sheet === wanted && this.#scene === scene) scene.sheet(tiles);
      this.failed = '';
    } catch (error) {
      this.failed = error instanceof Error ? error.message : String(error);
    }
  }

  #screenPoints(): ScreenPoints {
    const scene = this.#scene;
    if (!scene) return NO_POSITIONS;
    const hidden = this.marks.map((mark) => (mark === 0 ? 1 : 0));
    this.#screen ??= screenPointsOf(this.positions, hidden, scene.clip, ...scene.pixels);
    return this.#screen;
  }

  #rowsAt(x: number, y: number): readonly number[] {
    const row = pointAt(this.#screenPoints(), x, y, Math.max(8, this.pointSize));
    return row === undefined ? [] : [row];
  }

  #hover(x: number, y: number) {
    const [row] = Number.isNaN(x) ? [] : this.#rowsAt(x, y);
    const detail = row ?? null;
    this.dispatchEvent(new CustomEvent('rb-point-hover', { detail, bubbles: true, composed: true }));
  }

  #choose(rows: readonly number[], add: boolean) {
    const detail: PointChoice = { rows, add };
    this.dispatchEvent(new CustomEvent('rb-points-choose', { detail, bubbles: true, composed: true }));
  }

  #paintNames() {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.above');
    const context = canvas?.getContext('2d');
    if (!canvas || !context || !this.#look) return;
    const { clientWidth: width, clientHeight: height } = canvas;
    const ratio = Math.min(2, window.devicePixelRatio);
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio))
      Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const needsPlaces = this.named.length > 0 || this.allNames;
    paintLabels(
      context,
      {
        screen: needsPlaces ? this.#screenPoints() : NO_POSITIONS,
        first: this.named,
        all: this.allNames,
        textOf: this.nameOf,
        outline: this.#outline,
      },
      this.#look,
      width,
      height,
    );
  }

  #resize() {
    const { clientWidth, clientHeight } = this;
    this.#screen = undefined;
    if (clientWidth > 0 && clientHeight > 0) this.#scene?.resize(clientWidth, clientHeight);
  }

  #dispose() {
    this.#camera = this.camera;
    this.#scene?.dispose();
    this.#scene = undefined;
    this.#screen = undefined;
  }

  #key(event: KeyboardEvent) {
    const step: Readonly<Record<string, readonly [number, number, number]>> = {
      ArrowLeft: [-TURN, 0, 1],
      ArrowRight: [TURN, 0, 1],
      ArrowUp: [0, TURN, 1],
      ArrowDown: [0, -TURN, 1],
      '+': [0, 0, 1.2],
      '=': [0, 0, 1.2],
      '-': [0, 0, 1 / 1.2],
    };
    const known = step[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (!known && event.key !== '0')) return;
    event.preventDefault();
    if (known) this.#scene?.step(...known);
    else this.resetCamera();
  }

  override render() {
    if (this.failed !== '' && !this.sprite) return html`<p role="alert">${this.failed}</p>`;
    if (!this.near) return html``;
    return html`<canvas
        class="scene ${this.mode}"
        tabindex="0"
        role="application"
        aria-label=${this.label}
        aria-description="Arrow keys turn or move, plus and minus come nearer, 0 shows all"
        @keydown=${this.#key}
        @pointerdown=${this.#gestures.down}
        @pointermove=${this.#gestures.move}
        @pointerup=${this.#gestures.up}
        @pointercancel=${this.#gestures.cancel}
        @pointerleave=${this.#gestures.leave}
      ></canvas>
      <canvas class="above" aria-hidden="true"></canvas>
      ${this.failed === '' ? '' : html`<p class="note" role="alert">${this.failed}</p>`}`;
  }
}
customElements.define('rb-point-view', RbPointView);
