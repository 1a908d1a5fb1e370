// Where the bytes of one event file go: a file, memory, or a server. Writes name their position, so that writing the same
// bytes twice, once in the background and once at exit, leaves the file as if they were written once.

/** One event file. Its life: written until `close`. Every failure leaves it usable: the same write may be tried again. */
export interface EventSink {
  /** For messages: the path of the file, or the server. */
  readonly name: string;
  /** For messages: whom the bytes wait for. */
  readonly keeper: string;
  /** Resolves once all bytes, which are whole records, lie at `offsetBytes` of the file. Rejects with what stands in the way. */
  write(bytes: Uint8Array, offsetBytes: number): Promise<void>;
  /** The same before it returns, for a program that is about to end. Not there where that cannot be. */
  writeSync?(bytes: Uint8Array, offsetBytes: number): void;
  /** In its place: hands over what can be handed over while the program ends. Nothing is known of it afterwards. */
  leave?(bytes: Uint8Array, offsetBytes: number): void;
  /** Rejects where what was written can no longer be found, because the file was removed. */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/** An event file in memory. */
export class MemorySink implements EventSink {
  readonly name = 'memory';
  readonly keeper = 'memory';
  #bytes = new Uint8Array(0);
  #length = 0;

  /** What was written so far: a view, which holds until the next write. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  async write(bytes: Uint8Array, offsetBytes: number): Promise<void> {
    this.writeSync(bytes, offsetBytes);
  }

  writeSync(bytes: Uint8Array, offsetBytes: number): void {
    const end = offsetBytes + bytes.length;
    if (end > this.#bytes.length) {
      const longer = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      longer.set(this.bytes);
      this.#bytes = longer;
    }
    this.#bytes.set(bytes, offsetBytes);
    this.#length = Math.max(this.#length, end);
  }

  verify(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
