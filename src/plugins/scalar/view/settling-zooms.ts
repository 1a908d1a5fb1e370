// Zooms of gestures that are under way: they are in no address yet.
import type { Zoom } from '../../../../client/charts/range.ts';

/** A gesture that pauses so long is done: finer points are asked for, and the address says what is shown. */
const SETTLED_MS = 200;

/** By card. Made by the dashboard, which ends it by `settle` when it goes. */
export class SettlingZooms {
  #zooms = new Map<string, Zoom>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #settled: (zooms: ReadonlyMap<string, Zoom>) => void;

  /** `settled` is told all zooms of the gestures that have ended. */
  constructor(settled: (zooms: ReadonlyMap<string, Zoom>) => void) {
    this.#settled = settled;
  }

  of(card: string): Zoom | undefined {
    return this.#zooms.get(card);
  }

  /** Waits for the end of a gesture before anything is asked for or told. */
  set(card: string, zoom: Zoom): void {
    this.#zooms.set(card, zoom);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.settle(), SETTLED_MS);
  }

  forget(card: string): void {
    this.#zooms.delete(card);
  }

  /** Ends all gestures now. */
  settle(): void {
    clearTimeout(this.#timer);
    if (this.#zooms.size === 0) return;
    const zooms = this.#zooms;
    this.#zooms = new Map();
    this.#settled(zooms);
  }
}
