// Tells an element whether it is on screen or about to be, so that what nobody sees costs nothing.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Watches its host while that is in the document. */
export class OnScreen implements ReactiveController {
  /** Whether the host is within half a screen of what is seen. */
  now = false;
  readonly #host: ReactiveControllerHost & Element;
  readonly #changed: (now: boolean) => void;
  #observer: IntersectionObserver | undefined;

  constructor(host: ReactiveControllerHost & Element, changed: (now: boolean) => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(
      (entries) => {
        const now = entries.at(-1)?.isIntersecting ?? false;
        if (now === this.now) return;
        this.now = now;
        this.#changed(now);
      },
      // The page scrolls inside an element, to which only the second margin applies.
      { rootMargin: '50%', scrollMargin: '50%' },
    );
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    if (!this.now) return;
    this.now = false;
    this.#changed(false);
  }
}
