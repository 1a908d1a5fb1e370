// What stands beside the graph instead of in it: saving, summaries, gradients, and what half of a scope depends on.
// Bounds after extractHighDegrees of tensorboard/plugins/graph/tf_graph_common/render.ts.
import type { Item } from './hierarchy.ts';
import type { Operation } from './operations.ts';

/** A scope of fewer children has no crowd to hide. */
const FEWEST_CHILDREN = 15;
const LEAST_DEGREE = 5;
const NAMES = /^(save|gradients|gradient_tape|init|summaries|report_uninitialized_variables)(_\d+)?$/i;
const OPERATIONS = /^(NoOp|.*Summary|.*SummaryV2|SaveV2|RestoreV2|Assert|Write.*Summary.*)$/;

/** Of the data edges of one scope. */
export interface LevelEdge {
  readonly from: number;
  readonly to: number;
  readonly control: boolean;
}

/**
 * The children that stand aside. `chosen` is the user's word, by id: true for aside, false for in the graph.
 * Never all of them.
 */
export function setAside(
  children: readonly Item[],
  edges: readonly LevelEdge[],
  operations: readonly Operation[],
  chosen: ReadonlyMap<number, boolean>,
): ReadonlySet<number> {
  const aside = new Set<number>();
  for (const item of children) if (isAuxiliary(item, operations)) aside.add(item.id);
  for (const id of crowdedOf(children, edges)) aside.add(id);
  if (aside.size === children.length) aside.clear();
  for (const { id } of children) {
    if (chosen.get(id) === true) aside.add(id);
    if (chosen.get(id) === false) aside.delete(id);
  }
  return aside;
}

function isAuxiliary({ title, operation, kind }: Item, operations: readonly Operation[]): boolean {
  if (operation === undefined) return kind === 'scope' && NAMES.test(title);
  return OPERATIONS.test(operations[operation]?.op ?? '') || NAMES.test(title);
}

/** Ids with far more neighbours on one side than the others of the scope have. */
function crowdedOf(children: readonly Item[], edges: readonly LevelEdge[]): number[] {
  if (children.length < FEWEST_CHILDREN) return [];
  const data = edges.filter(({ control }) => !control);
  return (['from', 'to'] as const).flatMap((side) => {
    const degrees = new Map<number, number>(children.map(({ id }) => [id, 0]));
    for (const edge of data) {
      const before = degrees.get(edge[side]);
      if (before !== undefined) degrees.set(edge[side], before + 1);
    }
    const sorted = [...degrees.values()].sort((a, b) => a - b);
    const quartile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
    const bound = Math.max(quartile(0.75) + 1.5 * (quartile(0.75) - quartile(0.25)), LEAST_DEGREE);
    return [...degrees].filter(([, degree]) => degree > bound).map(([id]) => id);
  });
}
