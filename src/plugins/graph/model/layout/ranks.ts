// In which row each box of a layered drawing stands: below everything that leads to it.
import type { BoxToPlace } from './level-layout.ts';

/** By box. Lines that close a circle do not count. Boxes without a line stand in row 0. */
export function ranksOf(
  boxes: readonly BoxToPlace[],
  ends: readonly (readonly [number, number])[],
): number[] {
  const next: number[][] = boxes.map(() => []);
  for (const [from, to] of ends) if (from !== to) next[from]?.push(to);
  const order = orderWithoutCircles(next);
  const placeOf = new Int32Array(boxes.length);
  order.forEach((box, place) => {
    placeOf[box] = place;
  });
  const first = boxes.some(({ port }) => port === 'in') ? 1 : 0;
  const ranks: number[] = boxes.map(({ port }) => (port === 'in' ? 0 : first));
  for (const from of order)
    for (const to of next[from] ?? [])
      if ((placeOf[to] ?? 0) > (placeOf[from] ?? 0))
        ranks[to] = Math.max(ranks[to] ?? 0, (ranks[from] ?? 0) + 1);
  const last = ranks.reduce((most, rank) => Math.max(most, rank), 0);
  boxes.forEach(({ port }, box) => {
    if (port === 'out') ranks[box] = last + 1;
    if (port === 'in') ranks[box] = 0;
  });
  return pulledDown(ranks, order, placeOf, next, boxes);
}

/** What nothing leads to stands just above what it leads to, not at the top. */
function pulledDown(
  ranks: number[],
  order: readonly number[],
  placeOf: Int32Array,
  next: readonly (readonly number[])[],
  boxes: readonly BoxToPlace[],
): number[] {
  const hasIn = new Set(next.flat());
  for (const box of order.toReversed()) {
    if (hasIn.has(box) || boxes[box]?.port) continue;
    const below = (next[box] ?? []).filter((to) => (placeOf[to] ?? 0) > (placeOf[box] ?? 0));
    if (below.length > 0)
      ranks[box] = Math.max(
        ranks[box] ?? 0,
        below.reduce((least, to) => Math.min(least, ranks[to] ?? 0), Infinity) - 1,
      );
  }
  return ranks;
}

/** Reverse postorder of a depth-first walk: every line leads forwards in it but those that close a circle. */
function orderWithoutCircles(next: readonly (readonly number[])[]): number[] {
  const state = new Uint8Array(next.length);
  const done: number[] = [];
  const hasIn = new Uint8Array(next.length);
  for (const list of next) for (const to of list) hasIn[to] = 1;
  const starts = [...next.keys()].sort((a, b) => (hasIn[a] ?? 0) - (hasIn[b] ?? 0) || a - b);
  // Postorder is reversed at the end, so that later starts and children are visited first.
  for (const start of starts.toReversed()) {
    if (state[start]) continue;
    state[start] = 1;
    const path = [{ box: start, left: (next[start] ?? []).length }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      if (top.left === 0) {
        done.push(top.box);
        path.pop();
        continue;
      }
      const to = next[top.box]?.[--top.left] ?? 0;
      if (state[to]) continue;
      state[to] = 1;
      path.push({ box: to, left: (next[to] ?? []).length });
    }
  }
  return done.toReversed();
}
