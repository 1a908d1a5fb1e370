// Fingers and mouse on the drawing: one moves it, two zoom it, a click chooses.
import { type Camera, panned, zoomed } from './camera.ts';

const CLICK_PIXELS = 4;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What pointers do to the drawing. */
export interface PointerTarget {
  camera: Camera;
  clicked(at: Place): void;
  hovered(at: Place | undefined): void;
}

/** Listens to one element for as long as that lives; places are in pixels from its upper left corner. */
export class PlotPointers {
  readonly #element: HTMLElement;
  readonly #target: PointerTarget;
  readonly #down = new Map<number, Place>();
  #moved = 0;

  constructor(element: HTMLElement, target: PointerTarget) {
    this.#element = element;
    this.#target = target;
    element.addEventListener('pointerdown', this.#grab);
    // A double click opens a box; in the browser's eyes it selects a word nearby.
    element.addEventListener('mousedown', (event) => {
      if (event.detail > 1) event.preventDefault();
    });
    element.addEventListener('pointermove', this.#move);
    element.addEventListener('pointerup', this.#release);
    element.addEventListener('pointercancel', this.#release);
    element.addEventListener('pointerleave', () => target.hovered(undefined));
    element.addEventListener('wheel', this.#wheel, { passive: false });
  }

  #placeOf({ clientX, clientY }: MouseEvent): Place {
    const { left, top } = this.#element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #grab = (event: PointerEvent) => {
    if (event.button !== 0) return;
    this.#element.setPointerCapture(event.pointerId);
    this.#down.set(event.pointerId, this.#placeOf(event));
    if (this.#down.size === 1) this.#moved = 0;
  };

  #move = (event: PointerEvent) => {
    const place = this.#placeOf(event);
    const before = this.#down.get(event.pointerId);
    if (!before) {
      this.#target.hovered(place);
      return;
    }
    this.#moved += Math.abs(place.x - before.x) + Math.abs(place.y - before.y);
    const [other] = [...this.#down].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    this.#down.set(event.pointerId, place);
    if (!other) {
      if (this.#moved > CLICK_PIXELS)
        this.#target.camera = panned(this.#target.camera, place.x - before.x, place.y - before.y);
      return;
    }
    const distance = (a: Place, b: Place) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
    const middle = { x: (place.x + other.x) / 2, y: (place.y + other.y) / 2 };
    const moved = panned(this.#target.camera, (place.x - before.x) / 2, (place.y - before.y) / 2);
    this.#target.camera = zoomed(moved, distance(place, other) / distance(before, other), middle);
  };

  #release = (event: PointerEvent) => {
    const isClick = this.#down.size === 1 && this.#down.has(event.pointerId) && this.#moved <= CLICK_PIXELS;
    this.#down.delete(event.pointerId);
    if (isClick && event.type === 'pointerup') this.#target.clicked(this.#placeOf(event));
  };

  /** The wheel zooms; with Shift, or sideways, it moves. */
  #wheel = (event: WheelEvent) => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    const { camera } = this.#target;
    if (event.shiftKey || Math.abs(dx) > Math.abs(dy))
      this.#target.camera = panned(camera, -(dx || dy), event.shiftKey ? 0 : -dy);
    else
      this.#target.camera = zoomed(
        camera,
        Math.exp(-dy * (event.ctrlKey ? 0.01 : 0.0015)),
        this.#placeOf(event),
      );
  };
}
