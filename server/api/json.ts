// JSON as TensorBoard writes it: numbers that are not finite as strings, int64 digit by digit. Contract 1.3.

/** A part of an answer that already is JSON. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A number that is not finite is a text. */
export function numberJson(value: number): string {
  return Number.isFinite(value) ? `${value}` : `"${value}"`;
}

/**
 * Encodes plain data. Beyond what JSON.stringify takes: NaN and the infinities become "NaN", "Infinity" and
 * "-Infinity", a bigint its digits, a Map an object with the map's keys, a typed array an array. Undefined fields are
 * left out; a JsonText stands as it is.
 */
export function encodeJson(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return numberJson(value);
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
    case 'bigint':
      return `${value}`;
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return encodeList(value);
      if (value instanceof JsonText) return value.text;
      if (value instanceof Map) return encodeEntries(value);
      if (ArrayBuffer.isView(value)) return encodeList(value as Float64Array);
      return encodeEntries(Object.entries(value));
    default:
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

function encodeList(list: ArrayLike<unknown>): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) text += i === 0 ? encodeJson(list[i]) : `,${encodeJson(list[i])}`;
  return `${text}]`;
}

function encodeEntries(entries: Iterable<readonly [unknown, unknown]>): string {
  let text = '';
  for (const [key, value] of entries) {
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(String(key))}:${encodeJson(value)}`;
  }
  return `{${text}}`;
}
