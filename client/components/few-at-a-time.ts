// Of many elements that a host is to make, a few are made in each of its updates, so that no update takes long.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const AT_A_TIME = 16;

/**
 * For the render of its host: `of(items)` are those to draw now. Its host's updates are tasks of their own, or nothing is
 * won.
 */
export class FewAtATime implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** Keys of what is there since the last update. */
  #there: ReadonlySet<string> = new Set();
  #drawn = new Set<string>();
  #room = 0;
  #left = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#drawn = new Set();
    this.#room = AT_A_TIME;
    this.#left = false;
  }

  hostUpdated(): void {
    this.#there = this.#drawn;
    if (this.#left) this.#host.requestUpdate();
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
