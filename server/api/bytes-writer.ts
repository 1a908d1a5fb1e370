// What is sent as it is made: bytes that are written, some at a time, where they leave from.

/** Writes in several goes. */
export interface BytesWriter {
  /** Whether all is written. */
  readonly done: boolean;
  /** Writes on from `at`, unless done as far as there is room; tells where it ends. An empty kilobyte is room for some. */
  write(chunk: Buffer, at: number): number;
}

/** One behind the other; each is made when it is its turn. */
export class JoinedWriter implements BytesWriter {
  readonly #rest: Iterator<BytesWriter>;
  #writer: BytesWriter | undefined;

  constructor(writers: Iterable<BytesWriter>) {
    this.#rest = writers[Symbol.iterator]();
    this.#next();
  }

  get done(): boolean {
    return this.#writer === undefined;
  }

  write(chunk: Buffer, at: number): number {
    let end = at;
    for (let writer = this.#writer; writer; writer = this.#next()) {
      end = writer.write(chunk, end);
      if (!writer.done) break;
    }
    return end;
  }

  #next(): BytesWriter | undefined {
    const next = this.#rest.next();
    this.#writer = next.done ? undefined : next.value;
    return this.#writer;
  }
}

/** Text in UTF-8. */
export class TextWriter implements BytesWriter {
  #rest: string;

  constructor(text: string) {
    this.#rest = text;
  }

  get done(): boolean {
    return this.#rest === '';
  }

  write(chunk: Buffer, at: number): number {
    const { read, written } = encoder.encodeInto(this.#rest, chunk.subarray(at));
    this.#rest = this.#rest.slice(read);
    return at + written;
  }
}

const encoder = new TextEncoder();
