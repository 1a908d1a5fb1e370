// Drawing for many charts that became due together: as much in a frame as fits, the rest in the next.

/** Leaves most of a frame to the browser: rasterising, layout, input. */
const BUDGET_MS = 10;

/**
 * Tells how many milliseconds the browser will take for what it was given to rasterise, which it does behind the script
 * and before the frame is seen.
 */
export type Draw = () => number;

const waiting = new Set<Draw>();
let frame = 0;
const whenDrawn: (() => void)[] = [];

/** Calls `draw` once in one of the next frames; once also where it was asked for more than once. */
export function drawSoon(draw: Draw): void {
  waiting.add(draw);
  if (frame === 0) frame = requestAnimationFrame(run);
}

/** Takes back what was asked for. */
export function drawNever(draw: Draw): void {
  waiting.delete(draw);
}

/** Resolves when all that waits is drawn and the browser had a frame to paint it; in the next frame where nothing waits. */
export function allDrawn(): Promise<void> {
  return new Promise((resolve) => {
    whenDrawn.push(resolve);
    if (frame === 0) frame = requestAnimationFrame(run);
  });
}

function run(): void {
  if (waiting.size === 0) {
    frame = 0;
    for (const resolve of whenDrawn.splice(0)) resolve();
    return;
  }
  let end = performance.now() + BUDGET_MS;
  for (const draw of waiting) {
    waiting.delete(draw);
    end -= draw();
    if (performance.now() >= end) break;
  }
  frame = waiting.size > 0 || whenDrawn.length > 0 ? requestAnimationFrame(run) : 0;
}
