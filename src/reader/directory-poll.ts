// Tells that names came or went in directories where the system does not, as on many network file systems: by when each
// directory last changed, which costs a fraction of walking them.
import { statSync } from 'node:fs';

/** How often is looked, in milliseconds: a new run is to be seen within a second. */
const POLL_MS = 700;
/** Less often where looking would take more than this part of the time. */
const POLL_PART = 1 / 200;

/** Looks at the directories that it is given. Closed by whoever made it. */
export class DirectoryPoll {
  readonly #changed: (directory: string) => void;
  readonly #pollMs: number;
  readonly #changedAtMs = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(changed: (directory: string) => void, pollMs = POLL_MS) {
    this.#changed = changed;
    this.#pollMs = pollMs;
    this.#plan(pollMs);
  }

  /** Remembers a directory as it is now, before it is walked. */
  add(directory: string): void {
    this.#changedAtMs.set(directory, changedAtMs(directory));
  }

  /** Forgets all directories that are not among `kept`. */
  retain(kept: ReadonlySet<string>): void {
    for (const directory of this.#changedAtMs.keys()) {
      if (!kept.has(directory)) this.#changedAtMs.delete(directory);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#changedAtMs.clear();
  }

  #plan(waitMs: number): void {
    this.#timer = setTimeout(() => {
      const begunMs = performance.now();
      for (const [directory, before] of this.#changedAtMs) {
        const now = changedAtMs(directory);
        if (now === before) continue;
        this.#changedAtMs.set(directory, now);
        this.#changed(directory);
      }
      this.#plan(Math.max(this.#pollMs, (performance.now() - begunMs) / POLL_PART));
    }, waitMs).unref();
  }
}

/** Milliseconds since the Unix epoch; -1 for what is not there, or cannot be looked at. */
function changedAtMs(directory: string): number {
  try {
    return statSync(directory, { throwIfNoEntry: false })?.mtimeMs ?? -1;
  } catch {
    return -1;
  }
}
