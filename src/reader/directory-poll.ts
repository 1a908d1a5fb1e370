// Tells that names came or went in directories where the system does not, as on many network file systems: by when each
// directory last changed, which costs a fraction of walking them.
import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** How often is looked, in milliseconds: a new run is to be seen within a second. */
const POLL_MS = 400;
/** Less often where looking would take more than this part of the time, as of tens of thousands of directories. */
const POLL_PART = 1 / 20;
/** Others have a turn this often. */
const GIVE_WAY_MS = 4;
/** Each time so many turns for those that hold runs and no directories: enough for a thousand that are in no cache. */
const LEAVES_TURNS = 3;

/** By directory, milliseconds since the Unix epoch. */
type ChangedAt = Map<string, number>;

/** Looks at the directories that it is given. Closed by whoever made it. */
export class DirectoryPoll {
  readonly #changed: (directory: string) => void;
  readonly #pollMs: number;
  readonly #branches: ChangedAt = new Map();
  readonly #leaves: ChangedAt = new Map();
  /** Where among the leaves the last look ended. */
  #rest = this.#leaves.entries();
  #timer: NodeJS.Timeout | undefined;
  #resting = false;
  #closed = false;

  constructor(changed: (directory: string) => void, pollMs = POLL_MS) {
    this.#changed = changed;
    this.#pollMs = pollMs;
    this.#plan(pollMs);
  }

  /** How many directories are looked at. */
  get size(): number {
    return this.#branches.size + this.#leaves.size;
  }

  /** Whether nothing is looked at, since somebody tells of changes. What changes meanwhile shows at the next look. */
  set resting(resting: boolean) {
    if (this.#resting === resting) return;
    this.#resting = resting;
    clearTimeout(this.#timer);
    if (!resting && !this.#closed) this.#plan(this.#pollMs);
  }

  /** Remembers a directory as it is now, before it is walked: it changed at `changedMs`, if that is known. */
  add(directory: string, changedMs = changedAtMs(directory)): void {
    const known = this.#leaves.has(directory) ? this.#leaves : this.#branches;
    known.set(directory, changedMs);
  }

  /** Forgets all directories that are not among `kept`. New runs are looked for in `leaves` less often. */
  retain(kept: ReadonlySet<string>, leaves: ReadonlySet<string>): void {
    for (const [directory, atMs] of [...this.#branches, ...this.#leaves]) {
      const known = leaves.has(directory) ? this.#leaves : this.#branches;
      const other = known === this.#leaves ? this.#branches : this.#leaves;
      other.delete(directory);
      if (!kept.has(directory)) known.delete(directory);
      else if (!known.has(directory)) known.set(directory, atMs);
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#branches.clear();
    this.#leaves.clear();
  }

  #plan(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), waitMs).unref();
  }

  async #look(): Promise<void> {
    let spentMs = 0;
    let begunMs = performance.now();
    for (const [directory, before] of this.#branches) {
      this.#compare(this.#branches, directory, before);
      if (performance.now() - begunMs < GIVE_WAY_MS) continue;
      spentMs += performance.now() - begunMs;
      await setImmediate();
      begunMs = performance.now();
    }
    spentMs += performance.now() - begunMs;
    await this.#lookAtLeaves();
    if (!this.#closed && !this.#resting) this.#plan(Math.max(this.#pollMs, spentMs / POLL_PART));
  }

  /** Goes on among them where the last look ended. */
  async #lookAtLeaves(): Promise<void> {
    let left = this.#leaves.size;
    for (let turns = 0; left > 0 && turns < LEAVES_TURNS; turns++) {
      if (turns > 0) await setImmediate();
      const begunMs = performance.now();
      for (; left > 0 && performance.now() - begunMs < GIVE_WAY_MS; left--) {
        let next = this.#rest.next();
        if (next.done) {
          this.#rest = this.#leaves.entries();
          next = this.#rest.next();
        }
        if (next.value) this.#compare(this.#leaves, ...next.value);
      }
    }
  }

  #compare(known: ChangedAt, directory: string, before: number): void {
    const now = changedAtMs(directory);
    if (now === before) return;
    known.set(directory, now);
    this.#changed(directory);
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
