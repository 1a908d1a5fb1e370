// One large file, read by several threads at once: spans of it are scanned ahead, and taken where the reader comes to
// them. What does not fit is scanned again by the reader, so that what it finds is the same as without them.
import type { FileState } from './logdir.ts';
import type { FilePart, FileSpan } from './scan-service.ts';
import { plainState, type ScannerState } from './scanner.ts';

const SPAN_BYTES = 2 ** 22;
/** Spans ahead of the reader that each worker may have scanned, at most: they wait in memory. */
const AHEAD = 4;

/** What came of a span. */
export interface FoundSpan extends FilePart {
  /** Where its first record begins. */
  readonly startBytes: number;
}

interface Claimed {
  readonly found: Promise<FoundSpan | undefined>;
  give(found: FoundSpan | undefined): void;
}

/** For one reading of one file; the reader asks from front to back. */
export class SplitFile {
  readonly #path: string;
  readonly #opened: FileState;
  readonly #state: () => ScannerState;
  readonly #threads: number;
  readonly #spanBytes: number;
  readonly #wanted: () => void;
  readonly #claimed = new Map<number, Claimed>();
  /** Span that the reader is in, and the first that nobody was offered yet. */
  #current = 0;
  #next = 0;

  /** `wanted` is called when there is something to claim. `fromBytes` is where the reader begins. */
  constructor(
    path: string,
    opened: FileState,
    state: () => ScannerState,
    { threads, wanted, fromBytes = 0, spanBytes = SPAN_BYTES }: SplitOptions,
  ) {
    this.#path = path;
    this.#opened = opened;
    this.#state = state;
    this.#threads = threads;
    this.#wanted = wanted;
    this.#spanBytes = spanBytes;
    this.#current = Math.floor(fromBytes / spanBytes);
    this.#next = this.#current;
  }

  /** A span for a worker to scan, and where what it finds is to be given; undefined while there is none. */
  claim(): { readonly span: FileSpan; give(found: FoundSpan | undefined): void } | undefined {
    this.#next = Math.max(this.#next, this.#current + 1);
    // The reader has a turn as each of the others.
    if (this.#next % this.#threads === 0) this.#next++;
    const fromBytes = this.#next * this.#spanBytes;
    const { identity, sizeBytes: endBytes } = this.#opened;
    if (fromBytes >= endBytes || this.#next > this.#current + AHEAD * this.#threads) return undefined;
    const claimed = newClaim();
    this.#claimed.set(this.#next, claimed);
    this.#next++;
    const toBytes = fromBytes + this.#spanBytes;
    const scanner = plainState(this.#state());
    const span = { path: this.#path, identity, fromBytes, toBytes, endBytes, scanner };
    return { span, give: claimed.give };
  }

  /** What was found from exactly `offsetBytes` on, where a record begins; waits for whoever is at it. */
  async take(offsetBytes: number): Promise<FoundSpan | undefined> {
    const index = Math.floor(offsetBytes / this.#spanBytes);
    this.#current = index;
    this.#wanted();
    for (const passed of this.#claimed.keys()) if (passed < index) this.#claimed.delete(passed);
    const claimed = this.#claimed.get(index);
    if (!claimed) return undefined;
    this.#claimed.delete(index);
    const found = await claimed.found;
    return found?.startBytes === offsetBytes ? found : undefined;
  }

  /** Where the next span begins that is not the reader's; Infinity where there is none. */
  limitBehind(offsetBytes: number): number {
    let limit = Number.POSITIVE_INFINITY;
    for (const index of this.#claimed.keys()) {
      const fromBytes = index * this.#spanBytes;
      if (fromBytes > offsetBytes && fromBytes < limit) limit = fromBytes;
    }
    return limit;
  }
}

/** How a file is split. */
export interface SplitOptions {
  /** Workers, and the reader. */
  readonly threads: number;
  readonly wanted: () => void;
  readonly fromBytes?: number;
  readonly spanBytes?: number;
}

function newClaim(): Claimed {
  let give: (found: FoundSpan | undefined) => void = () => undefined;
  const found = new Promise<FoundSpan | undefined>((resolve) => {
    give = resolve;
  });
  return { found, give: (span) => give(span) };
}
