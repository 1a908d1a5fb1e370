// Large scopes laid out in time nearly linear in their lines, without recursion: longest paths for ranks, barycentres for
// the order in them (Sugiyama, Tagawa and Toda 1981), places in the middle of neighbours. Plainer than dagre's drawing.
import {
  BETWEEN_BOXES,
  BETWEEN_RANKS,
  type BoxToPlace,
  type LevelLayout,
  type LineToPlace,
  type Point,
  withinBounds,
} from './level-layout.ts';
import { ranksOf } from './ranks.ts';

const SWEEPS = 6;
/** Lines over several ranks get places of their own in between, as long as there are not too many. */
const MOST_BENDS = 20_000;
const BEND_WIDTH = 8;

/** What stands in a rank: a box, or a bend of a line. */
interface Slot {
  readonly box: number;
  readonly width: number;
  rank: number;
  x: number;
  readonly above: Slot[];
  readonly below: Slot[];
}

/** The same for the same input. Boxes do not overlap. Lines of a box to itself have no points. */
export function layeredLayout(boxes: readonly BoxToPlace[], lines: readonly LineToPlace[]): LevelLayout {
  const at = new Map(boxes.map(({ id }, index) => [id, index]));
  const ends = lines.map(({ from, to }) => [at.get(from) ?? 0, at.get(to) ?? 0] as const);
  const connected = new Set(ends.flatMap(([from, to]) => (from === to ? [] : [from, to])));
  const ranks = ranksOf(boxes, ends);
  const slots: Slot[] = boxes.map(({ width }, box) => newSlot(box, width, ranks[box] ?? 0));
  const chains = chainsOf(ends, slots);
  const rows = rowsOf([
    ...slots.filter(({ box }) => connected.has(box)),
    ...chains.flatMap((chain) => chain.bends),
  ]);
  orderRows(rows);
  placeRows(rows);
  const bottom = placeInHeight(boxes, rows);
  const middles = slots.map(({ x, rank }) => ({ x, y: bottom.middles[rank] ?? 0 }));
  placeLoose(boxes, connected, middles, bottom.height);
  const ways = chains.map(({ from, to, bends, isUp }) => {
    if (from === to) return [];
    const inner = bends.map(({ x, rank }) => ({ x, y: bottom.middles[rank] ?? 0 }));
    const way = [edgeOf(boxes, middles, from, isUp), ...(isUp ? inner.toReversed() : inner)];
    return [...way, edgeOf(boxes, middles, to, !isUp)];
  });
  return withinBounds(boxes, middles, ways);
}

const newSlot = (box: number, width: number, rank: number): Slot => ({
  box,
  width,
  rank,
  x: 0,
  above: [],
  below: [],
});

interface Chain {
  readonly from: number;
  readonly to: number;
  readonly isUp: boolean;
  /** From top to bottom. */
  readonly bends: readonly Slot[];
}

function chainsOf(ends: readonly (readonly [number, number])[], slots: readonly Slot[]): Chain[] {
  let left = MOST_BENDS;
  return ends.map(([from, to]) => {
    const [a, b] = [slots[from], slots[to]];
    if (!a || !b || a === b) return { from, to, isUp: false, bends: [] };
    const isUp = a.rank > b.rank;
    const [top, bottom] = isUp ? [b, a] : [a, b];
    const span = bottom.rank - top.rank - 1;
    const bends: Slot[] = [];
    let above = top;
    if (span <= left) {
      for (let rank = top.rank + 1; rank < bottom.rank; rank++) {
        const bend = newSlot(-1, BEND_WIDTH, rank);
        join(above, bend);
        bends.push(bend);
        above = bend;
      }
      left -= Math.max(0, span);
    }
    join(above, bottom);
    return { from, to, isUp, bends };
  });
}

function join(above: Slot, below: Slot): void {
  above.below.push(below);
  below.above.push(above);
}

function rowsOf(slots: readonly Slot[]): Slot[][] {
  const rows: Slot[][] = [];
  for (const slot of slots) {
    while (rows.length <= slot.rank) rows.push([]);
    rows[slot.rank]?.push(slot);
  }
  return rows;
}

/** Sorts each row by the mean place of its neighbours, down and up in turn. */
function orderRows(rows: readonly Slot[][]): void {
  const number = (row: readonly Slot[]) => {
    row.forEach((slot, i) => {
      slot.x = i;
    });
  };
  rows.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const row of isDown ? rows : rows.toReversed()) {
      const wanted = new Map(row.map((slot) => [slot, meanX(isDown ? slot.above : slot.below) ?? slot.x]));
      row.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      number(row);
    }
  }
}

function meanX(slots: readonly Slot[]): number | undefined {
  if (slots.length === 0) return undefined;
  return slots.reduce((sum, { x }) => sum + x, 0) / slots.length;
}

/** Moves slots towards their neighbours without changing the order or coming too near. */
function placeRows(rows: readonly Slot[][]): void {
  for (const row of rows)
    spread(
      row,
      row.map(() => 0),
    );
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const row of isDown ? rows : rows.toReversed())
      spread(
        row,
        row.map((slot) => meanX(isDown ? slot.above : slot.below) ?? slot.x),
      );
  }
}

/**
 * Places as near to the wanted ones as the order allows, in the sense of least squares: neighbours that want to be too
 * near become one block at their mean ("pool adjacent violators").
 */
function spread(row: readonly Slot[], wanted: readonly number[]): void {
  interface Block {
    sum: number;
    count: number;
    first: number;
  }
  const offsets: number[] = [];
  row.forEach((slot, i) => {
    const before = row[i - 1];
    offsets.push(before ? (offsets[i - 1] ?? 0) + (before.width + slot.width) / 2 + BETWEEN_BOXES : 0);
  });
  const blocks: Block[] = [];
  row.forEach((_, i) => {
    let block: Block = { sum: (wanted[i] ?? 0) - (offsets[i] ?? 0), count: 1, first: i };
    for (
      let last = blocks.at(-1);
      last && last.sum / last.count >= block.sum / block.count;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count, first: last.first };
    }
    blocks.push(block);
  });
  for (const { sum, count, first } of blocks)
    for (let i = first; i < first + count; i++) {
      const slot = row[i];
      if (slot) slot.x = sum / count + (offsets[i] ?? 0);
    }
}

function placeInHeight(boxes: readonly BoxToPlace[], rows: readonly Slot[][]) {
  let height = 0;
  const middles = rows.map((row) => {
    const tallest = row.reduce((most, { box }) => Math.max(most, boxes[box]?.height ?? 0), 0);
    const middle = height + tallest / 2;
    height += tallest + BETWEEN_RANKS;
    return middle;
  });
  return { middles, height };
}

/** Boxes without a line stand below the others, in rows about as wide as high. */
function placeLoose(
  boxes: readonly BoxToPlace[],
  connected: ReadonlySet<number>,
  middles: Point[],
  top: number,
): void {
  const loose = boxes.flatMap((box, at) => (connected.has(at) ? [] : [{ ...box, at }]));
  const area = loose.reduce(
    (sum, { width, height }) => sum + (width + BETWEEN_BOXES) * (height + BETWEEN_BOXES),
    0,
  );
  const most = Math.sqrt(area) * 1.5;
  let [x, y, tallest] = [0, top, 0];
  for (const { at, width, height } of loose) {
    if (x > 0 && x + width > most) {
      y += tallest + BETWEEN_BOXES;
      [x, tallest] = [0, 0];
    }
    middles[at] = { x: x + width / 2, y: y + height / 2 };
    x += width + BETWEEN_BOXES;
    tallest = Math.max(tallest, height);
  }
}

/** The middle of a box's lower or upper side. */
function edgeOf(boxes: readonly BoxToPlace[], middles: readonly Point[], at: number, isTop: boolean): Point {
  const { x = 0, y = 0 } = middles[at] ?? {};
  const half = (boxes[at]?.height ?? 0) / 2;
  return { x, y: isTop ? y - half : y + half };
}
