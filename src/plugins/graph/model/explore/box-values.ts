// What boxes can be coloured by: a class each, or an amount each. A closed box stands for all that is in it.
import { type Operation, typeOf } from '../structure/operations.ts';
import { attributeText } from './attribute-text.ts';
import type { Explorer } from './explorer.ts';
import type { Cost } from './run-profile.ts';

export type ClassMode = 'op' | 'device' | 'cluster';
export type AmountMode = 'parameters' | 'time' | 'memory';
export type ValueMode = ClassMode | AmountMode | 'difference';

/** By item id. */
export type BoxValues =
  /** Index of the most frequent class in the box; -1 for none. */
  | { readonly kind: 'classes'; readonly labels: readonly string[]; readonly of: Int32Array }
  /** The sum over the box; NaN where nothing is known. */
  | { readonly kind: 'amounts'; readonly of: Float64Array };

const CLASS_OF: Readonly<Record<ClassMode, (operation: Operation) => string>> = {
  op: typeOf,
  device: ({ device }) => device,
  cluster: ({ attr }) => (attr['_XlaCluster'] ? attributeText(attr['_XlaCluster']) : ''),
};

/** Labels by how many operations have them, the most frequent first. */
export function classesOf({ operations, hierarchy, folding }: Explorer, mode: ClassMode): BoxValues {
  const classes = operations.map((operation, at) => (folding.folded[at] ? '' : CLASS_OF[mode](operation)));
  const totals = new Map<string, number>();
  for (const name of classes) if (name !== '') totals.set(name, (totals.get(name) ?? 0) + 1);
  const labels = [...totals].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  const index = new Map(labels.map((name, at) => [name, at]));
  const counts: Map<number, number>[] = hierarchy.items.map(() => new Map());
  classes.forEach((name, at) => {
    const label = index.get(name);
    if (label !== undefined)
      addUpwards(hierarchy.items, hierarchy.itemOf[at] ?? -1, (id) => {
        counts[id]?.set(label, (counts[id]?.get(label) ?? 0) + 1);
      });
  });
  const of = Int32Array.from(
    counts,
    (count) => [...count].sort(([a, x], [b, y]) => y - x || a - b)[0]?.[0] ?? -1,
  );
  return { kind: 'classes', labels, of };
}

const DIFFERENCES = ['Added', 'Removed', 'Changed'] as const;

/** How boxes differ from the other graph: a box whose operations differ in more than one way is changed. */
export function differencesOf({ hierarchy, folding, compared, operations }: Explorer): BoxValues {
  const states: Set<string>[] = hierarchy.items.map(() => new Set());
  operations.forEach((_, at) => {
    const all = [at, ...(folding.holds[at] ?? [])].map((one) => compared?.differences[one] ?? 'same');
    if (folding.folded[at]) return;
    const own = new Set(all).size === 1 ? (all[0] ?? 'same') : 'changed';
    addUpwards(hierarchy.items, hierarchy.itemOf[at] ?? -1, (id) => states[id]?.add(own));
  });
  const of = Int32Array.from(states, (set) => {
    if (set.size === 1 && set.has('same')) return -1;
    if (set.size === 1 && set.has('added')) return 0;
    return set.size === 1 && set.has('removed') ? 1 : set.size === 0 ? -1 : 2;
  });
  return { kind: 'classes', labels: DIFFERENCES, of };
}

/** `costs` are those of a run; without them there are neither times nor memory. */
export function amountsOf(explorer: Explorer, mode: AmountMode, costs: ReadonlyMap<string, Cost>): BoxValues {
  const { operations, hierarchy, folding, parameters } = explorer;
  const of = new Float64Array(hierarchy.items.length).fill(Number.NaN);
  const own = (at: number): number | undefined => {
    const cost = costs.get(operations[at]?.name ?? '');
    return mode === 'parameters' ? parameters[at] : mode === 'time' ? cost?.micros : cost?.bytes;
  };
  operations.forEach((_, at) => {
    if (folding.folded[at]) return;
    const held = mode === 'parameters' ? [] : (folding.holds[at] ?? []);
    const known = [at, ...held].flatMap((one) => own(one) ?? []);
    if (known.length === 0) return;
    const sum = known.reduce((total, one) => total + one, 0);
    addUpwards(hierarchy.items, hierarchy.itemOf[at] ?? -1, (id) => {
      const before = of[id] ?? Number.NaN;
      of[id] = (Number.isNaN(before) ? 0 : before) + sum;
    });
  });
  return { kind: 'amounts', of };
}

function addUpwards(items: Explorer['hierarchy']['items'], item: number, add: (id: number) => void): void {
  for (let id = item; id >= 0; id = items[id]?.parent ?? -1) add(id);
}
