// Points that can be turned, pointed at and encircled, while they are on screen.
import { html, LitElement, type PropertyValues } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { OnScreen } from '../../../../../client/charts/on-screen.ts';
import { controlStyles } from '../../../../../client/components/control-styles.ts';
import { THEME_CHANGE } from '../../../../../client/plugin-host.ts';
import type { CameraDef } from '../../model/bookmarks.ts';
import type { Tinting } from '../coloring.ts';
import type { SpriteSheet } from '../data/point-table.ts';
import { NO_ROWS } from '../row-sets.ts';
import { type LabelLook, paintLabels } from './label-painter.ts';
import type { Outline } from './picking.ts';
import { PointGestures } from './point-gestures.ts';
import { PointScene } from './point-scene.ts';
import { pointViewStyles } from './point-view-styles.ts';
import type { Chosen, Drawer, NamedPlaces, Placed } from './scene-messages.ts';

/** What dragging does. */
export type DragMode = 'move' | 'box' | 'lasso';

/** Rows that the user chose. */
export interface PointChoice {
  readonly rows: Uint32Array;
  /** Whether to those that are chosen already. */
  readonly add: boolean;
}

/** Of many points some are drawn while the camera moves, and all when it rests. */
export interface DrawnPoints {
  readonly points: number;
  /** How many are to be seen. */
  readonly of: number;
}

const NO_PLACES: NamedPlaces = { rows: NO_ROWS, places: new Float32Array(0), first: 0 };
const NO_CHOSEN: Chosen = { selected: NO_ROWS, neighbors: NO_ROWS, passing: undefined, isolated: undefined };
const TURN = 0.12;
/** More points are drawn without smooth edges, so that a machine without a GPU can turn them. */
const MOST_SMOOTH = 50_000;
const MOST_NAMED = 100;

/**
 * Off screen it holds neither canvas nor WebGL context.
 * @fires rb-point-hover - `detail` is the row under the pointer, or null.
 * @fires rb-points-choose - The user chose points; `detail` is a PointChoice.
 * @fires rb-points-drawn - A picture is there; `detail` is a DrawnPoints.
 */
export class RbPointView extends LitElement {
  static override properties = {
    placed: { attribute: false },
    tinting: { attribute: false },
    chosen: { attribute: false },
    sprite: { attribute: false },
    hovered: { attribute: false },
    allNames: { type: Boolean },
    nameOf: { attribute: false },
    flat: { type: Boolean },
    night: { type: Boolean, reflect: true },
    mode: {},
    pointSize: { type: Number },
    label: {},
    drawer: {},
    near: { state: true },
    failed: { state: true },
    broken: { state: true },
  };
  static override styles = [controlStyles, pointViewStyles];
  /** Undefined before there is anything to see. */
  declare placed: Placed | undefined;
  declare tinting: Tinting;
  /** The first of those that are selected are named. */
  declare chosen: Chosen;
  declare sprite: SpriteSheet | undefined;
  /** The row that the user points at. */
  declare hovered: number | undefined;
  declare allNames: boolean;
  declare nameOf: (row: number) => string;
  declare flat: boolean;
  declare night: boolean;
  declare mode: DragMode;
  /** Pixels. */
  declare pointSize: number;
  declare label: string;
  /** Undefined for what suits the machine; read when the picture is made. */
  declare drawer: Drawer | undefined;
  declare near: boolean;
  declare failed: string;
  /** Whether nothing can be drawn at all; `failed` says why. */
  declare broken: boolean;

  #scene: PointScene | undefined;
  #camera: CameraDef | undefined;
  #look: LabelLook | undefined;
  #outline: Outline | undefined;
  #places = NO_PLACES;
  #isSmooth = true;
  #isAboveEmpty = true;
  /** A canvas that was given away cannot be used again. */
  #canvases = 0;
  #paint = 0;
  #hoverAt = 0;
  #resizes = new ResizeObserver(() => this.#resize());
  #gestures = new PointGestures(this, {
    hover: (x, y) => void this.#hover(x, y),
    outline: (outline) => {
      this.#outline = outline;
      this.#paintSoon();
    },
    click: (x, y, add) => void this.#choose(this.#rowsAt(x, y), add),
    enclose: (outline, add) => void this.#choose(this.#scene?.rowsInside(outline), add),
  });

  constructor() {
    super();
    this.placed = undefined;
    this.tinting = { kind: 'plain', rows: 0, color: [0, 0, 0] };
    this.chosen = NO_CHOSEN;
    this.sprite = undefined;
    this.hovered = undefined;
    this.allNames = false;
    this.nameOf = () => '';
    this.flat = false;
    this.night = false;
    this.mode = 'move';
    this.pointSize = 6;
    this.label = '';
    this.drawer = undefined;
    this.near = false;
    this.failed = '';
    this.broken = false;
    new OnScreen(this, (now) => {
      this.near = now;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    window.addEventListener(THEME_CHANGE, this.#themed);
    if (this.hasUpdated) this.requestUpdate();
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

  /** x, y and z of each row as they are drawn, from -1 to 1; NaN for one without a place. None before there is a picture. */
  async positions(): Promise<Float32Array> {
    return (await this.#scene?.positions()) ?? new Float32Array(0);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isSmooth = (this.placed?.own.rows ?? 0) <= MOST_SMOOTH;
    if (!this.near || isSmooth !== this.#isSmooth || changed.has('drawer')) this.#dispose();
    this.#isSmooth = isSmooth;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.scene');
    if (!canvas || !this.isConnected) return;
    const isNew = this.#scene === undefined;
    const scene = this.#scene ?? this.#made(canvas);
    const is = (name: keyof RbPointView) => isNew || changed.has(name);
    if (is('tinting')) scene.tell({ kind: 'tinting', tinting: this.tinting });
    if (is('chosen')) scene.tell({ kind: 'chosen', chosen: this.chosen });
    if (is('placed') && this.placed) scene.tell({ kind: 'placement', ...this.placed });
    if (is('pointSize')) scene.tell({ kind: 'size', pixels: this.pointSize });
    if (is('flat')) scene.flat(this.flat);
    if (is('night')) this.#themed();
    if (is('mode')) scene.movable(this.mode === 'move');
    if (isNew && this.#camera) scene.place(this.#camera);
    if (is('sprite') && (this.sprite || !isNew)) scene.tell({ kind: 'sheet', sheet: this.sprite });
    if (is('chosen') || is('hovered') || is('allNames') || is('placed')) this.#wantPlaces(scene);
    if (is('nameOf')) this.#paintSoon();
  }

  #wantPlaces(scene: PointScene): void {
    const { hovered, chosen, allNames } = this;
    const named = [...chosen.selected.subarray(0, MOST_NAMED)];
    const first = hovered === undefined ? named : [hovered, ...named.filter((row) => row !== hovered)];
    scene.tell({ kind: 'places', wanted: { first, all: allNames } });
  }

  #made(canvas: HTMLCanvasElement): PointScene {
    this.#scene = new PointScene(canvas, this.#isSmooth, this.drawer, {
      drawn: (points, of) => {
        const detail: DrawnPoints = { points, of };
        this.dispatchEvent(new CustomEvent('rb-points-drawn', { detail, bubbles: true, composed: true }));
      },
      named: (places) => {
        this.#places = places;
        this.#paintSoon();
      },
      sheet: (fault) => {
        this.failed = fault ?? '';
      },
      failed: (message) => {
        this.failed = message;
        this.broken = true;
      },
    });
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
    this.#scene?.tell({ kind: 'colors', colors: { ground, ink, axis } });
    this.#paintSoon();
  };

  async #rowsAt(x: number, y: number): Promise<Uint32Array> {
    return (await this.#scene?.rowsAt(x, y, Math.max(8, this.pointSize))) ?? NO_ROWS;
  }

  async #hover(x: number, y: number) {
    const asked = ++this.#hoverAt;
    const [row] = Number.isNaN(x) ? NO_ROWS : await this.#rowsAt(x, y);
    if (asked !== this.#hoverAt) return;
    const detail = row ?? null;
    this.dispatchEvent(new CustomEvent('rb-point-hover', { detail, bubbles: true, composed: true }));
  }

  async #choose(found: Promise<Uint32Array> | undefined, add: boolean) {
    const detail: PointChoice = { rows: (await found) ?? NO_ROWS, add };
    this.dispatchEvent(new CustomEvent('rb-points-choose', { detail, bubbles: true, composed: true }));
  }

  #paintSoon() {
    if (this.#paint !== 0) return;
    this.#paint = requestAnimationFrame(() => {
      this.#paint = 0;
      this.#paintNames();
    });
  }

  #paintNames() {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.above');
    if (!canvas || !this.#look) return;
    // The first stroke waits for WebGL, which without a GPU takes a third of a second to be there: none before its time.
    const hasAnything = this.#places.rows.length > 0 || this.#outline !== undefined;
    if (!hasAnything && this.#isAboveEmpty) return;
    this.#isAboveEmpty = !hasAnything;
    const task = {
      named: this.#places,
      ringed: this.hovered,
      pointSize: this.pointSize,
      textOf: this.nameOf,
      outline: this.#outline,
    };
    paintLabels(canvas, task, this.#look);
  }

  #resize() {
    const { clientWidth, clientHeight } = this;
    this.#paintSoon();
    if (clientWidth > 0 && clientHeight > 0) this.#scene?.resize(clientWidth, clientHeight);
  }

  #dispose() {
    this.#camera = this.camera;
    if (!this.#scene) return;
    this.#scene.dispose();
    this.#scene = undefined;
    this.#places = NO_PLACES;
    this.#canvases++;
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
    if (this.broken) return html`<p role="alert">${this.failed}</p>`;
    if (!this.near) return html``;
    return html`${keyed(
      this.#canvases,
      html`<canvas
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
      ></canvas>`,
    )}
      <canvas class="above" aria-hidden="true"></canvas>
      ${this.failed === '' ? '' : html`<p class="note" role="alert">${this.failed}</p>`}`;
  }
}
customElements.define('rb-point-view', RbPointView);
