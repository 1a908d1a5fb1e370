// Buffers that many small copies share: each buffer costs more than its bytes.

/** Fewer are copied word by word: to make views of them would take longer. */
const FEW_BYTES = 2 ** 11;

/** Copies lie behind one another. */
export class SharedBuffers {
  readonly #bytes: number;
  /** Empty from when it is transferred. */
  #current = new Uint8Array(0);
  /** The same, for copies of a few words. */
  #words = new Uint32Array(0);
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
    this.#words = new Uint32Array(this.#current.buffer);
    this.#at = 0;
  }

  /** The same of words; of a few, views would take longer to make than to copy them one by one. */
  copyWords(from: Uint32Array, word: number, bytes: number): { buffer: ArrayBuffer; at: number } {
    if (bytes > FEW_BYTES) {
      const all = new Uint8Array(from.buffer as ArrayBuffer, word * 4, bytes);
      const { buffer, byteOffset } = this.copy(all);
      return { buffer, at: byteOffset };
    }
    this.#reserve(bytes);
    const at = this.#at;
    const to = at / 4;
    const words = this.#words;
    for (let i = 0; i < bytes / 4; i++) words[to + i] = from[word + i] ?? 0;
    this.#at += bytes;
    return { buffer: words.buffer, at };
  }
}
