// The tags that the scanner was told about, found by their bytes.
import { allocate } from './memory';

/** No tag. */
export const UNKNOWN: u32 = 0xffffffff;
/** Kinds of tags: values are numbers, or kept by place: any tensor, or lists of byte strings. */
export const NUMBERS: u32 = 1;
export const BLOBS: u32 = 3;

// 32 bytes a tag: pointer, length, kind, the tag that followed last time; then what rows.ts keeps.
let tags: usize = 0;
let tagCapacity: u32 = 0;
let tagCount: u32 = 0;
let hashes: usize = 0;
let hashMask: u32 = 0;
// The tags' bytes, eight more than there are to read. Of several arenas the last is the largest: the next file begins
// there.
let arenaStart: usize = 0;
let arena: usize = 0;
let arenaEnd: usize = 0;
let lastTag: u32 = 0;

@inline export function tagAt(id: u32): usize { return tags + (id << 5); }

/** Forgets all tags: another file begins. */
export function clearTags(): void {
  if (tags === 0) {
    growTags(64);
    arenaStart = allocate(1 << 16);
    arenaEnd = arenaStart + (1 << 16);
  } else memory.fill(hashes, 0, (hashMask + 1) << 2);
  arena = arenaStart;
  tagCount = 0;
  lastTag = 0;
}

function growTags(capacity: u32): void {
  const fresh = allocate(capacity << 5);
  memory.copy(fresh, tags, tagCount << 5);
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

/** Makes a tag known. Tells its number, counted from 0. */
export function insertTag(bytes: usize, length: u32, kind: u32): u32 {
  if (tagCount === tagCapacity) growTags(tagCapacity * 4);
  if (arena + length + 8 > arenaEnd) {
    const fresh: usize = (arenaEnd - arenaStart) * 2 + length + 8;
    arenaStart = allocate(fresh);
    arena = arenaStart;
    arenaEnd = arenaStart + fresh;
  }
  memory.copy(arena, bytes, length);
  const id = tagCount++;
  const tag = tagAt(id);
  store<u32>(tag, <u32>arena);
  store<u32>(tag, length, 4);
  store<u32>(tag, kind, 8);
  store<u32>(tag, id + 1, 12);
  store<u32>(tag, 0, 16);
  arena = (arena + length + 7) & ~7;
  insert(id);
  return id;
}

/** The number of the tag with these bytes, or UNKNOWN. */
export function findTag(p: usize, length: u32): u32 {
  if (tagCount === 0) return UNKNOWN;
  // What followed the last tag the time before follows it again nearly always.
  const predicted = load<u32>(tagAt(lastTag), 12);
  if (predicted < tagCount) {
    const tag = tagAt(predicted);
    if (load<u32>(tag, 4) === length && same(load<u32>(tag), p, length)) {
      lastTag = predicted;
      return predicted;
    }
  }
  let slot = hashOf(p, length) & hashMask;
  let stored = load<u32>(hashes + (slot << 2));
  while (stored !== 0) {
    const tag = tagAt(stored - 1);
    if (load<u32>(tag, 4) === length && same(load<u32>(tag), p, length)) {
      store<u32>(tagAt(lastTag), stored - 1, 12);
      lastTag = stored - 1;
      return stored - 1;
    }
    slot = (slot + 1) & hashMask;
    stored = load<u32>(hashes + (slot << 2));
  }
  return UNKNOWN;
}

