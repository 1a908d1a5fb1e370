// Linear memory, handed out once and never given back: what a scanner needs is bounded and lives as long as it does.

let heap: usize = 0;
/** `bytes` of fresh memory, on a 16-byte grid. */
export function allocate(bytes: usize): usize {
  if (heap === 0) heap = (__heap_base + 15) & ~15;
  const at = heap;
  heap = (heap + bytes + 15) & ~15;
  const missing = <i32>heap - (memory.size() << 16);
  if (missing > 0) memory.grow((missing + 0xffff) >> 16);
  return at;
}

/** All that was handed out, from the beginning of memory on: nothing was written behind it. */
export function usedBytes(): usize {
  return heap;
}
