// One scope as it is put together: its boxes at their places, what is in them, and lines that end at borders.
import type { Item } from '../structure/hierarchy.ts';
import type { Bundle, Level, Port } from '../structure/visible-edges.ts';
import type { BoxSize } from './box-size.ts';
import { clearWay, type Obstacle, Obstacles } from './clear-way.ts';
import type { BoxToPlace, LevelLayout, Point } from './level-layout.ts';
import { LineLabels, labelWidthOf } from './line-labels.ts';
import type { PlacedItem, PlacedLine } from './scene.ts';

/** Around the children of an open box; above them is the title. */
const MARGIN = 16;
const HEADER = 30;
/** Where lines come in or go out there is room already. */
const BORDER = 4;
/** Of a scope that lines come into: from the first of its boxes to where its title ends. */
export const BELOW_TITLE = HEADER - BORDER;
/** What the words of a line may take of the margin. */
const LABEL_SLACK = MARGIN - 4;
/** Between two signs at the ends of the title. */
const SIGNS = 24;
/** Lines end no nearer to a box's corner than this. */
const CORNER = 8;

/** What is in a scope, from its own upper left corner, below its header. */
export interface Inner {
  readonly width: number;
  readonly height: number;
  readonly items: readonly PlacedItem[];
  readonly lines: readonly PlacedLine[];
  /** From its children to the border of the box around. */
  readonly above: number;
  readonly below: number;
  /** Where on its border lines from outside go on, by side and item outside. */
  readonly ports: ReadonlyMap<string, number>;
}

interface Box extends Obstacle {
  readonly inner: Inner | undefined;
}

export const portKey = (side: Port['side'], outside: number): string => `${side}${outside}`;

/** Size of the box around what is in it. */
export function openBoxSize(inner: Inner, closed: BoxSize): BoxSize {
  return {
    width: Math.max(inner.width + 2 * MARGIN, closed.width + SIGNS),
    height: inner.above + inner.height + inner.below,
  };
}

/** Made for one scope and used up by `done`. */
export class PlacedScope {
  readonly #scope: number;
  readonly #level: Level;
  readonly #ports = new Map<number, { readonly port: Port; readonly x: number }>();
  readonly #boxes = new Map<number, Box>();
  readonly #items: PlacedItem[] = [];
  /** Of open boxes in it, whose words are placed. */
  readonly #inner: PlacedLine[] = [];
  /** Its own. */
  readonly #lines: PlacedLine[] = [];
  /** Once all boxes are placed. */
  #obstacles: Obstacles | undefined;
  readonly #above: number;
  readonly #below: number;
  #width: number;
  #height: number;

  constructor(scope: number, level: Level, boxes: readonly BoxToPlace[], laid: LevelLayout) {
    this.#scope = scope;
    this.#level = level;
    this.#width = laid.width;
    this.#height = laid.height;
    this.#above = boxes.some(({ port }) => port === 'in') ? BORDER : HEADER;
    this.#below = boxes.some(({ port }) => port === 'out') ? BORDER : MARGIN;
    for (const port of level.ports) {
      const at = boxes.findIndex(({ id }) => id === port.id);
      const place = laid.boxes[at];
      if (at >= 0 && place) this.#ports.set(port.id, { port, x: place.x });
    }
  }

  /** Places a box by its middle, and all that is in it. */
  add(item: Item, size: BoxSize, middle: Point, aside: boolean, inner: Inner | undefined): void {
    const { width, height } = size;
    const [x, y] = [middle.x - width / 2, middle.y - height / 2];
    this.#boxes.set(item.id, { id: item.id, x, y, width, height, inner });
    this.#width = Math.max(this.#width, x + width);
    this.#height = Math.max(this.#height, y + height);
    const { id, path, kind, title, detail, depth, structure } = item;
    const open = inner !== undefined;
    this.#items.push({ id, path, kind, title, detail, depth, structure, x, y, width, height, open, aside });
    if (!inner) return;
    const [left, top] = [x + (width - inner.width) / 2, y + inner.above];
    for (const one of inner.items) this.#items.push({ ...one, x: one.x + left, y: one.y + top });
    for (const line of inner.lines) this.#inner.push(movedLine(line, left, top));
  }

  /** `way` is where the layout leads the line; empty for a straight one. */
  connect(bundle: Bundle, way: readonly Point[], quiet: boolean): void {
    const { from, to, control, count, size, label, ends } = bundle;
    if (from === to) return;
    const isUp = (way[0]?.y ?? 0) > (way.at(-1)?.y ?? 0);
    const start = this.#end(from, way[1] ?? this.#middleOf(to), isUp ? way[0] : undefined, 'out', to);
    const end = this.#end(to, way.at(-2) ?? this.#middleOf(from), isUp ? way.at(-1) : undefined, 'in', from);
    const bends = way.slice(1, -1);
    this.#obstacles ??= new Obstacles(this.#boxes.values());
    const points = way.length > 0 ? clearWay(this.#obstacles, [from, to], start, bends, end) : [start, end];
    // It stands where the line begins; further on it would only be said again.
    const said = from < 0 || to < 0 ? '' : label;
    this.#lines.push({
      from: from < 0 ? this.#scope : from,
      to: to < 0 ? this.#scope : to,
      points,
      control,
      quiet,
      count,
      size,
      label: said,
      labelAt: undefined,
      ends: [...ends],
    });
  }

  done(): Inner {
    const own = this.#labelled();
    const words = own.reduce(
      (end, { labelAt, label }) => Math.max(end, labelAt ? labelAt.x + labelWidthOf(label) : 0),
      0,
    );
    // As much on the left, so that what is in the middle stays there.
    const shift = Math.max(0, words - this.#width - LABEL_SLACK);
    const ports = new Map<string, number>();
    for (const { port, x } of this.#ports.values())
      for (const outside of port.outside) ports.set(portKey(port.side, outside), x + shift);
    const items = this.#items.map((item) => ({ ...item, x: item.x + shift }));
    const lines = [...this.#inner, ...own].map((line) => movedLine(line, shift, 0));
    const size = { width: this.#width + 2 * shift, height: this.#height };
    return { ...size, items, lines, ports, above: this.#above, below: this.#below };
  }

  /** Short lines choose first where their words stand: they have the fewest places. */
  #labelled(): PlacedLine[] {
    const labels = new LineLabels(this.#obstacles ?? new Obstacles([]));
    const places = new Map<PlacedLine, Point | undefined>();
    for (const line of [...this.#lines].sort((a, b) => a.points.length - b.points.length))
      if (line.label !== '' && !line.quiet) places.set(line, labels.place(line.points, line.label));
    return this.#lines.map((line) => ({ ...line, labelAt: places.get(line) }));
  }

  #middleOf(id: number): Point {
    const box = this.#boxes.get(id);
    if (box) return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const port = this.#ports.get(id);
    return { x: port?.x ?? this.#width / 2, y: 0 };
  }

  /** Where a line meets the thing at one end of it. `side` is the side of a box at which it leaves or comes. */
  #end(id: number, next: Point, given: Point | undefined, side: Port['side'], other: number): Point {
    const box = this.#boxes.get(id);
    if (!box) {
      const x = this.#ports.get(id)?.x ?? this.#width / 2;
      return { x, y: side === 'out' ? -this.#above : this.#height + this.#below };
    }
    const y = side === 'out' ? box.y + box.height : box.y;
    const port = box.inner && this.#portOf(box.inner, side, other);
    if (box.inner && port !== undefined) return { x: box.x + (box.width - box.inner.width) / 2 + port, y };
    if (given) return given;
    const corner = Math.min(CORNER, box.width / 2);
    return { x: Math.min(box.x + box.width - corner, Math.max(box.x + corner, next.x)), y };
  }

  /** The port of an open box for what is at the line's other end, or outside of that. */
  #portOf(inner: Inner, side: Port['side'], other: number): number | undefined {
    const outside = other >= 0 ? [other] : (this.#level.ports.find(({ id }) => id === other)?.outside ?? []);
    for (const one of outside) {
      const x = inner.ports.get(portKey(side, one));
      if (x !== undefined) return x;
    }
    return undefined;
  }
}

function movedLine(line: PlacedLine, right: number, down: number): PlacedLine {
  const moved = ({ x, y }: Point): Point => ({ x: x + right, y: y + down });
  return { ...line, points: line.points.map(moved), labelAt: line.labelAt && moved(line.labelAt) };
}
