// What leads from one visible box to another, bundled, for each open scope. An edge that crosses the border of an open
// scope goes to the border and on from there.
import type { Folding } from './folding.ts';
import type { Hierarchy } from './hierarchy.ts';
import { type Operation, outputShapesOf, outputShapeTextsOf, sizeOf } from './operations.ts';

/** Edges of one scope that have the same ends. */
export interface Bundle {
  /** A child of the scope, or `port` of what is outside. */
  readonly from: number;
  readonly to: number;
  readonly control: boolean;
  /** How many edges of operations. */
  readonly count: number;
  /** Numbers that flow along all of them. */
  readonly size: number;
  /** The shape, where all have the same, or how many there are; empty where nothing is known. */
  readonly label: string;
  /** The visible items between which it leads in the end, from and to, without doubles. */
  readonly ends: ReadonlySet<number>;
}

/** Places on the border of an open scope; ids below -1, each standing for one thing outside. */
export interface Port {
  readonly id: number;
  readonly side: 'in' | 'out';
  /** Items outside, each a sibling of one of the scopes around. */
  readonly outside: readonly number[];
}

export interface Level {
  readonly bundles: readonly Bundle[];
  readonly ports: readonly Port[];
}

/** More outside neighbours than these share one place on the border. */
const MOST_PORTS = 6;

interface Gathered {
  from: number;
  to: number;
  control: boolean;
  count: number;
  size: number;
  shapes: Set<string>;
  ends: Set<number>;
}
interface Draft {
  readonly bundles: Map<string, Gathered>;
  readonly ports: Map<string, { id: number; side: Port['side']; outside: number[] }>;
}

/** By id of each scope in `open` whose surroundings are open too, and of the root (0), which is open always. */
export function visibleEdges(
  operations: readonly Operation[],
  folding: Folding,
  { items, itemOf }: Hierarchy,
  open: ReadonlySet<number>,
): ReadonlyMap<number, Level> {
  const standsFor = visibleOf(items, open);
  const crossings = crossingsOf(operations.length, folding, itemOf, standsFor, items);
  const drafts = new Map<number, Draft>();
  const draftOf = (scope: number) => {
    const draft = drafts.get(scope) ?? { bundles: new Map(), ports: new Map() };
    drafts.set(scope, draft);
    return draft;
  };
  for (const { from, port, control, chainFrom, chainTo, scope } of crossings) {
    const source = operations[from] ?? { attr: {} };
    const shape = outputShapesOf(source)[port];
    const value = {
      control,
      size: control ? 0 : sizeOf(shape),
      shape: shape ? (outputShapeTextsOf(source)[port] ?? '') : '',
      ends: [chainFrom.at(-1) ?? 0, chainTo.at(-1) ?? 0],
    };
    const [outerFrom, outerTo] = [chainFrom[0] ?? 0, chainTo[0] ?? 0];
    add(draftOf(scope), outerFrom, outerTo, value);
    for (let i = 1; i < chainTo.length; i++) {
      const draft = draftOf(chainTo[i - 1] ?? 0);
      add(draft, portOf(draft, 'in', outerFrom), chainTo[i] ?? 0, value);
    }
    for (let i = 1; i < chainFrom.length; i++) {
      const draft = draftOf(chainFrom[i - 1] ?? 0);
      add(draft, chainFrom[i] ?? 0, portOf(draft, 'out', outerTo), value);
    }
  }
  return new Map([...drafts].map(([scope, draft]) => [scope, levelOf(draft)]));
}

/** By item: the visible item that it stands in, or is. */
function visibleOf(items: Hierarchy['items'], open: ReadonlySet<number>): Int32Array {
  const stands = new Int32Array(items.length);
  // Preorder: what is around an item was seen before it.
  for (const { id, parent } of items) {
    const around = stands[parent] ?? 0;
    stands[id] = parent < 0 || (around === parent && (parent === 0 || open.has(parent))) ? id : around;
  }
  return stands;
}

interface Crossing {
  readonly from: number;
  readonly port: number;
  readonly control: boolean;
  /** From a child of `scope` down to the visible item. */
  readonly chainFrom: readonly number[];
  readonly chainTo: readonly number[];
  readonly scope: number;
}

function* crossingsOf(
  count: number,
  folding: Folding,
  itemOf: Int32Array,
  standsFor: Int32Array,
  items: Hierarchy['items'],
): Generator<Crossing> {
  const ways = new Map<number, readonly number[]>();
  const wayTo = (id: number): readonly number[] => {
    const way = ways.get(id) ?? [...around(id, items), id];
    ways.set(id, way);
    return way;
  };
  for (let to = 0; to < count; to++) {
    const target = itemOf[to] ?? -1;
    if (target < 0) continue;
    for (const { from, port, control } of folding.inputs[to] ?? []) {
      const source = itemOf[from] ?? -1;
      const [a, b] = [standsFor[source] ?? 0, standsFor[target] ?? 0];
      if (source < 0 || a === b) continue;
      const [wayFrom, wayTarget] = [wayTo(a), wayTo(b)];
      let shared = 0;
      while (wayFrom[shared] === wayTarget[shared]) shared++;
      const scope = wayFrom[shared - 1] ?? 0;
      yield {
        from,
        port,
        control,
        chainFrom: wayFrom.slice(shared),
        chainTo: wayTarget.slice(shared),
        scope,
      };
    }
  }
}

/** From the outermost box on, without the root. */
function around(id: number, items: Hierarchy['items']): number[] {
  const way: number[] = [];
  for (let at = items[id]?.parent ?? 0; at > 0; at = items[at]?.parent ?? 0) way.unshift(at);
  return way;
}

function portOf({ ports }: Draft, side: Port['side'], outside: number): number {
  const key = `${side}${outside}`;
  const known = ports.get(key);
  if (known) return known.id;
  const ofSide = [...ports.values()].filter((port) => port.side === side);
  const last = ofSide.length >= MOST_PORTS ? ofSide.at(-1) : undefined;
  const port = last ?? { id: -2 - ports.size, side, outside: [] };
  port.outside.push(outside);
  ports.set(key, port);
  return port.id;
}

function add(
  { bundles }: Draft,
  from: number,
  to: number,
  { control, size, shape, ends }: { control: boolean; size: number; shape: string; ends: readonly number[] },
): void {
  const key = `${from} ${to} ${control}`;
  const known = bundles.get(key);
  if (!known) {
    const shapes = new Set(shape === '' ? [] : [shape]);
    bundles.set(key, { from, to, control, count: 1, size, shapes, ends: new Set(ends) });
    return;
  }
  known.count++;
  known.size += size;
  for (const end of ends) known.ends.add(end);
  if (shape !== '' && known.shapes.size < 2) known.shapes.add(shape);
}

function levelOf({ bundles, ports }: Draft): Level {
  return {
    bundles: [...bundles.values()].map(({ shapes, ...bundle }) => {
      const [shape = ''] = shapes;
      const label =
        bundle.count === 1
          ? shape
          : shapes.size === 1
            ? `${bundle.count} × ${shape}`
            : `${bundle.count} tensors`;
      return { ...bundle, label: bundle.control ? '' : label };
    }),
    ports: [...new Set(ports.values())],
  };
}
