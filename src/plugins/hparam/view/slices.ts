// Drawing that would keep the page waiting, in slices: as much in each frame as leaves it free.

/** A frame that took less is followed by a larger slice, one that took more by a smaller. */
const SHORT_MS = 22;
const LONG_MS = 32;

/**
 * Draws items [0, count) in order, over as many frames as it takes, then calls `done`. The answer stops it. What counts is
 * how long a frame takes in all, since a canvas may put what it was told to draw onto its pixels only at its end.
 */
export function drawInSlices(
  count: number,
  draw: (from: number, to: number) => void,
  done: () => void,
  firstSlice: number,
): () => void {
  let frame = 0;
  let at = 0;
  let size = firstSlice;
  let begunMs = 0;
  const slice = () => {
    const nowMs = performance.now();
    if (begunMs > 0 && nowMs - begunMs < SHORT_MS) size = Math.ceil(size * 1.5);
    else if (nowMs - begunMs > LONG_MS) size = Math.max(1, size >> 1);
    begunMs = nowMs;
    const to = Math.min(count, at + size);
    draw(at, to);
    at = to;
    if (at >= count) done();
    else frame = requestAnimationFrame(slice);
  };
  slice();
  return () => cancelAnimationFrame(frame);
}
