// Names parted at slashes -> a tree, with what leads from one thing to another at each scope, and numbers for structures.
import type { Folding } from './folding.ts';
import { type Operation, typeOf } from './operations.ts';

/** Changed while the tree is built; a leaf has an operation and no children. */
export interface TreeNode {
  path: string;
  title: string;
  operation: number | undefined;
  parent: TreeNode | undefined;
  children: TreeNode[];
  operations: number;
  structure: number;
  series: boolean;
}

export interface ScopeTree {
  readonly root: TreeNode;
  /** Paths of scopes that were left out for the one operation in them, with that operation. */
  readonly collapsed: ReadonlyMap<string, number>;
  /** By scope: data edges between its children, from and to in turn. */
  readonly edges: ReadonlyMap<TreeNode, readonly TreeNode[]>;
}

const MAX_DEPTH = 64;

export function scopeTreeOf(operations: readonly Operation[], folding: Folding): ScopeTree {
  const root = newNode('', undefined);
  const collapsed = new Map<string, number>();
  const scopes = new Map<string, TreeNode>([['', root]]);
  const leaves: (TreeNode | undefined)[] = operations.map(() => undefined);
  const prefixes = scopePrefixesOf(operations, folding);
  let last = root;
  operations.forEach(({ name }, at) => {
    if (folding.folded[at]) return;
    // An operation may have the name of a scope: then it stands in it.
    const isScope = prefixes.has(name);
    if (isScope) last = scopeOf(name, scopes);
    else {
      const slash = Math.max(0, lastSlash(name));
      // Mostly it is in the scope of the one before.
      if (last.path.length !== slash || !name.startsWith(last.path))
        last = scopeOf(name.slice(0, slash), scopes);
    }
    const leaf = newNode(name, last, true);
    leaf.title = isScope ? `(${leaf.title})` : leaf.title || '(no name)';
    leaf.operation = at;
    leaf.operations = 1;
    leaves[at] = leaf;
  });
  collapse(root, operations, collapsed);
  count(root);
  const edges = edgesBetween(leaves, folding);
  numberStructures(root, operations, edges);
  return { root, collapsed, edges };
}

/** Of all leaves; never added to. */
const NO_CHILDREN: TreeNode[] = [];

function newNode(path: string, parent: TreeNode | undefined, isLeaf = false): TreeNode {
  const node: TreeNode = {
    path,
    title: path.slice(lastSlash(path) + 1),
    operation: undefined,
    parent,
    children: isLeaf ? NO_CHILDREN : [],
    operations: 0,
    structure: 0,
    series: false,
  };
  parent?.children.push(node);
  return node;
}

/** Slashes inside brackets part nothing; neither do those beyond a depth that no model has. */
function lastSlash(path: string): number {
  const at = path.lastIndexOf('/');
  // A path of so many scopes has a letter and a slash for each.
  const mayBeDeep = path.length > 2 * MAX_DEPTH && path.split('/', MAX_DEPTH + 1).length > MAX_DEPTH;
  return at <= 0 || mayBeDeep ? nthSlash(path, MAX_DEPTH) : at;
}

function nthSlash(path: string, count: number): number {
  let at = -1;
  for (let i = 0; i < count; i++) {
    const next = path.indexOf('/', at + 1);
    if (next < 0) break;
    at = next;
  }
  return at <= 0 ? -1 : at;
}

function scopePrefixesOf(operations: readonly Operation[], { folded }: Folding): ReadonlySet<string> {
  const prefixes = new Set<string>();
  let last = '';
  operations.forEach(({ name }, index) => {
    if (folded[index]) return;
    const slash = lastSlash(name);
    if (slash <= 0 || (slash === last.length && name.startsWith(last))) return;
    last = name.slice(0, slash);
    for (let at = lastSlash(name); at > 0; at = lastSlash(name.slice(0, at))) {
      const prefix = name.slice(0, at);
      if (prefixes.has(prefix)) break;
      prefixes.add(prefix);
    }
  });
  return prefixes;
}

function scopeOf(path: string, scopes: Map<string, TreeNode>): TreeNode {
  const known = scopes.get(path);
  if (known) return known;
  const at = lastSlash(path);
  const made = newNode(path, scopeOf(at > 0 ? path.slice(0, at) : '', scopes));
  scopes.set(path, made);
  return made;
}

/** A scope with one thing in it is that thing, by the name of both. Depth is bounded, so recursion is too. */
function collapse(node: TreeNode, operations: readonly Operation[], collapsed: Map<string, number>): void {
  node.children.forEach((child, at) => {
    if (child.operation !== undefined) return;
    collapse(child, operations, collapsed);
    const [only] = child.children;
    if (child.children.length !== 1 || !only) return;
    only.parent = node;
    only.title = titleOfBoth(child, only, operations);
    if (only.operation !== undefined) collapsed.set(child.path, only.operation);
    node.children[at] = only;
  });
}

/** An operation's own name says nothing where it is its type, or a number that a trace gave. */
function titleOfBoth(scope: TreeNode, only: TreeNode, operations: readonly Operation[]): string {
  const { op = '' } = operations[only.operation ?? -1] ?? {};
  if (only.operation === undefined) return `${scope.title}/${only.title}`;
  const isType = only.title.replace(/[_.]?\d*$/, '').toLowerCase() === op.toLowerCase();
  return isType || op.includes('::') || only.title.startsWith('(')
    ? scope.title
    : `${scope.title}/${only.title}`;
}

function count(node: TreeNode): number {
  for (const child of node.children) node.operations += count(child);
  return node.operations;
}

function depthOf(node: TreeNode): number {
  let depth = 0;
  for (let at = node.parent; at; at = at.parent) depth++;
  return depth;
}

/** Each data edge at the innermost scope that holds both its ends. */
function edgesBetween(leaves: readonly (TreeNode | undefined)[], { inputs }: Folding): ScopeTree['edges'] {
  const edges = new Map<TreeNode, TreeNode[]>();
  const depths = leaves.map((leaf) => (leaf ? depthOf(leaf) : 0));
  leaves.forEach((leaf, at) => {
    if (!leaf) return;
    for (const { from, control } of inputs[at] ?? []) {
      let a = leaves[from];
      let b: TreeNode = leaf;
      if (control || !a || a === b) continue;
      for (let deep = (depths[from] ?? 0) - (depths[at] ?? 0); a.parent && deep > 0; deep--) a = a.parent;
      for (let deep = (depths[at] ?? 0) - (depths[from] ?? 0); b.parent && deep > 0; deep--) b = b.parent;
      while (a.parent && b.parent && a.parent !== b.parent) {
        a = a.parent;
        b = b.parent;
      }
      if (!a.parent) continue;
      const list = edges.get(a.parent);
      if (list) list.push(a, b);
      else edges.set(a.parent, [a, b]);
    }
  });
  return edges;
}

/** Alike: operations of one type; scopes whose children are alike and lead to one another alike. */
function numberStructures(root: TreeNode, operations: readonly Operation[], edges: ScopeTree['edges']): void {
  const numbers = new Map<string, number>();
  const numberOf = (key: string) => {
    const known = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, known);
    return known;
  };
  const visit = (node: TreeNode) => {
    for (const child of node.children) visit(child);
    if (node.operation !== undefined) {
      const operation = operations[node.operation];
      node.structure = numberOf(operation ? typeOf(operation) : '');
      return;
    }
    const inside = node.children.map(({ structure }) => structure).sort((a, b) => a - b);
    const between: string[] = [];
    const ends = edges.get(node) ?? [];
    for (let at = 0; at + 1 < ends.length; at += 2)
      between.push(`${ends[at]?.structure}>${ends[at + 1]?.structure}`);
    between.sort();
    node.structure = numberOf(`[${inside}|${between}]`);
  };
  visit(root);
}
