// Tensors, histograms, pictures and sounds inside a value: the one number of a scalar, the number of items of anything else.
import { bad, cursor, fieldEnd, fieldKey, moveTo, skip, skipNumbers, skipText, varint } from './fields';
import { UNKNOWN } from './tags';

/** TensorFlow's DT_STRING. */
const STRING: u32 = 7;
/** More are the general path's to judge. */
const MAX_ITEMS: u64 = 0x7fffffff;

// The number that a tensor holds; where it stands if it stands there as float32 or, if wide, as float64; else 0.
export let number: f64 = 0;
export let numberAt: usize = 0;
export let numberWide: bool = false;

function halfToFloat(bits: u32): f64 {
  const sign: f64 = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * <f64>fraction * 5.960464477539063e-8;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + <f64>fraction / 1024) * <f64>reinterpret<f32>((exponent + 112) << 23);
}

/** Reads a tensor of one number into `number`; false for any other, or an unusual form. */
export function readNumber(start: usize, end: usize): bool {
  let dtype: u32 = 0;
  let list: u32 = 0;
  let value: u64 = 0;
  let content: usize = 0;
  let contentBytes: u32 = 0;
  let listAt: usize = 0;
  numberAt = 0;
  moveTo(start);
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key === 8) dtype = <u32>varint(end);
    else if (key === 18) {
      const shapeEnd = fieldEnd(end);
      if (!isOne(shapeEnd)) return false;
      moveTo(shapeEnd);
    } else if (key === 34) {
      const contentEnd = fieldEnd(end);
      content = cursor;
      contentBytes = <u32>(contentEnd - cursor);
      moveTo(contentEnd);
    } else if ((key >= 42 && key <= 94) || key >= 106) {
      // One element of a typed list, packed or not; a second one is the general path's.
      const field = key >> 3;
      if (field === 8 || field === 9 || field === 12 || field > 17 || list !== 0) return false;
      let listEnd = end;
      const packed = (key & 7) === 2;
      if (packed) listEnd = fieldEnd(end);
      if (packed && listEnd === cursor) continue;
      list = field;
      const wire = field === 5 ? 5 : field === 6 ? 1 : 0;
      if (!packed && (key & 7) !== wire) return false;
      listAt = cursor;
      if (wire === 5) {
        value = load<u32>(cursor);
        moveTo(cursor + 4);
      } else if (wire === 1) {
        value = load<u64>(cursor);
        moveTo(cursor + 8);
      } else value = varint(listEnd);
      if (packed && cursor !== listEnd) return false;
    } else if (key === 24) varint(end);
    else return false;
  }
  if (bad || cursor !== end) return false;
  if (contentBytes > 0) {
    if (dtype === 1 && contentBytes === 4) number = load<f32>(content);
    else if (dtype === 2 && contentBytes === 8) number = load<f64>(content);
    else if (dtype === 3 && contentBytes === 4) number = <f64>load<i32>(content);
    else if (dtype === 4 && contentBytes === 1) number = <f64>load<u8>(content);
    else if (dtype === 5 && contentBytes === 2) number = <f64>load<i16>(content);
    else if (dtype === 6 && contentBytes === 1) number = <f64>load<i8>(content);
    else if (dtype === 9 && contentBytes === 8) number = <f64>load<i64>(content);
    else if (dtype === 17 && contentBytes === 2) number = <f64>load<u16>(content);
    else if (dtype === 22 && contentBytes === 4) number = <f64>load<u32>(content);
    else if (dtype === 23 && contentBytes === 8) number = <f64>load<u64>(content);
    else if (dtype === 19 && contentBytes === 2) number = halfToFloat(load<u16>(content));
    else if (dtype === 14 && contentBytes === 2)
      number = <f64>reinterpret<f32>((<u32>load<u16>(content)) << 16);
    else return false;
    if (dtype === 1 || dtype === 2) numberAt = content;
    numberWide = dtype === 2;
    return true;
  }
  if ((dtype === 1 && list === 5) || (dtype === 2 && list === 6)) numberAt = listAt;
  numberWide = dtype === 2;
  if (dtype === 1 && list === 5) number = <f64>reinterpret<f32>(<u32>value);
  else if (dtype === 2 && list === 6) number = reinterpret<f64>(value);
  else if (dtype === 3 && list === 7) number = <f64>(<i32>value);
  else if (dtype === 9 && list === 10) number = <f64>(<i64>value);
  else if (dtype === 22 && list === 16) number = <f64>(<u32>value);
  else if (dtype === 23 && list === 17) number = <f64>value;
  else if (dtype === 19 && list === 13) number = halfToFloat(<u32>value & 0xffff);
  else if (dtype === 14 && list === 13) number = <f64>reinterpret<f32>((<u32>value & 0xffff) << 16);
  else return false;
  return true;
}

function readDimension(end: usize): u64 {
  let size: u64 = 0;
  while (cursor < end && !bad) {
    const field = fieldKey(end);
    if (field === 8) size = varint(end);
    else if (field === 18) skipText(end);
    else return UNKNOWN;
  }
  return size;
}

/** Whether the shape that ends at `end` holds one element: no dimension, or only such of size 1. */
function isOne(end: usize): bool {
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key !== 18) return false;
    const dimEnd = fieldEnd(end);
    if (readDimension(dimEnd) !== 1) return false;
  }
  return !bad && cursor === end;
}

/**
 * Counts elements along the first dimension of the tensor in [cursor, end): 1 without a shape. UNKNOWN if unusual, or
 * without byte strings where those are wanted.
 */
export function tensorItems(end: usize, wantsStrings: bool): u32 {
  let items: u64 = 1;
  let shaped = false;
  let dtype: u32 = 0;
  let strings: u64 = 0;
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key !== 18) {
      if (key === 8) dtype = <u32>varint(end);
      else if (key === 66) {
        strings++;
        skip(2, end);
      } else if (key === 24 || key === 34) skip(key & 7, end);
      else if (key === 42 || key === 45 || key === 74 || key === 77) skipNumbers(key & 7, 4, end);
      else if (key === 50 || key === 49 || key === 98 || key === 97) skipNumbers(key & 7, 8, end);
      // Lists of varints: nobody keeps much in them.
      else return UNKNOWN;
      continue;
    }
    if (shaped) return UNKNOWN;
    shaped = true;
    const shapeEnd = fieldEnd(end);
    let first = true;
    while (cursor < shapeEnd && !bad) {
      if (fieldKey(shapeEnd) !== 18) return UNKNOWN;
      const dimEnd = fieldEnd(shapeEnd);
      const size = readDimension(dimEnd);
      if (first) items = size;
      first = false;
    }
  }
  // A shape may claim anything; of strings there are never more than are stored.
  if (dtype === STRING) items = min(items, strings);
  return items > MAX_ITEMS || (wantsStrings && dtype !== STRING) ? UNKNOWN : <u32>items;
}

/** Counts the bucket limits of the histogram in [cursor, end). */
export function histogramItems(end: usize): u32 {
  let items: u32 = 0;
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key === 50 || key === 49) items += skipNumbers(key & 7, 8, end);
    else if (key === 58 || key === 57) skipNumbers(key & 7, 8, end);
    else if (key === 9 || key === 17 || key === 25 || key === 33 || key === 41) skip(1, end);
    else return UNKNOWN;
  }
  return items;
}

/** `items` where the Image or Audio in [cursor, end) holds no field but its own. */
export function mediaItems(end: usize, items: u32): u32 {
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key === 42) skipText(end);
    else if (key === 8 || key === 13 || key === 16 || key === 24 || key === 34) skip(key & 7, end);
    else return UNKNOWN;
  }
  return items;
}
