// Of many elements that a host is to make, a few are made in each of its updates, so that no update takes long.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** In the first update; more where that was quick. */
const AT_FIRST = 4;
const AT_MOST = 32;
/** An update may take so long. */
const SHORT_MS = 6;

/**
 * For the render of its host: `of(items)` are those to draw now. Its host's updates are tasks of their own, or nothing is
 * won.
 */
export class FewAtATime implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #atMost: number;
  /** Keys of what is there since the last update. */
  #there: ReadonlySet<string> = new Set();
  #drawn = new Set<string>();
  #atATime = AT_FIRST;
  #room = 0;
  #begunMs = 0;
  #left = false;

  /** `atMost` in one update; fewer than the default where their layout costs more than making them. */
  constructor(host: ReactiveControllerHost, atMost = AT_MOST) {
    this.#host = host;
    this.#atMost = atMost;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#drawn = new Set();
    this.#room = this.#atATime;
    this.#begunMs = performance.now();
    this.#left = false;
  }

  hostUpdated(): void {
    this.#there = this.#drawn;
    if (!this.#left) return;
    const took = performance.now() - this.#begunMs;
    this.#atATime =
      took < SHORT_MS ? Math.min(this.#atMost, this.#atATime * 2) : Math.max(AT_FIRST, this.#atATime >> 1);
    this.#host.requestUpdate();
  }

  /** Those that are there already, and as many new ones as one update may make; the others follow in the next. */
  of<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
    return items.filter((item) => {
      const key = keyOf(item);
      if (!this.#there.has(key) && this.#room-- <= 0) {
        this.#left = true;
        return false;
      }
      this.#drawn.add(key);
      return true;
    });
  }
}
