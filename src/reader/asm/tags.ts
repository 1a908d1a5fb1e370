// The tags that the scanner was told about, of all files that it has scanned, found by their bytes.
import { allocate } from './memory';

/** No tag. */
export const UNKNOWN: u32 = 0xffffffff;
/** Kinds of tags: values are numbers, or kept by place: any tensor, or lists of byte strings. */
export const NUMBERS: u32 = 1;
export const BLOBS: u32 = 3;

// A tag: pointer and length of its bytes, kind, the tag that followed last time, the file in which it is known; then
// what rows.ts and templates.ts keep.
const TAG_BYTES: usize = 128;
let tags: usize = 0;
let tagCapacity: u32 = 0;
export let tagCount: u32 = 0;
let hashes: usize = 0;
let hashMask: u32 = 0;
// The tags' bytes, eight more than there are to read.
let arena: usize = 0;
let arenaEnd: usize = 0;
/** Counted anew with each file. */
export let file: u32 = 0;
/** The tag of the last value. */
export let lastTag: u32 = 0;
@inline export function setLastTag(id: u32): void { lastTag = id; }

@inline export function tagAt(id: u32): usize { return tags + <usize>id * TAG_BYTES; }
@inline export function kindOf(tag: usize): u32 { return load<u32>(tag, 8); }
@inline export function nextOf(tag: usize): u32 { return load<u32>(tag, 12); }
/** Whether the tag's kind is known in this file. */
@inline export function isKnown(tag: usize): bool { return load<u32>(tag, 16) === file; }
@inline function setKnown(tag: usize): void { store<u32>(tag, file, 16); }

/** Another file begins: no tag is known in it. */
export function beginFile(): void {
  if (tags === 0) {
    growTags(64);
    growArena(1 << 16);
  }
  file++;
  met = 0;
}

// Tags that became known in this file without having been told.
const MET: u32 = 4096;
const metAt: usize = allocate(MET * 4);
export let met: u32 = 0;
export function metPointer(): usize { return metAt; }
/** Forgets them; the caller has read them. */
export function clearMet(): void { met = 0; }

/** Makes a tag of numbers known in this file, since a record came that says so; false while too many are untold. */
export function meet(id: u32): bool {
  if (met === MET) return false;
  store<u32>(metAt + (met << 2), id);
  met++;
  store<u32>(tagAt(id), NUMBERS, 8);
  setKnown(tagAt(id));
  return true;
}

/** Remembers that the tag came behind the last one: it does so again nearly always. */
@inline export function follow(id: u32): void {
  store<u32>(tagAt(lastTag), id, 12);
  lastTag = id;
}

function growArena(bytes: u32): void {
  arena = allocate(bytes);
  arenaEnd = arena + bytes;
}

function growTags(capacity: u32): void {
  const fresh = allocate(<usize>capacity * TAG_BYTES);
  memory.copy(fresh, tags, <usize>tagCount * TAG_BYTES);
  tags = fresh;
  tagCapacity = capacity;
  hashMask = capacity * 4 - 1;
  hashes = allocate((hashMask + 1) << 2);
  memory.fill(hashes, 0, (hashMask + 1) << 2);
  for (let id: u32 = 0; id < tagCount; id++) insert(id);
}

function hashOf(p: usize, length: u32): u32 {
  let h: u64 = 0x9e3779b97f4a7c15 ^ length;
  let left = length;
  while (left >= 8) {
    h = (h ^ load<u64>(p)) * 0xff51afd7ed558ccd;
    h ^= h >> 32;
    p += 8;
    left -= 8;
  }
  while (left > 0) {
    h = (h ^ load<u8>(p)) * 0x100000001b3;
    p++;
    left--;
  }
  return <u32>(h ^ (h >> 29));
}

@inline function same(a: usize, b: usize, length: u32): bool {
  let i: u32 = 0;
  while (i + 8 <= length) {
    if (load<u64>(a + i) !== load<u64>(b + i)) return false;
    i += 8;
  }
  // Behind both there are bytes to read, so the rest is one masked compare.
  const rest = (length - i) << 3;
  return rest === 0 || (load<u64>(a + i) ^ load<u64>(b + i)) << (64 - rest) === 0;
}

function insert(id: u32): void {
  const tag = tagAt(id);
  let slot = hashOf(load<u32>(tag), load<u32>(tag, 4)) & hashMask;
  while (load<u32>(hashes + (slot << 2)) !== 0) slot = (slot + 1) & hashMask;
  store<u32>(hashes + (slot << 2), id + 1);
}

/** Makes a tag known in this file. Tells its number, the same in every file. */
export function insertTag(bytes: usize, length: u32, kind: u32): u32 {
  let id = findTag(bytes, length);
  if (id === UNKNOWN) {
    if (tagCount === tagCapacity) growTags(tagCapacity * 4);
    if (arena + length + 8 > arenaEnd) growArena((1 << 16) + length + 8);
    memory.copy(arena, bytes, length);
    id = tagCount++;
    memory.fill(tagAt(id), 0, TAG_BYTES);
    store<u32>(tagAt(id), <u32>arena);
    store<u32>(tagAt(id), length, 4);
    store<u32>(tagAt(id), id + 1, 12);
    arena = (arena + length + 7) & ~7;
    insert(id);
  }
  const tag = tagAt(id);
  store<u32>(tag, kind, 8);
  setKnown(tag);
  return id;
}

/** The number of the tag with these bytes, known in this file or not, or UNKNOWN. */
export function findTag(p: usize, length: u32): u32 {
  if (tagCount === 0) return UNKNOWN;
  const predicted = nextOf(tagAt(lastTag));
  if (predicted < tagCount) {
    const tag = tagAt(predicted);
    if (load<u32>(tag, 4) === length && same(load<u32>(tag), p, length)) return predicted;
  }
  let slot = hashOf(p, length) & hashMask;
  let stored = load<u32>(hashes + (slot << 2));
  while (stored !== 0) {
    const tag = tagAt(stored - 1);
    if (load<u32>(tag, 4) === length && same(load<u32>(tag), p, length)) return stored - 1;
    slot = (slot + 1) & hashMask;
    stored = load<u32>(hashes + (slot << 2));
  }
  return UNKNOWN;
}
