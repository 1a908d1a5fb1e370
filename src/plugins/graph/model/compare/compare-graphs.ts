// Two graphs as one: what only one of them has, and what both have in another form.

import { attributeText } from '../explore/attribute-text.ts';
import { isTrace } from '../structure/folding.ts';
import { type Input, type Operation, outputShapeTextsOf } from '../structure/operations.ts';

export type Difference = 'same' | 'added' | 'removed' | 'changed';

export interface ComparedGraphs {
  /** Those of the graph itself, then those that only the other one has. */
  readonly operations: readonly Operation[];
  readonly differences: readonly Difference[];
  /** What is different, `units: 16, before 32`; empty for all but those that are changed. */
  readonly changes: readonly (readonly string[])[];
}

/** `before` is the one that is compared with: what only it has was removed. */
export function comparedGraphs(graph: readonly Operation[], before: readonly Operation[]): ComparedGraphs {
  const keys = keysOf(graph);
  const keysBefore = keysOf(before);
  const at = new Map(keys.map((key, index) => [key, index]));
  const names = new Set(graph.map(({ name }) => name));
  let next = graph.length;
  /** By operation of the other graph, where it is among all. */
  const places = keysBefore.map((key) => at.get(key) ?? next++);
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
  return { operations, differences, changes };
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
