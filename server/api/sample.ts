// Which points a TensorBoard route answers of a series that is longer than its limit. Contract 7.4: the last one
// always, and the same ones of every series of that length, so that curves of several runs can be compared.

/**
 * Ascending indices below `length`, at most `limit` of them: all where they fit, else the first, the last, and one
 * from each of equal stretches between, at a place that depends only on the stretch.
 */
export function sampleIndices(length: number, limit: number): number[] {
  if (length <= limit) return allIndices(length);
  if (limit <= 1) return limit === 1 ? [length - 1] : [];
  const indices = [0];
  for (let i = 1; i < limit - 1; i++) {
    const start = 1 + Math.floor(((i - 1) * (length - 2)) / (limit - 2));
    const end = 1 + Math.floor((i * (length - 2)) / (limit - 2));
    indices.push(start + Math.floor(unitHash(i) * (end - start)));
  }
  indices.push(length - 1);
  return indices;
}

/** A loop: `Array.from` takes twenty times as long, a quarter of all that points cost (2026-11-28). */
function allIndices(length: number): number[] {
  const indices: number[] = [];
  for (let i = 0; i < length; i++) indices.push(i);
  return indices;
}

/** In [0, 1), spread by Knuth's multiplicative hash; a plain stride would hide whatever repeats with its period. */
function unitHash(index: number): number {
  return (Math.imul(index, 0x9e3779b1) >>> 0) / 2 ** 32;
}

/** Ascending indices below `length`, at most `limit` of them, at equal distances: the first and the last among them. */
export function spreadIndices(length: number, limit: number): number[] {
  if (length <= limit) return allIndices(length);
  if (limit <= 1) return limit === 1 ? [length - 1] : [];
  return Array.from({ length: limit }, (_, i) => Math.round((i * (length - 1)) / (limit - 1)));
}
