// Operations -> a tree by their scopes: what the page shows as boxes in boxes. Scopes that hold one thing are that thing,
// members of a series stand in a box of their own, and boxes of the same structure are known as such.
import type { Folding } from './folding.ts';
import { type ShownName, shownNameOf } from './module-names.ts';
import { FUNCTIONS, type Operation, typeOf } from './operations.ts';
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

/** Of all operations; never added to. */
const NO_CHILDREN: number[] = [];

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
  // Preorder, so that a parent's id is known to its children. Depth is bounded, so recursion is too.
  const visit = (node: TreeNode, parent: number, depth: number): number => {
    const id = items.length;
    const operation = node.operation === undefined ? undefined : operations[node.operation];
    const children: number[] = operation ? NO_CHILDREN : [];
    if (node.operation !== undefined) itemOf[node.operation] = id;
    items.push(new NodeItem(node, operation, [id, parent, depth], children));
    if (!byPath.has(node.path)) byPath.set(node.path, id);
    for (const child of node.children) children.push(visit(child, id, depth + 1));
    return id;
  };
  visit(tree.root, -1, 0);
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

/** Says its words when it is asked: of a large graph few boxes are ever drawn. */
class NodeItem implements Item {
  readonly id: number;
  readonly kind: ItemKind;
  readonly path: string;
  readonly parent: number;
  readonly depth: number;
  readonly children: readonly number[];
  readonly operation: number | undefined;
  readonly operations: number;
  readonly structure: number;
  readonly #name: string;
  readonly #operation: Operation | undefined;
  #words: { readonly title: string; readonly detail: string } | undefined;

  constructor(
    node: TreeNode,
    operation: Operation | undefined,
    [id, parent, depth]: readonly [number, number, number],
    children: readonly number[],
  ) {
    const isFunction = depth === 2 && !operation && node.path.startsWith(`${FUNCTIONS}/`);
    this.id = id;
    this.kind = operation ? 'operation' : node.series ? 'series' : isFunction ? 'function' : 'scope';
    this.path = node.path;
    this.parent = parent;
    this.depth = depth;
    this.children = children;
    this.operation = node.operation;
    this.operations = node.operations;
    this.structure = node.structure;
    this.#name = node.title;
    this.#operation = operation;
  }

  get title(): string {
    this.#words ??= this.#said();
    return this.#words.title;
  }

  get detail(): string {
    this.#words ??= this.#said();
    return this.#words.detail;
  }

  #said() {
    const operation = this.#operation;
    const { title, type } = shownNameOfPath(titleOf(this.#name, operation));
    if (operation)
      return operation.op === IO
        ? endOfTrace(this.path)
        : { title, detail: operationDetail(operation, title) };
    if (this.kind === 'series') return { title, detail: `${this.children.length} of one structure` };
    if (type && !title.startsWith(type)) return { title, detail: type };
    return {
      title,
      detail: this.operations === 1 ? '1 operation' : `${grouped(this.operations)} operations`,
    };
  }
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
function operationDetail(operation: Operation, title: string): string {
  const plain = typeOf(operation).replace(/^(aten|prim|onnx)::_?/, '');
  return plain.toLowerCase() === title.replace(/[ _]?\d*$/, '').toLowerCase() ? '' : plain;
}
