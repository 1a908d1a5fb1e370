// The event of one float32 scalar, byte for byte what `encodeEvent` makes of it, written straight into a buffer: a
// training logs these by the million, and the general encoder makes five objects for each.

/** Field number and wire type, as protobuf packs them: Event.wall_time, step, summary; Summary.value; Value.tag, simple_value. */
const WALL_TIME = 0x09;
const STEP = 0x10;
const SUMMARY = 0x2a;
const VALUE = 0x0a;
const TAG = 0x0a;
const SIMPLE_VALUE = 0x15;
const WALL_TIME_BYTES = 9;
const SIMPLE_VALUE_BYTES = 5;

/** A tag in UTF-8, with the lengths that all its events share. */
export interface ScalarTag {
  readonly utf8: Uint8Array;
  readonly valueBytes: number;
  readonly summaryBytes: number;
}

/** To be kept: it holds for all events of the tag. */
export function scalarTagOf(tag: string): ScalarTag {
  const utf8 = new TextEncoder().encode(tag);
  const valueBytes = 1 + varintBytes(utf8.length) + utf8.length + SIMPLE_VALUE_BYTES;
  return { utf8, valueBytes, summaryBytes: 1 + varintBytes(valueBytes) + valueBytes };
}

/** How many bytes `writeScalarEvent` writes. */
export function scalarEventBytes({ summaryBytes }: ScalarTag, step: number): number {
  const stepBytes = step === 0 ? 0 : 1 + varintBytes(step);
  return WALL_TIME_BYTES + stepBytes + 1 + varintBytes(summaryBytes) + summaryBytes;
}

/**
 * Writes the event at `at`; `view` is of `bytes`, which has room. `step` is a safe whole number from 0 on, and the wall
 * time not 0, which protobuf leaves out.
 */
export function writeScalarEvent(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  { utf8, valueBytes, summaryBytes }: ScalarTag,
  wallTimeSeconds: number,
  step: number,
  value: number,
): void {
  let to = at;
  bytes[to++] = WALL_TIME;
  view.setFloat64(to, wallTimeSeconds, true);
  to += 8;
  if (step !== 0) {
    bytes[to++] = STEP;
    to = writeVarint(bytes, to, step);
  }
  bytes[to++] = SUMMARY;
  to = writeVarint(bytes, to, summaryBytes);
  bytes[to++] = VALUE;
  to = writeVarint(bytes, to, valueBytes);
  bytes[to++] = TAG;
  to = writeVarint(bytes, to, utf8.length);
  // Tags are short, and `set` costs more than such a loop.
  for (let i = 0; i < utf8.length; i++) bytes[to++] = utf8[i] as number;
  bytes[to++] = SIMPLE_VALUE;
  view.setFloat32(to, value, true);
}

function varintBytes(number: number): number {
  let bytes = 1;
  for (let rest = number; rest >= 128; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}

/** Returns where it ends. Up to 2^53: shifts would cut at 32 bits. */
function writeVarint(bytes: Uint8Array, at: number, number: number): number {
  let to = at;
  let rest = number;
  for (; rest >= 2 ** 31; rest = Math.floor(rest / 128)) bytes[to++] = (rest % 128) | 128;
  for (; rest >= 128; rest >>>= 7) bytes[to++] = (rest & 127) | 128;
  bytes[to++] = rest;
  return to;
}
