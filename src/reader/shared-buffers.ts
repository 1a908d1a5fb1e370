// Memory for what stays: buffers that many small copies share, each costing more than its bytes, and several threads too.

/** In buffers of this size, copies lie behind one another; larger ones have their own. */
const BUFFER_BYTES = 2 ** 20;

/**
 * Fresh memory. V8 does not count it: of what it counts it looks for garbage again and again while columns come in that
 * all stay, which took a tenth of a load. It goes with the last view of it, but only when V8 looks for garbage for other
 * reasons: 1,000 runs that were loaded eight times in one process held 455 MB, not 211 (2026-11-29).
 */
export function sharedBytes(bytes: number): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(new SharedArrayBuffer(bytes));
}

/** A copy in memory of its own. */
export function sharedCopy(from: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const copy = sharedBytes(from.length);
  copy.set(from);
  return copy;
}

/** Makes copies. */
export class SharedBuffers {
  #current = sharedBytes(0);
  /** Where room begins. */
  #at = 0;

  /** Copies what is a multiple of 8 bytes long. */
  copy(from: Uint8Array): Uint8Array<SharedArrayBuffer> {
    if (from.length > BUFFER_BYTES / 2) return sharedCopy(from);
    if (this.#at + from.length > this.#current.length) {
      this.#current = sharedBytes(BUFFER_BYTES);
      this.#at = 0;
    }
    const to = this.#current.subarray(this.#at, this.#at + from.length);
    to.set(from);
    this.#at += from.length;
    return to;
  }
}
