// Messages in protobuf's text format, as Python's `str(message)` prints them and as TensorBoard's page reads them: one
// field a line, a message's brace on the line of its name. After upb's text/encode.c and text/internal/encode.h.
import { enumDescriptors, type FieldDescriptor, Long, messageDescriptors } from '../../proto/messages.ts';

/** A decoded message; its keys are the descriptors'. */
type Message = Readonly<Record<string, unknown>>;

/**
 * The message's fields, in the order of their numbers, each line ended. Fields with their default are
 * left out, members of a oneof are not. Throws where there is no message of that name.
 */
export function protoText(messageName: string, message: object): string {
  const lines: string[] = [];
  printMessage(lines, '', messageName, message as Message);
  return lines.join('');
}

/** The fields of a message, in the order of their numbers. Throws where there is no message of that name. */
export function fieldsOf(messageName: string): readonly FieldDescriptor[] {
  const fields = messageDescriptors[messageName];
  if (!fields) throw new Error(`no message is called ${messageName}`);
  return fields;
}

function printMessage(lines: string[], indent: string, messageName: string, message: Message): void {
  for (const field of fieldsOf(messageName)) {
    const value = message[field.key];
    if (value === undefined || value === null) continue;
    if (field.mapKey !== undefined) printMap(lines, indent, field, value as Message);
    else if (field.repeated) {
      for (const one of value as readonly unknown[]) printField(lines, indent, field.name, field.type, one);
    } else if (field.oneof || !isDefault(value)) printField(lines, indent, field.name, field.type, value);
  }
}

function printMap(lines: string[], indent: string, field: FieldDescriptor, map: Message): void {
  const compare = field.mapKey === 'string' ? compareKeys : compareNumbers(field.mapKey);
  for (const key of Object.keys(map).sort(compare)) {
    lines.push(`${indent}${field.name} {\n`);
    lines.push(`${indent}  key: ${keyText(key, field.mapKey)}\n`);
    printField(lines, `${indent}  `, 'value', field.type, map[key]);
    lines.push(`${indent}}\n`);
  }
}

function compareNumbers(mapKey: string | undefined): (a: string, b: string) => number {
  return (a, b) => {
    const [x, y] = [BigInt(keyText(a, mapKey)), BigInt(keyText(b, mapKey))];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

/** protobufjs keys its maps of 64-bit integers by their eight bytes, as characters from the lowest on. */
function keyText(key: string, mapKey: string | undefined): string {
  if (mapKey === 'string') return quoted(key);
  if (!mapKey?.endsWith('64') || key.length !== 8) return key;
  const bytes = Array.from(key, (character) => character.charCodeAt(0));
  return Long.fromBytesLE(bytes, mapKey !== 'int64').toString();
}

/** upb sorts the keys of a map backwards, but what begins another key comes before it. */
function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (b.startsWith(a)) return -1;
  if (a.startsWith(b)) return 1;
  return a < b ? 1 : -1;
}

function printField(lines: string[], indent: string, name: string, type: string, value: unknown): void {
  if (messageDescriptors[type]) {
    lines.push(`${indent}${name} {\n`);
    printMessage(lines, `${indent}  `, type, value as Message);
    lines.push(`${indent}}\n`);
  } else lines.push(`${indent}${name}: ${scalarText(type, value)}\n`);
}

function isDefault(value: unknown): boolean {
  if (typeof value === 'object') {
    // Not instanceof: protobufjs may have a Long of its own.
    if (Long.isLong(value)) return value.isZero();
    return value instanceof Uint8Array && value.length === 0;
  }
  return value === 0 ? !Object.is(value, -0) : value === '' || value === false;
}

function scalarText(type: string, value: unknown): string {
  if (type === 'string') return quoted(String(value));
  if (type === 'bytes') return quotedBytes(value as Uint8Array);
  if (type === 'float') return floatText(value as number);
  if (type === 'double') return doubleText(value as number);
  return enumDescriptors[type]?.[value as number] ?? String(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
};

/** Text stays as it is beyond ASCII. */
function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped.
  return `"${text.replace(/[\u0000-\u001f"'\\\u007f]/g, (found) => ESCAPES[found] ?? octal(found.charCodeAt(0)))}"`;
}

function quotedBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    text += ESCAPES[character] ?? (byte < 0x20 || byte >= 0x7f ? octal(byte) : character);
  }
  return `"${text}"`;
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}

function floatText(value: number): string {
  const short = generalText(value, 6);
  return Object.is(Math.fround(Number(short)), value) || !Number.isFinite(value)
    ? short
    : generalText(value, 9);
}

function doubleText(value: number): string {
  const short = generalText(value, 15);
  return Object.is(Number(short), value) || !Number.isFinite(value) ? short : generalText(value, 17);
}

/** As C's `%.<digits>g` prints. */
function generalText(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential(digits - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < digits) return withoutZeros(value.toFixed(digits - 1 - exponent));
  const sign = exponent < 0 ? '-' : '+';
  return `${withoutZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function withoutZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
