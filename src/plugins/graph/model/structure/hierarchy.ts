// Operations -> a tree by their scopes: what the page shows as boxes in boxes. Scopes that hold one thing are that thing,
// members of a series stand in a box of their own, and boxes of the same structure are known as such.
import type { Folding } from './folding.ts';
import { type ShownName, shownNameOf } from './module-names.ts';
import { FUNCTIONS, type Operation } from './operations.ts';
import { type ScopeTree, scopeTreeOf, type TreeNode } from './scope-tree.ts';
import { groupSeries } from './series.ts';

export type ItemKind = 'operation' | 'scope' | 'series' | 'function';

/** One box. */
export interface Item {
  /** Its index among the items; the root is 0. */
  readonly id: number;
  readonly kind: ItemKind;
  /** Unique; that of an operation is its name, that of a scope the path, that of a series the path with a pattern. */
  readonly path: string;
  readonly title: string;
  /** The operation's or the module's type, or how many operations there are. */
  readonly detail: string;
  /** The box around it; the root's own is -1. */
  readonly parent: number;
  readonly depth: number;
  /** In the order of the graph. */
  readonly children: readonly number[];
  /** Index of the operation, of an operation's item. */
  readonly operation: number | undefined;
  /** How many operations it holds, folded ones left out. */
  readonly operations: number;
  /** Items with the same number are built alike. */
  readonly structure: number;
}

export interface Hierarchy {
  readonly items: readonly Item[];
  /** By operation: the item that stands for it; -1 for one that is folded. */
  readonly itemOf: Int32Array;
  readonly byPath: ReadonlyMap<string, number>;
}

export interface HierarchyOptions {
  /** Whether numbered boxes that are built alike stand in one. Default true. */
  readonly series?: boolean;
}

/** Every operation that is not folded has an item. */
export function hierarchyOf(
  operations: readonly Operation[],
  folding: Folding,
  options: HierarchyOptions = {},
): Hierarchy {
  const tree = scopeTreeOf(operations, folding);
  if (options.series !== false) groupSeries(tree);
  const itemOf = new Int32Array(operations.length).fill(-1);
  const items: Item[] = [];
  const byPath = new Map<string, number>();
  // Preorder, so that a parent's id is known to its children.
  const waiting: { node: TreeNode; parent: number; depth: number }[] = [
    { node: tree.root, parent: -1, depth: 0 },
  ];
  const children: number[][] = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, parent, depth } = next;
    const id = items.length;
    children[id] = [];
    children[parent]?.push(id);
    if (node.operation !== undefined) itemOf[node.operation] = id;
    items.push(itemOfNode(node, { id, parent, depth, children: children[id], operations }));
    if (!byPath.has(node.path)) byPath.set(node.path, id);
    for (const child of node.children.toReversed())
      waiting.push({ node: child, parent: id, depth: depth + 1 });
  }
  nameFoldedScopes(tree, itemOf, byPath);
  return { items, itemOf, byPath };
}

/** The path of a scope that became its only thing leads to it too. */
function nameFoldedScopes(tree: ScopeTree, itemOf: Int32Array, byPath: Map<string, number>): void {
  for (const [path, operation] of tree.collapsed) {
    const id = itemOf[operation];
    if (id !== undefined && id >= 0 && !byPath.has(path)) byPath.set(path, id);
  }
}

interface Place {
  readonly id: number;
  readonly parent: number;
  readonly depth: number;
  readonly children: readonly number[];
  readonly operations: readonly Operation[];
}

function itemOfNode(node: TreeNode, { operations, ...place }: Place): Item {
  const operation = node.operation === undefined ? undefined : operations[node.operation];
  const shown = shownNameOfPath(titleOf(node.title, operation));
  const ends = operation?.op === IO ? endOfTrace(node.path) : undefined;
  const isFunction = place.depth === 2 && node.path.startsWith(`${FUNCTIONS}/`) && !operation;
  const counted = () => (node.operations === 1 ? '1 operation' : `${grouped(node.operations)} operations`);
  return {
    ...place,
    kind: operation ? 'operation' : node.series ? 'series' : isFunction ? 'function' : 'scope',
    path: node.path,
    title: ends?.title ?? shown.title,
    detail: operation
      ? (ends?.detail ?? operationDetail(operation, shown.title))
      : node.series
        ? `${node.children.length} of one structure`
        : shown.type && !shown.title.startsWith(shown.type)
          ? shown.type
          : counted(),
    operation: node.operation,
    operations: node.operations,
    structure: node.structure,
  };
}

/** `12,345`. Intl takes a hundred times as long, and there are thousands of scopes. */
const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** A trace numbers the operations of a module: then their type says more. */
function titleOf(title: string, operation: Operation | undefined): string {
  const isNumber = operation?.op.includes('::') === true && /^(\d+|input(\.\d+)?)$/.test(title);
  return isNumber ? operation.op.replace(/^\w+::_?/, '') : title;
}

/** What PyTorch calls the ends of a trace: `input/x`, `output/output.1`. */
const IO = 'IO Node';

function endOfTrace(path: string): { readonly title: string; readonly detail: string } {
  const [detail = '', ...rest] = path.split('/');
  const title = rest.join('/').replace(/\.\d+$/, '') || detail;
  return { title, detail: title === detail ? '' : detail };
}

/** Several segments are one title where the scopes between hold nothing else. */
function shownNameOfPath(path: string): ShownName {
  const names = path.split('/').map(shownNameOf);
  return { title: names.map(({ title }) => title).join(' / '), type: names.at(-1)?.type ?? '' };
}

/** Empty where the title says it already. */
function operationDetail({ op, attr }: Operation, title: string): string {
  const layer = attr['keras_class']?.s;
  const text = op || (layer instanceof Uint8Array ? new TextDecoder().decode(layer) : '');
  const plain = text.replace(/^(aten|prim|onnx)::_?/, '');
  return plain.toLowerCase() === title.replace(/[ _]?\d*$/, '').toLowerCase() ? '' : plain;
}
