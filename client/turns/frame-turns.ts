// Turns for what costs the browser much beyond its own code, as style, layout and paint of many nodes: one a frame.

/** A page that is not seen has no frames; it is to be ready when it is. */
const LONGEST_FRAME_MS = 200;

const waiting: (() => void)[] = [];
let frame = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Resolves in a frame of its own, in the order in which it was asked for. */
export function frameTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) ask();
  });
}

function ask(): void {
  frame = requestAnimationFrame(next);
  timer = setTimeout(next, LONGEST_FRAME_MS);
}

function next(): void {
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  waiting.shift()?.();
  if (waiting.length > 0) ask();
}
