// Tells that names came or went in directories where the system does not, as on many network file systems: by when each
// directory last changed, which costs a fraction of walking them.
import { statSync } from 'node:fs';

/** How often is looked, in milliseconds: a new run is to be seen within a second. */
const POLL_MS = 700;
/** Less often where looking would take more than this part of the time. */
const POLL_PART = 1 / 200;
/** Others have a turn this often. */
const GIVE_WAY_MS = 4;

/** Looks at the directories that it is given. Closed by whoever made it. */
export class DirectoryPoll {
  readonly #changed: (directory: string) => void;
  readonly #pollMs: number;
  readonly #changedAtMs = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

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
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#changedAtMs.clear();
  }

  #plan(waitMs: number): void {
    this.#timer = setTimeout(() => void this.#look(), waitMs).unref();
  }

  async #look(): Promise<void> {
    let spentMs = 0;
    let begunMs = performance.now();
    for (const [directory, before] of this.#changedAtMs) {
      const now = changedAtMs(directory);
      if (now !== before) {
        this.#changedAtMs.set(directory, now);
        this.#changed(directory);
      }
      if (performance.now() - begunMs < GIVE_WAY_MS) continue;
      spentMs += performance.now() - begunMs;
      await new Promise((resolve) => setImmediate(resolve));
      begunMs = performance.now();
    }
    spentMs += performance.now() - begunMs;
    if (!this.#closed) this.#plan(Math.max(this.#pollMs, spentMs / POLL_PART));
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
