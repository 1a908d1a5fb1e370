// One event of any ordinary form, field by field: its values become rows.
import { bad, cursor, fieldEnd, fieldKey, moveTo, skipMetadata, skipText, varint, walkFrom } from './fields';
import { addEventNumber, addEventPlace, beginEvent } from './rows';
import { BLOBS, findTag, follow, isKnown, kindOf, NUMBERS, tagAt, UNKNOWN } from './tags';
import { histogramItems, mediaItems, number, numberAt, numberWide, readNumber, tensorItems } from './tensors';

const MAX_SAFE: i64 = 9007199254740991;

// The event that is being walked.
let eventStep: f64 = 0;
export let eventWall: f64 = 0;
// What a template of it needs: its tag, where step and value stand, whether the value is float64; UNKNOWN where there is
// none.
export let onlyTag: u32 = UNKNOWN;
export let stepAt: usize = 0;
export let stepBytes: u32 = 0;
export let valueAt: usize = 0;
export let valueWide: bool = false;

/** Takes one value of a summary; false for one that is the general path's. */
function takeValue(end: usize, index: u32, offset: u32, bytes: u32): bool {
  let tag: usize = 0;
  let tagBytes: u32 = 0;
  let form: u32 = 0;
  let body: usize = 0;
  let bodyEnd: usize = 0;
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key === 10) {
      const tagEnd = fieldEnd(end);
      tag = cursor;
      tagBytes = <u32>(tagEnd - cursor);
      moveTo(tagEnd);
    } else if (key === 21) {
      if (form !== 0) return false;
      form = 2;
      body = cursor;
      moveTo(cursor + 4);
    } else if (key === 66 || key === 42 || key === 34 || key === 50) {
      if (form !== 0) return false;
      form = key >> 3;
      bodyEnd = fieldEnd(end);
      body = cursor;
      moveTo(bodyEnd);
    } else if (key === 74) skipMetadata(end);
    else return false;
  }
  if (bad || cursor !== end || form === 0) return false;
  const id = findTag(tag, tagBytes);
  if (id === UNKNOWN || !isKnown(tagAt(id))) return false;
  follow(id);
  const kind = kindOf(tagAt(id));
  onlyTag = UNKNOWN;
  if (kind === NUMBERS) {
    let value: f64;
    if (form === 2) {
      value = load<f32>(body);
      valueAt = body;
      valueWide = false;
    } else if (form === 8 && readNumber(body, bodyEnd)) {
      value = number;
      valueAt = numberAt;
      valueWide = numberWide;
    } else return false;
    if (index === 0 && valueAt !== 0) onlyTag = id;
    return addEventNumber(id, eventStep, eventWall, value);
  }
  moveTo(body);
  let items: u32 = UNKNOWN;
  if (form === 8) items = tensorItems(bodyEnd, kind === BLOBS);
  else if (form === 5 && kind !== BLOBS) items = histogramItems(bodyEnd);
  else if (form === 4) items = mediaItems(bodyEnd, 3);
  else if (form === 6) items = mediaItems(bodyEnd, 1);
  if (items === UNKNOWN || bad) return false;
  moveTo(end);
  return addEventPlace(id, eventStep, eventWall, offset, bytes, index, items);
}

/** Takes one event; false for one that is the general path's. */
export function takeEvent(start: usize, end: usize, offset: u32, bytes: u32): bool {
  beginEvent();
  walkFrom(start);
  eventWall = 0;
  eventStep = 0;
  onlyTag = UNKNOWN;
  stepAt = start;
  stepBytes = 0;
  let summary: usize = 0;
  let summaryEnd: usize = 0;
  let versions: u32 = 0;
  let walls: u32 = 0;
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key === 9) {
      if (cursor + 8 > end) return false;
      eventWall = load<f64>(cursor);
      moveTo(cursor + 8);
      walls++;
    } else if (key === 16) {
      stepAt = cursor;
      const step = <i64>varint(end);
      stepBytes = <u32>(cursor - stepAt);
      if (step > MAX_SAFE || step < -MAX_SAFE) return false;
      eventStep = <f64>step;
    } else if (key === 42) {
      if (summary !== 0) return false;
      summaryEnd = fieldEnd(end);
      summary = cursor;
      moveTo(summaryEnd);
    } else if (key === 26) {
      skipText(end);
      versions++;
    } else return false;
  }
  if (bad || cursor !== end || (summary === 0) === (versions === 0)) return false;
  if (summary === 0) return true;
  moveTo(summary);
  let index: u32 = 0;
  while (cursor < summaryEnd) {
    if (fieldKey(summaryEnd) !== 10) return false;
    const valueEnd = fieldEnd(summaryEnd);
    if (bad || !takeValue(valueEnd, index, offset, bytes)) return false;
    moveTo(valueEnd);
    index++;
  }
  if (index !== 1 || walls !== 1 || load<u8>(start) !== 9) onlyTag = UNKNOWN;
  return !bad;
}
