// Protobuf's text format -> a message, after https://protobuf.dev/reference/protobuf/textformat-spec. What people and
// programs write into config files: blocks with and without a colon, lists, comments, both quotes, all escapes.
import { enumDescriptors, type FieldDescriptor, messageDescriptors } from '../../proto/messages.ts';
import { fieldsOf } from './proto-text.ts';

/** Tells the line and what is wrong there. */
export class ProtoTextError extends Error {
  override name = 'ProtoTextError';
}

/**
 * The message as a plain object with the keys of decoded messages; fields that the text does not name are absent.
 * 64-bit integers become bigints. Throws ProtoTextError for what is no text of that message, unknown fields included.
 */
export function parseProtoText(messageName: string, text: string): Record<string, unknown> {
  return new Parser(text).message(messageName, undefined);
}

// A string may not end on another line. What is not matched by the others is one character.
const TOKEN =
  /\s+|#[^\n]*|[A-Za-z_][\w.]*|-?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fF]?)|(?:"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*')|[\s\S]/y;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '<': '>' };
const MAX_DEPTH = 100;

class Parser {
  readonly #text: string;
  #at = 0;
  /** The token at hand; empty at the end. */
  #token = '';
  #tokenAt = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#next();
  }

  message(name: string, end: string | undefined): Record<string, unknown> {
    if (++this.#depth > MAX_DEPTH) throw this.#problem('blocks are nested too deep');
    const fields = fieldsOf(name);
    const message: Record<string, unknown> = {};
    while (this.#token !== '' ? this.#token !== end : end !== undefined) {
      if (this.#token === '') throw this.#expected(end ?? '');
      this.#field(name, fields, message);
      if (!this.#accept(',')) this.#accept(';');
    }
    this.#depth--;
    return message;
  }

  #field(messageName: string, fields: readonly FieldDescriptor[], message: Record<string, unknown>): void {
    const name = this.#token;
    if (!/^[A-Za-z_]/.test(name)) throw this.#expected('the name of a field');
    const field = fields.find((one) => one.name === name);
    if (!field) throw this.#problem(`${messageName} has no field ${name}`);
    this.#next();
    const isBlock = field.mapKey !== undefined || messageDescriptors[field.type] !== undefined;
    if (!this.#accept(':') && !isBlock) throw this.#expected(':');
    if (field.mapKey !== undefined) {
      const map = (message[field.key] ?? {}) as Record<string, unknown>;
      this.#entries(field.mapKey, field.type, map);
      message[field.key] = map;
    } else if (field.repeated) {
      const values = (message[field.key] ?? []) as unknown[];
      values.push(...this.#values(field.type));
      message[field.key] = values;
    } else message[field.key] = this.#value(field.type);
  }

  /** One entry, `{ key: … value … }`, or several in brackets. */
  #entries(keyType: string, type: string, map: Record<string, unknown>): void {
    const isList = this.#accept('[');
    while (!(isList && this.#accept(']'))) {
      const [key, value] = this.#entry(keyType, type);
      // Not by assignment: a key may be called __proto__.
      Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
      if (!isList) return;
      if (!this.#accept(',') && this.#token !== ']') throw this.#expected(']');
    }
  }

  /** Either half may be left out, and is the type's default then. */
  #entry(keyType: string, type: string): [string, unknown] {
    const end = CLOSING[this.#token];
    if (end === undefined) throw this.#expected('{');
    this.#next();
    let key: unknown = keyType === 'string' ? '' : 0;
    let value: unknown = messageDescriptors[type] ? {} : type === 'string' ? '' : 0;
    while (!this.#accept(end)) {
      const name = this.#token;
      if (name !== 'key' && name !== 'value') throw this.#expected('key or value');
      this.#next();
      this.#accept(':');
      if (name === 'key') key = this.#value(keyType);
      else value = this.#value(type);
      if (!this.#accept(',')) this.#accept(';');
    }
    return [String(key), value];
  }

  #values(type: string): unknown[] {
    if (!this.#accept('[')) return [this.#value(type)];
    const values: unknown[] = [];
    while (!this.#accept(']')) {
      values.push(this.#value(type));
      if (!this.#accept(',') && this.#token !== ']') throw this.#expected(']');
    }
    return values;
  }

  /** Goes on where the token at hand is this one. */
  #accept(token: string): boolean {
    if (this.#token !== token) return false;
    this.#next();
    return true;
  }

  #value(type: string): unknown {
    if (messageDescriptors[type]) return this.#block(type);
    if (type === 'string' || type === 'bytes') return this.#string(type);
    const token = this.#token;
    const value = scalarOf(type, token);
    if (value === undefined) throw this.#expected(`a number of ${type}`);
    this.#next();
    return value;
  }

  #block(type: string): Record<string, unknown> {
    const end = CLOSING[this.#token];
    if (end === undefined) throw this.#expected('{');
    this.#next();
    const message = this.message(type, end);
    this.#next();
    return message;
  }

  #string(type: string): string | Uint8Array {
    const parts: number[] = [];
    if (!/^["']/.test(this.#token)) throw this.#expected('a string');
    while (/^["']/.test(this.#token)) {
      if (this.#token.length === 1) throw this.#problem('a string does not end');
      appendUnescaped(parts, this.#token.slice(1, -1));
      this.#next();
    }
    const bytes = Uint8Array.from(parts);
    return type === 'bytes' ? bytes : new TextDecoder().decode(bytes);
  }

  #next(): void {
    for (;;) {
      TOKEN.lastIndex = this.#at;
      this.#tokenAt = this.#at;
      this.#token = TOKEN.exec(this.#text)?.[0] ?? '';
      this.#at += this.#token.length;
      if (this.#token === '' || !/^[\s#]/.test(this.#token)) return;
    }
  }

  #expected(what: string): ProtoTextError {
    return this.#problem(
      `expected ${what}, found ${this.#token === '' ? 'the end' : this.#token.slice(0, 40)}`,
    );
  }

  #problem(what: string): ProtoTextError {
    const line = this.#text.slice(0, this.#tokenAt).split('\n').length;
    return new ProtoTextError(`line ${line}: ${what}`);
  }
}

const INTEGER = /^-?(?:0[xX][0-9a-fA-F]+|\d+)$/;
const WORDS: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  nan: Number.NaN,
};

function scalarOf(type: string, token: string): unknown {
  if (type === 'bool')
    return /^(?:true|t|True|1)$/.test(token) || (/^(?:false|f|False|0)$/.test(token) ? false : undefined);
  if (type === 'float' || type === 'double') {
    const number = Number(token.replace(/[fF]$/, ''));
    return WORDS[token.toLowerCase()] ?? (token === '' || Number.isNaN(number) ? undefined : number);
  }
  const names = enumDescriptors[type];
  if (names) {
    const found = Object.entries(names).find(([number, name]) => name === token || number === token);
    return found && Number(found[0]);
  }
  if (!INTEGER.test(token)) return undefined;
  const number = token.startsWith('-') ? -BigInt(token.slice(1)) : BigInt(token);
  const bits = type.endsWith('64') ? 64 : 32;
  const fits = /^(?:u|fixed)/.test(type) ? BigInt.asUintN(bits, number) : BigInt.asIntN(bits, number);
  if (fits !== number) return undefined;
  return bits === 64 ? number : Number(number);
}

const NAMED: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };
const ESCAPE = /\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

function appendUnescaped(bytes: number[], text: string): void {
  let at = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const [whole, octal, hex, short, long, named = ''] = match;
    appendText(bytes, text.slice(at, match.index));
    at = match.index + whole.length;
    const point = short ?? long;
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (point !== undefined) appendText(bytes, characterOf(Number.parseInt(point, 16)));
    else if (NAMED[named] !== undefined) bytes.push(NAMED[named]);
    else appendText(bytes, named);
  }
  appendText(bytes, text.slice(at));
}

function appendText(bytes: number[], text: string): void {
  for (const byte of new TextEncoder().encode(text)) bytes.push(byte);
}

function characterOf(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}
