// Linear memory, handed out from the bottom up and given back all at once: a task takes what it needs and the next one
// begins anew at a mark.

let heap: usize = 0;

/** `bytes` of memory on a 16-byte grid, not cleared. */
export function allocate(bytes: usize): usize {
  if (heap === 0) heap = (__heap_base + 15) & ~15;
  const at = heap;
  heap = (heap + bytes + 15) & ~15;
  const missing = <i64>heap - (<i64>memory.size() << 16);
  if (missing > 0 && memory.grow(<i32>((missing + 0xffff) >> 16)) < 0) unreachable();
  return at;
}

/** Where the next allocation begins, to be given to `release`. */
export function mark(): usize {
  return allocate(0);
}

/** Gives back all that was allocated since the mark. */
export function release(to: usize): void {
  heap = to;
}
