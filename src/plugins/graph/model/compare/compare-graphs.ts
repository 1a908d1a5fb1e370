// Two graphs as one: what only one of them has, and what both have in another form.

import { attributeText } from '../explore/attribute-text.ts';
import { isTrace } from '../structure/folding.ts';
import { type Input, type Operation, outputShapeTextsOf, typeOf } from '../structure/operations.ts';

export type Difference = 'same' | 'added' | 'removed' | 'changed';

export interface ComparedGraphs {
  /** Those of the graph itself, then those that only the other one has. */
  readonly operations: readonly Operation[];
  readonly differences: readonly Difference[];
  /** What is different, `units: 16, before 32`; empty for all but those that are changed. */
  readonly changes: readonly (readonly string[])[];
  /** How many are the same by `unnumbered` names only. */
  readonly renumbered: number;
}

/** `before` is the one that is compared with: what only it has was removed. */
export function comparedGraphs(graph: readonly Operation[], before: readonly Operation[]): ComparedGraphs {
  const keys = keysOf(graph);
  const keysBefore = keysOf(before);
  const at = new Map(keys.map((key, index) => [key, index]));
  const renumbered = renumberedOf(graph, keys, before, keysBefore);
  const names = new Set(graph.map(({ name }) => name));
  let next = graph.length;
  /** By operation of the other graph, where it is among all. */
  const places = keysBefore.map((key, index) => at.get(key) ?? renumbered.get(index) ?? next++);
  const differences: Difference[] = graph.map(() => 'added');
  const changes: (readonly string[])[] = graph.map(() => []);
  const operations = [...graph];
  before.forEach((operation, index) => {
    const place = places[index] ?? 0;
    const inputs = operation.inputs.map((input) => ({ ...input, from: places[input.from] ?? 0 }));
    const same = graph[place];
    if (same) {
      const found = changesOf(same, operation.placed(operation.name, inputs));
      differences[place] = found.length === 0 ? 'same' : 'changed';
      changes[place] = found;
      return;
    }
    let name = operation.name;
    while (names.has(name)) name += ' (before)';
    names.add(name);
    operations[place] = operation.placed(name, inputs);
    differences[place] = 'removed';
    changes[place] = [];
  });
  return { operations, differences, changes, renumbered: renumbered.size };
}

/**
 * What makes an operation the same in both: its name. A trace numbers its operations through, so that one more shifts all
 * names; there it is the scope, the type, and the how-manieth of that type in the scope it is.
 */
function keysOf(operations: readonly Operation[]): string[] {
  if (!isTrace(operations)) return operations.map(({ name }) => name);
  const counts = new Map<string, number>();
  return operations.map(({ name, op }) => {
    const scope = `${name.slice(0, Math.max(0, name.lastIndexOf('/')))} ${op}`;
    const count = (counts.get(scope) ?? 0) + 1;
    counts.set(scope, count);
    return `${scope} ${count}`;
  });
}

/**
 * Keras and tfjs count layers through for all models of a program, so that `dense` and `dense_1` of one model are `dense_2`
 * and `dense_3` of the next. Where two graphs have no name in common among those that are alike but for such numbers,
 * with the same type, the first of the one is the first of the other, and so on. By index in `before`, the index in `graph`.
 */
function renumberedOf(
  graph: readonly Operation[],
  keys: readonly string[],
  before: readonly Operation[],
  keysBefore: readonly string[],
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  if (isTrace(graph) || isTrace(before)) return found;
  const named = new Set(keys);
  const common = new Set(keysBefore.flatMap((key, index) => (named.has(key) ? [kindOf(before[index])] : [])));
  const places = new Map<string, number[]>();
  graph.forEach((operation, index) => {
    const kind = kindOf(operation);
    if (common.has(kind)) return;
    const alike = places.get(kind);
    if (alike) alike.push(index);
    else places.set(kind, [index]);
  });
  before.forEach((operation, index) => {
    const place = places.get(kindOf(operation))?.shift();
    if (place !== undefined) found.set(index, place);
  });
  return found;
}

function kindOf(operation: Operation | undefined): string {
  return operation ? `${unnumbered(operation.name)} ${typeOf(operation)}` : '';
}

/** `sequential_1/dense_2/MatMul` and `sequential/dense/MatMul` are one. */
function unnumbered(name: string): string {
  return name.replace(/_?\d+(?=\/|$)/g, '');
}

function changesOf(now: Operation, before: Operation): string[] {
  const found: string[] = [];
  const compare = (what: string, a: string, b: string) => {
    if (a !== b) found.push(`${what}: ${a || 'none'}, before ${b || 'none'}`);
  };
  compare('operation', now.op, before.op);
  compare('device', now.device, before.device);
  const shapes = (operation: Operation) =>
    outputShapeTextsOf(operation)
      .map((shape) => shape ?? '?')
      .join(', ');
  compare('output', shapes(now), shapes(before));
  const names = new Set([...Object.keys(now.attr), ...Object.keys(before.attr)]);
  for (const name of [...names].filter((one) => one !== '_output_shapes').sort()) {
    const text = ({ attr }: Operation) => (attr[name] ? attributeText(attr[name]) : '');
    compare(name, text(now), text(before));
  }
  const inputs = (list: readonly Input[]) =>
    list.map(({ from, port, control }) => `${from}:${port}${control}`).join();
  if (inputs(now.inputs) !== inputs(before.inputs)) found.push('takes other inputs');
  return found;
}
