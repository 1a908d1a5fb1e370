// Drawing for many charts that became due together: as much in a frame as fits, the rest in the next.

/** Leaves most of a frame to the browser: rasterising, layout, input. */
const BUDGET_MS = 10;

const waiting = new Set<() => void>();
let frame = 0;

/** Calls `draw` once in one of the next frames; once also where it was asked for more than once. */
export function drawSoon(draw: () => void): void {
  waiting.add(draw);
  if (frame === 0) frame = requestAnimationFrame(run);
}

/** Takes back what was asked for. */
export function drawNever(draw: () => void): void {
  waiting.delete(draw);
}

function run(): void {
  const end = performance.now() + BUDGET_MS;
  for (const draw of waiting) {
    waiting.delete(draw);
    draw();
    if (performance.now() >= end) break;
  }
  frame = waiting.size > 0 ? requestAnimationFrame(run) : 0;
}
