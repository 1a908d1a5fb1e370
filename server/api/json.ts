// JSON as TensorBoard writes it: numbers that are not finite as strings, int64 digit by digit. Contract 1.3.
import { type BytesWriter, JoinedWriter, TextWriter } from './bytes-writer.ts';

/** A part of an answer that already is JSON. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A part of an answer that is JSON in ASCII, made anew each time it is asked for. */
export class JsonBytes {
  readonly writer: () => BytesWriter;

  constructor(writer: () => BytesWriter) {
    this.writer = writer;
  }

  get text(): string {
    const writer = this.writer();
    const chunk = Buffer.allocUnsafe(TEXT_CHUNK_BYTES);
    let text = '';
    while (!writer.done) text += chunk.toString('latin1', 0, writer.write(chunk, 0));
    return text;
  }
}

const TEXT_CHUNK_BYTES = 2 ** 16;

/** A number that is not finite is a text. */
export function numberJson(value: number): string {
  return Number.isFinite(value) ? `${value}` : `"${value}"`;
}

/**
 * Encodes plain data. Beyond what JSON.stringify takes: NaN and the infinities become "NaN", "Infinity" and
 * "-Infinity", a bigint its digits, a Map an object with the map's keys, a typed array an array. Undefined fields are
 * left out; a JsonText and JsonBytes stand as they are.
 */
export function encodeJson(value: unknown): string {
  return partsOf(value)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('');
}

/** The same, as bytes where some of it is such: those need not become text first. */
export function writtenJson(value: unknown): string | BytesWriter {
  const parts = partsOf(value);
  const [text] = parts;
  return parts.length === 1 && typeof text === 'string' ? text : new JoinedWriter(writersOf(parts));
}

function* writersOf(parts: readonly (string | JsonBytes)[]): Iterable<BytesWriter> {
  for (const part of parts) yield typeof part === 'string' ? new TextWriter(part) : part.writer();
}

function partsOf(value: unknown): readonly (string | JsonBytes)[] {
  const encoder = new Encoder();
  encoder.add(value);
  return encoder.parts();
}

class Encoder {
  readonly #parts: (string | JsonBytes)[] = [];
  /** Behind the parts. */
  #text = '';

  parts(): readonly (string | JsonBytes)[] {
    return [...this.#parts, this.#text];
  }

  add(value: unknown): void {
    switch (typeof value) {
      case 'number':
        this.#text += numberJson(value);
        return;
      case 'string':
        this.#text += JSON.stringify(value);
        return;
      case 'boolean':
      case 'bigint':
        this.#text += `${value}`;
        return;
      case 'object':
        if (value === null) this.#text += 'null';
        else if (Array.isArray(value)) this.#addList(value);
        else if (value instanceof JsonText) this.#text += value.text;
        else if (value instanceof JsonBytes) this.#addBytes(value);
        else if (value instanceof Map) this.#addEntries(value);
        else if (ArrayBuffer.isView(value)) this.#addList(value as Float64Array);
        else this.#addEntries(Object.entries(value));
        return;
      default:
        throw new TypeError(`JSON has no ${typeof value}`);
    }
  }

  #addBytes(bytes: JsonBytes): void {
    this.#parts.push(this.#text, bytes);
    this.#text = '';
  }

  #addList(list: ArrayLike<unknown>): void {
    this.#text += '[';
    for (let i = 0; i < list.length; i++) {
      if (i > 0) this.#text += ',';
      this.add(list[i]);
    }
    this.#text += ']';
  }

  #addEntries(entries: Iterable<readonly [unknown, unknown]>): void {
    let before = '{';
    for (const [key, value] of entries) {
      if (value === undefined) continue;
      this.#text += `${before}${JSON.stringify(String(key))}:`;
      before = ',';
      this.add(value);
    }
    this.#text += before === '{' ? '{}' : '}';
  }
}
