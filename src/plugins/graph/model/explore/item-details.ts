// What stands behind one box, for the panel beside the graph.

import { OUTPUT_SHAPES } from '../attributes.ts';
import { PARAMETERS } from '../keras-details.ts';
import { modulePathOf } from '../structure/module-names.ts';
import { type Operation, outputShapeTextsOf, outputTypeOf } from '../structure/operations.ts';
import { traceAttributeOf } from '../structure/parameters.ts';
import { attributeText } from './attribute-text.ts';
import type { Explorer } from './explorer.ts';
import { traceArguments } from './trace-arguments.ts';

/** A neighbour, and what flows to or from it. */
export interface Neighbour {
  readonly path: string;
  /** In words. */
  readonly label: string;
  readonly op: string;
  /** `4×784 float32`, of each value that flows, without doubles. */
  readonly values: readonly string[];
  readonly control: boolean;
}

/** A constant, a weight or plumbing that belongs to the operation. */
export interface Held {
  readonly name: string;
  readonly op: string;
  readonly value: string;
}

export interface ItemDetails {
  readonly path: string;
  /** In words, with the boxes around it. */
  readonly label: string;
  readonly title: string;
  readonly kind: string;
  readonly op: string;
  readonly device: string;
  readonly operations: number;
  /** How many numbers it learns; `isLeast` where it has weights whose number is not known. */
  readonly parameters: number;
  readonly isLeast: boolean;
  /** What a run of it cost, in microseconds and bytes; undefined where nothing was measured. */
  readonly cost: { readonly micros: number; readonly bytes: number } | undefined;
  /** As PyTorch names it, `layers.1`; empty for other graphs. */
  readonly module: string;
  /** Of an operation, `4×16 float32` of each output. */
  readonly outputs: readonly string[];
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly holds: readonly Held[];
  /** How it differs from the other graph that it is compared with. */
  readonly changes: readonly string[];
  readonly takes: readonly Neighbour[];
  readonly gives: readonly Neighbour[];
  /** Path of the body of the function that it calls. */
  readonly calls: string | undefined;
  /** Of a scope, how often each type is in it, the most frequent first. */
  readonly types: readonly (readonly [op: string, count: number])[];
  readonly children: readonly { readonly path: string; readonly title: string }[];
}

const MOST_CHILDREN = 300;
const HIDDEN = new Set([OUTPUT_SHAPES, PARAMETERS]);

export function itemDetails(explorer: Explorer, id: number): ItemDetails {
  const { hierarchy, operations, folding, parameters } = explorer;
  const item = hierarchy.items[id];
  if (!item) throw new RangeError(`there is no item ${id}`);
  const inside = operationsIn(explorer, id);
  const operation = operations[item.operation ?? -1];
  const holds = inside.flatMap((at) => folding.holds[at] ?? []).slice(0, MOST_CHILDREN);
  const known = inside.map((at) => parameters[at]);
  return {
    path: item.path,
    label: explorer.labelOf(id),
    title: item.title,
    kind: item.kind,
    op: operation?.op ?? '',
    device: deviceOf(inside.flatMap((at) => operations[at] ?? [])),
    operations: item.operations,
    parameters: known.reduce((sum: number, count) => sum + (count ?? 0), 0),
    isLeast: known.some((count) => count === undefined),
    cost: costOf(explorer, inside),
    module: modulePathOf(item.path),
    outputs: operation ? outputsOf(operation) : [],
    attributes: operation ? [...traceArguments(operation, operations), ...attributesOf(operation)] : [],
    holds: operation
      ? [...new Set(holds)].flatMap((at) => heldOf(operations[at], operation.op.startsWith('aten::')))
      : [],
    changes: operation ? changesOf(explorer, inside) : [],
    ...neighboursOf(explorer, inside),
    calls:
      operation?.calls && explorer.hierarchy.items[explorer.idOf(`function/${operation.calls}`) ?? -1]?.path,
    types: operation ? [] : typesOf(inside.flatMap((at) => operations[at] ?? [])),
    children: item.children
      .slice(0, MOST_CHILDREN)
      .flatMap((child) => hierarchy.items[child] ?? [])
      .map(({ path, title }) => ({ path, title })),
  };
}

function attributesOf({ attr }: Operation): (readonly [string, string])[] {
  return Object.entries(attr)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) => [name, attributeText(value)] as const)
    .filter(([name, value]) => name !== 'attr' || value.replace(/[{}\s]/g, '') !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Indices of the operations that are drawn in a box, in the order of the graph. */
export function operationsIn({ hierarchy, operations }: Explorer, id: number): readonly number[] {
  const { items, itemOf } = hierarchy;
  // Preorder: everything in a box comes right behind it.
  let end = id + 1;
  while (end < items.length && (items[end]?.depth ?? 0) > (items[id]?.depth ?? 0)) end++;
  const inside: number[] = [];
  for (let at = 0; at < operations.length; at++) {
    const own = itemOf[at] ?? -1;
    if (own >= id && own < end) inside.push(at);
  }
  return inside;
}

function costOf(explorer: Explorer, inside: readonly number[]): ItemDetails['cost'] {
  const { operations, folding } = explorer;
  const costs = inside
    .flatMap((at) => [at, ...(folding.holds[at] ?? [])])
    .flatMap((at) => explorer.costOf(operations[at]?.name ?? '') ?? []);
  if (costs.length === 0) return undefined;
  const sum = (of: (cost: (typeof costs)[number]) => number) =>
    costs.reduce((total, cost) => total + of(cost), 0);
  return { micros: sum(({ micros }) => micros), bytes: sum(({ bytes }) => bytes) };
}

function deviceOf(inside: readonly Operation[]): string {
  const devices = [...new Set(inside.map(({ device }) => device).filter(Boolean))];
  return devices.length > 3
    ? `${devices.slice(0, 3).join(', ')}, and ${devices.length - 3} more`
    : devices.join(', ');
}

const WORDS = { same: '', changed: '', added: 'added', removed: 'removed' } as const;

function changesOf({ compared, folding, operations }: Explorer, inside: readonly number[]): string[] {
  if (!compared) return [];
  return inside.flatMap((at) =>
    [at, ...(folding.holds[at] ?? [])].flatMap((one) => {
      const name = one === at ? '' : `${operations[one]?.name.replace(/^.*\//, '')}: `;
      const word = WORDS[compared.differences[one] ?? 'same'];
      return [...(word === '' ? [] : [word]), ...(compared.changes[one] ?? [])].map((text) => name + text);
    }),
  );
}

function outputsOf(operation: Operation): string[] {
  const type = outputTypeOf(operation);
  const shapes = outputShapeTextsOf(operation).map((shape) => `${shape ?? '?'} ${type}`.trim());
  return shapes.length > 0 || type === '' ? shapes : [type];
}

/** Constants of a trace are told as what the operation was called with. */
function heldOf(operation: Operation | undefined, isOfTrace: boolean): Held[] {
  if (!operation || /Construct$|Unpack$|^ReadVariableOp$/.test(operation.op)) return [];
  if (isOfTrace && operation.op === 'prim::Constant') return [];
  const trace = traceAttributeOf(operation);
  const value = operation.attr['value'] ?? operation.attr['attr'];
  const text = value
    ? attributeText(value).replace(/^\{ ?value ?: ?(.*?)\}$/, '$1')
    : (outputsOf(operation)[0] ?? '');
  const name = trace || operation.name.slice(operation.name.lastIndexOf('/') + 1);
  return [{ name, op: operation.op, value: trace ? 'weight of the module' : text.trim() }];
}

function neighboursOf(explorer: Explorer, inside: readonly number[]) {
  const own = new Set(inside);
  const takes = new Map<string, Neighbour>();
  const gives = new Map<string, Neighbour>();
  const { folding, operations } = explorer;
  operations.forEach((_, to) => {
    const isOwn = own.has(to);
    for (const { from, port, control } of folding.inputs[to] ?? []) {
      if (isOwn === own.has(from)) continue;
      const source = operations[from];
      if (!source || folding.folded[to]) continue;
      const value = control ? '' : `${outputShapeTextsOf(source)[port] ?? ''} ${outputTypeOf(source)}`.trim();
      addNeighbour(explorer, isOwn ? takes : gives, isOwn ? from : to, value, control);
    }
  });
  return { takes: [...takes.values()], gives: [...gives.values()] };
}

function addNeighbour(
  explorer: Explorer,
  list: Map<string, Neighbour>,
  at: number,
  value: string,
  control: boolean,
): void {
  const { hierarchy, operations } = explorer;
  const item = hierarchy.items[hierarchy.itemOf[at] ?? -1];
  if (!item) return;
  const { path, id } = item;
  const key = `${control} ${path}`;
  const known = list.get(key);
  const values = new Set([...(known?.values ?? []), ...(value === '' ? [] : [value])]);
  list.set(key, {
    path,
    label: known?.label ?? explorer.labelOf(id),
    op: operations[at]?.op ?? '',
    values: [...values],
    control,
  });
}

function typesOf(inside: readonly Operation[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { op } of inside) counts.set(op || 'layer', (counts.get(op || 'layer') ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
