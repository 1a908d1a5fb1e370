// What fingers, mouse and wheel mean on a plot: a drag zooms into a box; with Shift, the middle button or two fingers it
// moves the plot; a pinch, or the wheel with Ctrl, Alt or Command, zooms around the pointer; a click is a click.
import type { Box } from './overlay.ts';
import { type AxisMove, moveAround } from './zoom-box.ts';

/** CSS pixels from the plot's corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where inside the element the axes lie, in CSS pixels; undefined before the first drawing. */
export type PlotArea = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** What is told of a gesture. */
export interface GestureTarget {
  area(): PlotArea | undefined;
  /** The pointer is here, or nowhere on the plot. */
  hover(place: Place | undefined): void;
  /** A box is being dragged out; undefined when that was called off. */
  brush(box: Box | undefined): void;
  /** The box is done. */
  brushed(box: Box): void;
  click(place: Place, event: PointerEvent): void;
  /** The plot is moved or zoomed: shares from left to right and from bottom to top. */
  move(moves: { readonly x?: AxisMove | undefined; readonly y?: AxisMove | undefined }): void;
}

/** Pixels that a pointer moves before it means more than a click. */
const CLICK_PIXELS = 4;
/** A wheel's notch of a hundred pixels zooms by a fifth. */
const ZOOM_PER_PIXEL = Math.log(1.2) / 100;
const MOST_PIXELS = 240;

/** Belongs to one plot, which hands it the events of its element. */
export class PlotGestures {
  readonly #target: GestureTarget;
  /** Pointers that are down, by id. */
  #down = new Map<number, Place>();
  #start: Place | undefined;
  #panning = false;

  constructor(target: GestureTarget) {
    this.#target = target;
  }

  /** Whether a pointer is down. */
  get active(): boolean {
    return this.#down.size > 0;
  }

  pointerDown(event: PointerEvent): void {
    if (event.button > 1) return;
    const element = event.currentTarget as HTMLElement;
    element.setPointerCapture(event.pointerId);
    const place = placeOf(event);
    this.#down.set(event.pointerId, place);
    this.#start = place;
    this.#panning = event.button === 1 || event.shiftKey || this.#down.size > 1;
    if (this.#down.size > 1) this.#target.brush(undefined);
    // The middle button would scroll by itself.
    if (event.button === 1) event.preventDefault();
  }

  pointerMove(event: PointerEvent): void {
    const place = placeOf(event);
    const before = this.#down.get(event.pointerId);
    if (!before) {
      this.#target.hover(this.#isOnPlot(place) ? place : undefined);
      return;
    }
    if (this.#panning) this.#pan(event.pointerId, before, place);
    this.#down.set(event.pointerId, place);
    if (this.#panning || !this.#start) return;
    this.#target.brush({ x0: this.#start.x, y0: this.#start.y, x1: place.x, y1: place.y });
  }

  pointerUp(event: PointerEvent): void {
    const place = placeOf(event);
    const start = this.#start;
    if (!this.#down.delete(event.pointerId) || !start) return;
    const still = Math.hypot(place.x - start.x, place.y - start.y) < CLICK_PIXELS;
    const panned = this.#panning;
    if (this.#down.size > 0) return;
    this.#start = undefined;
    this.#panning = false;
    if (still && event.button === 0 && this.#isOnPlot(place)) {
      this.#target.brush(undefined);
      this.#target.click(place, event);
    } else if (!panned) this.#target.brushed({ x0: start.x, y0: start.y, x1: place.x, y1: place.y });
  }

  /** The pointer left, or the browser took the gesture for its own. */
  cancel(): void {
    this.#down.clear();
    this.#start = undefined;
    this.#panning = false;
    this.#target.brush(undefined);
    this.#target.hover(undefined);
  }

  /** A plain wheel scrolls the page. */
  wheel(event: WheelEvent): void {
    const area = this.#target.area();
    if (!area || !(event.ctrlKey || event.altKey || event.metaKey)) return;
    event.preventDefault();
    const place = placeOf(event);
    const pixels = Math.max(-MOST_PIXELS, Math.min(MOST_PIXELS, event.deltaY * UNIT_PIXELS(event.deltaMode)));
    // Fingers on a touch pad come as a wheel with Ctrl and small steps.
    const factor = Math.exp(pixels * ZOOM_PER_PIXEL * (event.ctrlKey && Math.abs(pixels) < 50 ? 4 : 1));
    this.#target.move({ x: moveAround(shareX(area, place.x), factor) });
  }

  #pan(id: number, before: Place, place: Place): void {
    const area = this.#target.area();
    if (!area) return;
    const other = [...this.#down].find(([otherId]) => otherId !== id)?.[1];
    if (!other) {
      const across = (before.x - place.x) / (area.right - area.left);
      const up = (place.y - before.y) / (area.bottom - area.top);
      this.#target.move({ x: { from: across, to: 1 + across }, y: { from: up, to: 1 + up } });
      return;
    }
    const axis = (
      a: number,
      b: number,
      now: number,
      share: (pixel: number) => number,
    ): AxisMove | undefined => {
      // Fingers closer than this along an axis do not pinch along it.
      if (Math.abs(a - b) < 30 || Math.abs(now - b) < 30) return undefined;
      const factor = Math.abs(a - b) / Math.abs(now - b);
      return moveAround(share(b), factor);
    };
    this.#target.move({
      x: axis(before.x, other.x, place.x, (pixel) => shareX(area, pixel)),
      y: axis(before.y, other.y, place.y, (pixel) => (area.bottom - pixel) / (area.bottom - area.top)),
    });
  }

  #isOnPlot({ x, y }: Place): boolean {
    const area = this.#target.area();
    // Over the axes there is nothing to tell.
    return area !== undefined && x >= area.left - 4 && x <= area.right + 4 && y <= area.bottom + 4;
  }
}

const shareX = ({ left, right }: PlotArea, x: number) => (x - left) / (right - left);

/** Wheels count in pixels, lines or pages. */
const UNIT_PIXELS = (mode: number) => (mode === 1 ? 16 : mode === 2 ? 400 : 1);

function placeOf(event: MouseEvent): Place {
  const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
