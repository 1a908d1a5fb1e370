// What the pointer means above points: a look, a click, or a way drawn around some.
import { boxOutline, type Outline } from './picking.ts';

/** Places are CSS pixels in the element; NaN where the pointer is nowhere. */
export interface GestureTargets {
  hover(x: number, y: number): void;
  /** While the user draws, and undefined when that is over. */
  outline(outline: Outline | undefined): void;
  /** `add`: with shift, or the key for commands. */
  click(x: number, y: number, add: boolean): void;
  enclose(outline: Outline, add: boolean): void;
}

/** Moved by less, a press is a click. */
const CLICK_PIXELS = 4;

/** Belongs to one element; its `mode` says what dragging does, and the camera's own gestures are not touched. */
export class PointGestures {
  readonly #host: HTMLElement & { readonly mode: 'move' | 'box' | 'lasso' };
  readonly #targets: GestureTargets;
  #start: readonly [x: number, y: number] | undefined;
  #way: number[] = [];
  #isClick = false;
  #frame = 0;

  constructor(host: HTMLElement & { readonly mode: 'move' | 'box' | 'lasso' }, targets: GestureTargets) {
    this.#host = host;
    this.#targets = targets;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#start = placeOf(event);
    this.#way = [...this.#start];
    this.#isClick = true;
    if (this.#host.mode !== 'move') (event.target as Element).setPointerCapture(event.pointerId);
    this.#targets.hover(Number.NaN, Number.NaN);
  };

  readonly move = (event: PointerEvent): void => {
    const [x, y] = placeOf(event);
    if (!this.#start) {
      // At most once a frame: the look goes through all points.
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#targets.hover(x, y));
      return;
    }
    if (Math.hypot(x - this.#start[0], y - this.#start[1]) > CLICK_PIXELS) this.#isClick = false;
    if (this.#host.mode === 'move') return;
    if (this.#host.mode === 'lasso') this.#way.push(x, y);
    else this.#way = [...boxOutline(...this.#start, x, y)];
    this.#targets.outline(this.#way);
  };

  readonly up = (event: PointerEvent): void => {
    if (!this.#start) return;
    const add = event.shiftKey || event.ctrlKey || event.metaKey;
    this.#start = undefined;
    this.#targets.outline(undefined);
    if (this.#isClick) this.#targets.click(...placeOf(event), add);
    else if (this.#host.mode !== 'move') this.#targets.enclose(this.#way, add);
  };

  readonly cancel = (): void => {
    this.#start = undefined;
    this.#targets.outline(undefined);
  };

  readonly leave = (): void => {
    cancelAnimationFrame(this.#frame);
    if (!this.#start) this.#targets.hover(Number.NaN, Number.NaN);
  };
}

function placeOf(event: PointerEvent): readonly [x: number, y: number] {
  const { left, top } = (event.target as Element).getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}
