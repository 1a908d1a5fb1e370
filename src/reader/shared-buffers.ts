// Buffers that many small copies share: each buffer costs more than its bytes.

/** Copies lie behind one another. */
export class SharedBuffers {
  readonly #bytes: number;
  /** Empty from when it is transferred. */
  #current = new Uint8Array(0);
  /** Where room begins. */
  #at = 0;

  /** Buffers of so many bytes. */
  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** Room for so many bytes, not more than a buffer has; begins at a multiple of 8. */
  room(bytes: number): Uint8Array<ArrayBuffer> {
    this.#reserve(bytes);
    const room = this.#current.subarray(this.#at, this.#at + bytes);
    this.#at += (bytes + 7) & ~7;
    return room;
  }

  /** Copies what is a multiple of 8 bytes long. */
  copy(from: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    if (from.length > this.#bytes / 2) return from.slice();
    const to = this.room(from.length);
    to.set(from);
    return to;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#current.length) return;
    this.#current = new Uint8Array(this.#bytes);
    this.#at = 0;
  }
}
