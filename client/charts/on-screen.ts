// Tells an element whether it is on screen or about to be, so that what nobody sees costs nothing.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whom to tell of an element. */
const told = new WeakMap<Element, (isIntersecting: boolean) => void>();

/** One for all: of hundreds each frame would take milliseconds to ask every one. */
let observer: IntersectionObserver | undefined;

function observerOfAll(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      // Of an element the last counts.
      for (const [element, now] of new Map(
        entries.map(({ target, isIntersecting }) => [target, isIntersecting]),
      ))
        told.get(element)?.(now);
    },
    // The page scrolls inside an element, to which only the second margin applies.
    { rootMargin: '50%', scrollMargin: '50%' },
  );
  return observer;
}

/** Watches its host while that is in the document. */
export class OnScreen implements ReactiveController {
  /** Whether the host is within half a screen of what is seen. */
  now = false;
  readonly #host: ReactiveControllerHost & Element;
  readonly #changed: (now: boolean) => void;

  /** At most one of a host. */
  constructor(host: ReactiveControllerHost & Element, changed: (now: boolean) => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    told.set(this.#host, (now) => this.#tell(now));
    observerOfAll().observe(this.#host);
  }

  hostDisconnected(): void {
    observer?.unobserve(this.#host);
    told.delete(this.#host);
    this.#tell(false);
  }

  #tell(now: boolean): void {
    if (now === this.now) return;
    this.now = now;
    this.#changed(now);
  }
}
