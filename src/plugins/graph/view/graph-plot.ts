// The drawing of a graph on a canvas: moved, zoomed, and walked through by keys.
import { css, html, type PropertyDeclarations, type PropertyValues } from 'lit';
import { CanvasChart } from '../../../../client/charts/canvas-chart.ts';
import { clearOverlay } from '../../../../client/charts/overlay.ts';
import { plotStyles } from '../../../../client/charts/plot-styles.ts';
import type { PlacedItem, Scene } from '../model/layout/scene.ts';
import { type Camera, centeredOn, type Extent, firstLook, fitted, revealing, zoomed } from './camera.ts';
import { graphThemeOf } from './graph-look.ts';
import { scenePainting, signPlace } from './graph-painter.ts';
import { neighbourInDirection } from './key-walk.ts';
import { paintMinimap, placeInMinimap } from './minimap.ts';
import { type Motion, motionOf, movingScene } from './plot-motion.ts';
import { PlotPointers } from './plot-pointers.ts';
import { StepwisePainting } from './stepwise-painting.ts';

const DOUBLE_CLICK_MS = 350;
const KEY_ZOOM = 1.3;

/** What is on the canvas. */
export interface DrawnGraph {
  readonly boxes: number;
  readonly scene: Scene | undefined;
  /** Whether nothing is on its way to its place. */
  readonly still: boolean;
}

/**
 * @fires rb-item-choose - `detail` is the path of the box, or null for none.
 * @fires rb-item-toggle - `detail` is the path of the box to open or close.
 */
export class RbGraphPlot extends CanvasChart {
  static override properties: PropertyDeclarations = {
    scene: { attribute: false },
    chosen: { attribute: false },
    traced: { attribute: false },
    colorOf: { attribute: false },
    loud: { type: Boolean },
    label: {},
  };
  static override styles = [
    plotStyles,
    css`
      :host {
        height: 100%;
        overflow: hidden;
        background: var(--rb-surface);
      }
      .plot {
        cursor: grab;
        touch-action: none;
      }
      .plot.over {
        cursor: pointer;
      }
      .plot:active {
        cursor: grabbing;
      }
    `,
  ];
  declare scene: Scene | undefined;
  /** Path of the box that is chosen. */
  declare chosen: string | undefined;
  /** Paths of the boxes that stand out; undefined where all are equal. */
  declare traced: ReadonlySet<string> | undefined;
  declare colorOf: (item: PlacedItem) => string | undefined;
  /** Whether control edges and those to what stands aside are drawn all. */
  declare loud: boolean;
  declare label: string;

  #camera: Camera | undefined;
  /** Whether nobody has moved the drawing yet: then it is fitted to each size of the window. */
  #isFirstLook = false;
  #motion: Motion | undefined;
  #painting = new StepwisePainting();
  #hovered: PlacedItem | undefined;
  #lastClick = { id: -1, timeMs: 0 };
  #drawn: DrawnGraph = { boxes: 0, scene: undefined, still: true };
  #width = 0;
  #minimap: ReturnType<typeof paintMinimap>;
  /** What is to be seen once the next scene is there. */
  #wanted: string | undefined;

  constructor() {
    super();
    this.scene = undefined;
    this.chosen = undefined;
    this.traced = undefined;
    this.colorOf = () => undefined;
    this.loud = false;
    this.label = '';
  }

  /** What is on the canvas now. */
  get drawn(): DrawnGraph {
    return this.#drawn;
  }

  get camera(): Camera {
    return this.#camera ?? { x: 0, y: 0, scale: 1 };
  }

  set camera(camera: Camera) {
    this.#isFirstLook = false;
    this.#camera = camera;
    this.#motion = undefined;
    this.schedule();
  }

  /** The whole drawing in the window. */
  fit(): void {
    if (this.scene) this.#moveTo(fitted(this.scene, this.#window));
  }

  /** Brings a box into view, now or once it is in the scene. */
  reveal(path: string): void {
    const item = this.scene?.items.find((one) => one.path === path);
    if (item) this.#moveTo(revealing(this.camera, item, this.#window));
    else this.#wanted = path;
  }

  zoom(factor: number): void {
    const { width, height } = this.#window;
    this.camera = zoomed(this.camera, factor, { x: width / 2, y: height / 2 });
  }

  /** The middle of a box in pixels of the window; undefined where it is not in the scene. */
  placeOf(path: string): { readonly x: number; readonly y: number } | undefined {
    const item = this.scene?.items.find((one) => one.path === path);
    if (!item) return undefined;
    const { left, top } = this.getBoundingClientRect();
    const { x, y, scale } = this.camera;
    const itemY = item.open ? item.y + 14 : item.y + item.height / 2;
    return { x: left + (item.x + item.width / 2 - x) * scale, y: top + (itemY - y) * scale };
  }

  get #window() {
    return { width: this.clientWidth, height: this.clientHeight };
  }

  get #isStill(): boolean {
    return matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  #moveTo(camera: Camera) {
    const before = this.camera;
    this.#motion = motionOf(this.scene, before, performance.now(), this.#isStill);
    this.#isFirstLook = false;
    this.#camera = camera;
    this.schedule();
  }

  protected override firstUpdated(): void {
    const plot = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (plot) new PlotPointers(plot, this.#pointerTarget());
  }

  #pointerTarget() {
    const plot = this;
    return {
      get camera() {
        return plot.camera;
      },
      set camera(camera: Camera) {
        plot.camera = camera;
      },
      clicked: (at: { readonly x: number; readonly y: number }) => this.#clicked(at),
      hovered: (at: { readonly x: number; readonly y: number } | undefined) =>
        this.#hover(at && this.#itemAt(at)),
    };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('scene') || !this.scene) return;
    const before = changed.get('scene') as Scene | undefined;
    this.#hovered = undefined;
    if (!this.#camera || !before) {
      this.#camera = undefined;
      return;
    }
    const from = this.#camera;
    this.#isFirstLook = false;
    this.#camera = this.#anchored(before, this.scene, from);
    const wanted = this.scene.items.find(({ path }) => path === this.#wanted);
    if (wanted) {
      this.#camera = revealing(this.#camera, wanted, this.#window);
      this.#wanted = undefined;
    }
    this.#motion = motionOf(before, from, performance.now(), this.#isStill);
  }

  /** The box that is chosen stays where it is in the window, while all around it moves. */
  #anchored(before: Scene, after: Scene, camera: Camera): Camera {
    const find = (scene: Scene) => scene.items.find(({ path }) => path === this.chosen);
    const [old, now] = [find(before), find(after)];
    if (!old || !now) return camera;
    const x = camera.x + now.x + now.width / 2 - old.x - old.width / 2;
    return revealing({ ...camera, x, y: camera.y + now.y - old.y }, now, this.#window);
  }

  /** Forgets the camera: the next scene is one of another graph. */
  startAnew(): void {
    this.#camera = undefined;
    this.#motion = undefined;
  }

  /** A link's box is to be seen at once. */
  #lookFirst(scene: Scene, window: Extent) {
    if (this.#camera && !this.#isFirstLook) return;
    const chosen = scene.items.find(({ path }) => path === this.chosen);
    const camera = firstLook(scene, window);
    this.#camera = chosen ? revealing(camera, chosen, window) : camera;
    this.#isFirstLook = true;
  }

  /** What is in the middle stays there when a panel opens beside. */
  #keepMiddle(width: number) {
    if (!this.#isFirstLook && this.#camera && this.#width > 0 && this.#width !== width) {
      const { x, y, scale } = this.#camera;
      this.#camera = { x: x + (this.#width - width) / 2 / scale, y, scale };
    }
    this.#width = width;
  }

  #itemAt({ x, y }: { readonly x: number; readonly y: number }): PlacedItem | undefined {
    const { camera } = this;
    const [worldX, worldY] = [camera.x + x / camera.scale, camera.y + y / camera.scale];
    const within = (at: number, from: number, length: number) => at >= from && at <= from + length;
    return this.scene?.items.findLast(
      (item) => within(worldX, item.x, item.width) && within(worldY, item.y, item.height),
    );
  }

  #clicked(at: { readonly x: number; readonly y: number }) {
    // The panel that opens leaves less room.
    this.#isFirstLook = false;
    const jumped = this.#minimap && placeInMinimap(this.#minimap, at);
    if (jumped) {
      this.#moveTo({
        ...this.camera,
        x: jumped.x - this.clientWidth / 2 / this.camera.scale,
        y: jumped.y - this.clientHeight / 2 / this.camera.scale,
      });
      return;
    }
    const item = this.#itemAt(at);
    const now = performance.now();
    const isDouble = item?.id === this.#lastClick.id && now - this.#lastClick.timeMs < DOUBLE_CLICK_MS;
    this.#lastClick = { id: item?.id ?? -1, timeMs: now };
    this.#fire('rb-item-choose', item?.path ?? null);
    if (!item || item.kind === 'operation') return;
    const sign = signPlace(item);
    const { camera } = this;
    const [x, y] = [camera.x + at.x / camera.scale, camera.y + at.y / camera.scale];
    const onSign = x >= sign.x - 6 && y <= sign.y + sign.height + 4;
    if (isDouble || onSign) this.#fire('rb-item-toggle', item.path);
    // What follows within the time of a double click is no third click of it.
    if (isDouble) this.#lastClick = { id: -1, timeMs: 0 };
  }

  #hover(item: PlacedItem | undefined) {
    if (item === this.#hovered) return;
    this.#hovered = item;
    this.renderRoot.querySelector('.plot')?.classList.toggle('over', item !== undefined);
    this.schedule();
  }

  #fire(name: string, detail: string | null) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #key(event: KeyboardEvent) {
    const chosen = this.scene?.items.find(({ path }) => path === this.chosen);
    const direction = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }[
      event.key
    ] as 'up' | 'down' | 'left' | 'right' | undefined;
    if (direction && this.scene) {
      const next = neighbourInDirection(this.scene, chosen, direction);
      if (next) this.#chooseByKey(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (chosen && chosen.kind !== 'operation') this.#fire('rb-item-toggle', chosen.path);
    } else if (event.key === 'Escape') this.#fire('rb-item-choose', null);
    else if (event.key === '+' || event.key === '=') this.zoom(KEY_ZOOM);
    else if (event.key === '-') this.zoom(1 / KEY_ZOOM);
    else if (event.key === '0' || event.key === 'f') this.fit();
    else if (event.key === 'c' && chosen) this.#moveTo(centeredOn(this.camera, chosen, this.#window));
    else return;
    event.preventDefault();
  }

  #chooseByKey(item: PlacedItem) {
    // The next key may come before the address has told of this one.
    this.chosen = item.path;
    this.#fire('rb-item-choose', item.path);
    this.#moveTo(revealing(this.camera, item, this.#window));
  }

  protected override release(): void {
    this.#painting.stop();
    this.#drawn = { boxes: 0, scene: undefined, still: true };
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    const context = clearOverlay(canvas, width, height);
    const { scene } = this;
    if (!context || !scene) return;
    this.#lookFirst(scene, { width, height });
    this.#keepMiddle(width);
    const moving = this.#motion && movingScene(this.#motion, scene, this.camera, performance.now());
    const camera = moving?.camera ?? this.camera;
    const style = getComputedStyle(this);
    const theme = graphThemeOf(context, this.theme, style.getPropertyValue('--rb-surface-sunken').trim());
    const ids = (paths: ReadonlySet<string>) =>
      new Set(scene.items.filter(({ path }) => paths.has(path)).map(({ id }) => id));
    const look = {
      theme,
      colorOf: this.colorOf,
      chosen: scene.items.find(({ path }) => path === this.chosen)?.id,
      hovered: this.#hovered?.id,
      traced: this.traced && ids(this.traced),
      loud: this.loud,
    };
    const seen = { x: camera.x, y: camera.y, width: width / camera.scale, height: height / camera.scale };
    const whole = context.getTransform();
    context.scale(camera.scale, camera.scale);
    context.translate(-camera.x, -camera.y);
    const { items, lines } = moving ?? scene;
    const steps = scenePainting(context, items, lines, seen, camera.scale, look);
    this.#painting.start(steps, this.#drawn.scene ? 'at once' : 'in tasks', (boxes) => {
      context.setTransform(whole);
      this.#minimap = paintMinimap(context, scene, seen, { width, height }, theme);
      if (moving?.done) this.#motion = undefined;
      this.#drawn = { boxes, scene, still: !this.#motion };
      if (this.#motion) this.schedule();
    });
  }

  override render() {
    return html`<div
        class="plot"
        role="application"
        aria-label=${this.label}
        aria-roledescription="graph"
        tabindex="0"
        @keydown=${this.#key}
      ><canvas></canvas></div>`;
  }
}
customElements.define('rb-graph-plot', RbGraphPlot);
