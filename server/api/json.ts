// JSON as TensorBoard writes it: numbers that are not finite as strings, int64 digit by digit. Contract 1.3.

/** A part of an answer that already is JSON. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A part of an answer that is JSON in ASCII, made anew each time it is asked for. */
export class JsonBytes {
  /** Each piece holds only until the next is asked for, or the event loop turns. */
  readonly pieces: () => Iterable<Uint8Array>;

  constructor(pieces: () => Iterable<Uint8Array>) {
    this.pieces = pieces;
  }

  get text(): string {
    let text = '';
    for (const piece of this.pieces())
      text += Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1');
    return text;
  }
}

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
  return jsonParts(value)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('');
}

/** The same in parts, so that what is bytes need not become text first. */
export function jsonParts(value: unknown): readonly (string | JsonBytes)[] {
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
