// Turns for what costs the browser much beyond its own code, as style, layout and paint of many nodes: one a frame.

const waiting: (() => void)[] = [];
let frame = 0;

/** Resolves in a frame of its own, in the order in which it was asked for; in a hidden page once it is seen again. */
export function frameTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (frame === 0) frame = requestAnimationFrame(next);
  });
}

function next(): void {
  waiting.shift()?.();
  frame = waiting.length > 0 ? requestAnimationFrame(next) : 0;
}
