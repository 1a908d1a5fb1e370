// Fields of protobuf messages. Readers set `bad` where bytes make no sense; the general path then judges them.

export let bad: bool = false;
/** Where the walk stands. */
export let cursor: usize = 0;

/** Begins a walk at `at`. */
@inline export function walkFrom(at: usize): void {
  cursor = at;
  bad = false;
}

@inline export function moveTo(at: usize): void {
  cursor = at;
}

@inline export function varint(end: usize): u64 {
  const p = cursor;
  const first = load<u8>(p);
  if (first < 128 && p < end) {
    cursor = p + 1;
    return first;
  }
  return longVarint(end);
}

function longVarint(end: usize): u64 {
  let value: u64 = 0;
  let shift: u64 = 0;
  let p = cursor;
  while (p < end && shift < 70) {
    const byte: u64 = load<u8>(p++);
    value |= (byte & 127) << shift;
    if (byte < 128) {
      cursor = p;
      return value;
    }
    shift += 7;
  }
  bad = true;
  cursor = end;
  return 0;
}

/** Steps to the bytes of a length-delimited field and tells where they end, at most at `end`. */
@inline export function fieldEnd(end: usize): usize {
  const length = varint(end);
  if (length > <u64>(end - cursor)) {
    bad = true;
    cursor = end;
  }
  return bad ? end : cursor + <usize>length;
}

/** Number and wire type of the next field; `bad` where no encoder writes such. */
@inline export function fieldKey(end: usize): u32 {
  const key = varint(end);
  if (key < 8 || key > 0xffffffff) bad = true;
  return <u32>key;
}

/** Steps over a field of any wire type but groups. */
export function skip(wireType: u32, end: usize): void {
  if (wireType === 0) varint(end);
  else if (wireType === 1) cursor += 8;
  else if (wireType === 2) cursor = fieldEnd(end);
  else if (wireType === 5) cursor += 4;
  else bad = true;
  if (cursor > end) bad = true;
}

/** Steps over text; `bad` where it is not ASCII, which the general path then decodes. */
export function skipText(end: usize): void {
  const textEnd = fieldEnd(end);
  while (cursor < textEnd) if (load<u8>(cursor++) > 127) bad = true;
}

/** Steps over a list of numbers of `size` bytes each, packed or one alone; tells how many there are. */
export function skipNumbers(wireType: u32, size: u32, end: usize): u32 {
  const listEnd = wireType === 2 ? fieldEnd(end) : cursor + size;
  const bytes = <u32>(listEnd - cursor);
  if (bytes % size !== 0 || listEnd > end) bad = true;
  cursor = listEnd;
  return bytes / size;
}

/** Steps over a SummaryMetadata of known fields. */
export function skipMetadata(end: usize): void {
  const metadataEnd = fieldEnd(end);
  while (cursor < metadataEnd && !bad) {
    const key = fieldKey(metadataEnd);
    if (key === 10) {
      const pluginEnd = fieldEnd(metadataEnd);
      while (cursor < pluginEnd && !bad) {
        const field = fieldKey(pluginEnd);
        if (field === 10) skipText(pluginEnd);
        else if (field === 18) cursor = fieldEnd(pluginEnd);
        else bad = true;
      }
    } else if (key === 18 || key === 26) skipText(metadataEnd);
    else if (key === 32) varint(metadataEnd);
    else bad = true;
  }
}
