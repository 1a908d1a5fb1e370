// Protobuf's JSON -> a message that can be encoded, after https://protobuf.dev/programming-guides/json: names in either
// case, enums by name or number, 64-bit integers as strings, bytes as base64. Plain objects of protobufjs pass as well.
import { enumDescriptors, type FieldDescriptor, Long, messageDescriptors } from '../../proto/messages.ts';
import { ArgumentError, described } from './argument-error.ts';
import { fieldsOf } from './proto-text.ts';

const MAX_DEPTH = 100;

/** The message as a plain object. Unknown names are left out. Throws ArgumentError for values that do not fit. */
export function messageOfJson(messageName: string, json: unknown, at = messageName, depth = 0): object {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw misfit(at, 'an object', json);
  if (depth > MAX_DEPTH) throw new ArgumentError(`${at} is nested too deep`);
  const given = json as Readonly<Record<string, unknown>>;
  const message: Record<string, unknown> = {};
  for (const field of fieldsOf(messageName)) {
    const value = given[field.key] ?? given[field.name];
    if (value === undefined || value === null) continue;
    message[field.key] = fieldOf(field, value, `${at}.${field.name}`, depth + 1);
  }
  return message;
}

function fieldOf(field: FieldDescriptor, value: unknown, at: string, depth: number): unknown {
  if (field.mapKey !== undefined) {
    if (typeof value !== 'object' || value === null) throw misfit(at, 'an object', value);
    const entries = Object.entries(value).map(([key, one]) => [
      key,
      scalarOrMessage(field.type, one, `${at}.${key}`, depth),
    ]);
    return Object.fromEntries(entries);
  }
  if (!field.repeated) return scalarOrMessage(field.type, value, at, depth);
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) throw misfit(at, 'an array', value);
  return Array.from(value as ArrayLike<unknown>, (one, i) =>
    scalarOrMessage(field.type, one, `${at}[${i}]`, depth),
  );
}

function scalarOrMessage(type: string, value: unknown, at: string, depth: number): unknown {
  if (messageDescriptors[type]) return messageOfJson(type, value, at, depth);
  const names = enumDescriptors[type];
  if (names) {
    const found = Object.entries(names).find(([number, name]) => name === value || Number(number) === value);
    if (!found) throw misfit(at, `a ${type}`, value);
    return Number(found[0]);
  }
  if (type === 'string') return typeof value === 'string' ? value : fail(at, 'a string', value);
  if (type === 'bool') return typeof value === 'boolean' ? value : fail(at, 'true or false', value);
  if (type === 'bytes') return bytesOf(value, at);
  return numberOf(type, value, at);
}

function numberOf(type: string, value: unknown, at: string): unknown {
  if (Long.isLong(value)) return value;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  if (!isNumber && (typeof value !== 'string' || value.trim() === '')) throw misfit(at, 'a number', value);
  if (type === 'float' || type === 'double') {
    const number = Number(value);
    return Number.isNaN(number) && value !== 'NaN' && !isNumber ? fail(at, 'a number', value) : number;
  }
  if (!/^-?\d+$/.test(String(value))) throw misfit(at, 'a whole number', value);
  return type.endsWith('64') ? Long.fromString(String(value), type !== 'int64') : Number(value);
}

function bytesOf(value: unknown, at: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== 'string') throw misfit(at, 'bytes or base64', value);
  try {
    return Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  } catch (cause) {
    throw new ArgumentError(`${at}: expected bytes or base64, got ${described(value)}`, { cause });
  }
}

function misfit(at: string, expected: string, got: unknown): ArgumentError {
  return new ArgumentError(`${at}: expected ${expected}, got ${described(got)}`);
}

function fail(at: string, expected: string, got: unknown): never {
  throw misfit(at, expected, got);
}
