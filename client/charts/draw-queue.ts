// Drawing for many charts, and cards, that became due together: as much in a frame as fits, the rest in the next.

/** Leaves most of a frame to the browser: rasterising, layout, input. */
const BUDGET_MS = 10;
/** A frame that other work made so late has no room for charts: of two such frames one does without. */
const LATE_MS = 6;
/** While a page is so young its frames are late all the same, and nothing moves in them that could falter. */
const FIRST_MS = 1000;

/**
 * Tells how many milliseconds the browser will take for what it was given to rasterise or to lay out, which it does behind
 * the script and before the frame is seen.
 */
export type Draw = () => number;

/** Style, layout and paint of a card take so long at least, however quickly its own part was made. */
const BEHIND_MS = 4.5;
/** And so many times as long as that. */
const BEHIND_TIMES = 4;

/** A card, or what is inside, that is made in its turn among the drawings. */
export function making(make: () => void): Draw {
  return () => {
    const sinceMs = performance.now();
    make();
    return Math.max(BEHIND_MS, BEHIND_TIMES * (performance.now() - sinceMs));
  };
}

const waiting = new Set<Draw>();
let frame = 0;
let putOff = false;
const whenDrawn: (() => void)[] = [];

/** Calls `draw` once in one of the next frames; once also where it was asked for more than once. */
export function drawSoon(draw: Draw): void {
  waiting.add(draw);
  ask();
}

function ask(): void {
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
    ask();
  });
}

function run(begunMs: number): void {
  frame = 0;
  if (waiting.size === 0) {
    for (const resolve of whenDrawn.splice(0)) resolve();
    return;
  }
  const late = begunMs > FIRST_MS && performance.now() - begunMs > LATE_MS;
  // Else a page that is always late would never show them.
  if (late && !putOff) putOff = true;
  else {
    putOff = false;
    drawSome();
  }
  if (waiting.size > 0 || whenDrawn.length > 0) ask();
}

function drawSome(): void {
  let spent = 0;
  let most = 0;
  for (const draw of waiting) {
    // What is due together costs about the same.
    if (spent > 0 && spent + most > BUDGET_MS) break;
    waiting.delete(draw);
    const sinceMs = performance.now();
    const took = draw() + performance.now() - sinceMs;
    spent += took;
    most = Math.max(most, took);
  }
}
