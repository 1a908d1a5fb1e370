// Numbered siblings that are built alike, `block_1`, `block_2`, …, as one box; after TensorBoard's series nodes.
import type { ScopeTree, TreeNode } from './scope-tree.ts';

const FEWEST = 5;
/** `dense`, `dense_3`, `Linear[3]`, `layer3`, `conv_3_relu`: what is before the number, the number, what is behind it. */
const NUMBERED = /^(.*?)(\d+)(\D*)$/;

/**
 * Puts members of each series into a node of their own. Only numbers that follow one another make a series, and only
 * where nothing leads out of it and back: a series of layers with other things between them would hide what follows what.
 */
export function groupSeries({ root, edges }: ScopeTree): void {
  const waiting = [root];
  for (let scope = waiting.pop(); scope; scope = waiting.pop()) {
    waiting.push(...scope.children);
    if (scope.children.length < FEWEST) continue;
    for (const members of seriesAmong(scope.children))
      if (!isInterleaved(new Set(members), edges.get(scope) ?? [])) group(scope, members);
  }
}

function seriesAmong(children: readonly TreeNode[]): TreeNode[][] {
  const counts = new Map<number, number>();
  for (const { structure } of children) counts.set(structure, (counts.get(structure) ?? 0) + 1);
  const byPattern = new Map<string, { number: number; node: TreeNode }[]>();
  for (const node of children) {
    if ((counts.get(node.structure) ?? 0) < FEWEST) continue;
    const [, before = node.title, digits, after = ''] = NUMBERED.exec(node.title) ?? [];
    // `dense` is the first of `dense_1`, `dense_2`.
    const prefix = digits === undefined ? `${before}_` : before;
    const key = `${node.structure} ${prefix} ${after}`;
    const list = byPattern.get(key) ?? [];
    byPattern.set(key, list);
    list.push({ number: Number(digits ?? 0), node });
  }
  return [...byPattern.values()].flatMap((list) => {
    list.sort((a, b) => a.number - b.number);
    const runs: TreeNode[][] = [];
    let last = Number.NaN;
    for (const { number, node } of list) {
      if (number === last + 1) runs.at(-1)?.push(node);
      else runs.push([node]);
      last = number;
    }
    return runs.filter((run) => run.length >= FEWEST);
  });
}

/** Whether a way leads from a member over something else back to a member. */
function isInterleaved(members: ReadonlySet<TreeNode>, edges: readonly TreeNode[]): boolean {
  const next = new Map<TreeNode, TreeNode[]>();
  for (let at = 0; at + 1 < edges.length; at += 2) {
    const [from, to] = [edges[at], edges[at + 1]];
    if (!from || !to) continue;
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  const waiting = [...members].flatMap((member) => next.get(member) ?? []).filter((to) => !members.has(to));
  const seen = new Set(waiting);
  for (let node = waiting.pop(); node; node = waiting.pop())
    for (const to of next.get(node) ?? []) {
      if (members.has(to)) return true;
      if (!seen.has(to)) {
        seen.add(to);
        waiting.push(to);
      }
    }
  return false;
}

function group(scope: TreeNode, members: readonly TreeNode[]): void {
  const [first, last] = [members[0], members.at(-1)];
  if (!first || !last || members.length === scope.children.length) return;
  // The last has a number in any case: `dense` is followed by `dense_1`.
  const [, before = '', lastDigits = '', after = ''] = NUMBERED.exec(last.title) ?? [];
  const digits = NUMBERED.exec(first.title)?.[2] ?? '0';
  const name = `${before}${digits}…${lastDigits}${after}`;
  const series: TreeNode = {
    path: scope.path === '' ? name : `${scope.path}/${name}`,
    title: name,
    operation: undefined,
    parent: scope,
    children: [...members],
    operations: members.reduce((sum, { operations }) => sum + operations, 0),
    structure: first.structure,
    series: true,
  };
  const isMember = new Set(members);
  scope.children = scope.children.flatMap((child) =>
    child === first ? [series] : isMember.has(child) ? [] : [child],
  );
  for (const member of members) member.parent = series;
}
