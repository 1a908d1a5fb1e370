// Memory that the page and its workers share, where the browser lets them.

/**
 * Room for the values of a PointSet. Where the page is cross-origin isolated, workers share it; values in other arrays
 * are copied to each worker, on the caller's thread.
 */
export function roomForValues(length: number): Float32Array {
  return globalThis.crossOriginIsolated
    ? new Float32Array(new SharedArrayBuffer(length * 4))
    : new Float32Array(length);
}
