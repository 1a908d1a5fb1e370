// A GraphDef -> its operations, with inputs as places in the list. Bodies of functions stand below `function/NAME`.
import type { tensorboard } from '../../../../../proto/messages.ts';
import { type Attribute, OUTPUT_SHAPES } from '../attributes.ts';
import { dtypeNameOf } from '../dtype-names.ts';

/** Where a value comes from. */
export interface Input {
  /** Index of the operation that gives it. */
  readonly from: number;
  /** Which of its outputs. */
  readonly port: number;
  /** Nothing flows: the one only has to be done before the other. */
  readonly control: boolean;
}

/** One node of a GraphDef. */
export interface Operation {
  /** Unique in the graph; slashes part its scopes. */
  readonly name: string;
  readonly op: string;
  readonly device: string;
  /** Inputs that name a node of the graph, in order; others are left out. */
  readonly inputs: readonly Input[];
  readonly attr: Readonly<Record<string, Attribute>>;
  /** Name of the function of the library that it calls. */
  readonly calls: string | undefined;
  placed(name: string, inputs: readonly Input[]): Operation;
}

/** Sizes of dimensions; -1 for one that is not known. */
export type KnownShape = readonly number[];

export const FUNCTIONS = 'function';

type Graph = tensorboard.GraphDef.$Properties;
type Node = tensorboard.NodeDef.$Properties;
type FunctionDef = NonNullable<NonNullable<Graph['library']>['function']>[number];

/** Nodes of a name that was there before are left out: inputs could not tell them apart. */
export function operationsOf(graph: Graph): readonly Operation[] {
  const functions = graph.library?.function ?? [];
  const called = new Set(functions.map(({ signature }) => signature?.name ?? ''));
  const nodes = [...(graph.node ?? []), ...functions.flatMap(nodesOfFunction)];
  const indexOf = new Map<string, number>();
  const kept: Node[] = [];
  for (const node of nodes) {
    const name = node.name ?? '';
    if (indexOf.has(name)) continue;
    indexOf.set(name, kept.length);
    kept.push(node);
  }
  return kept.map((node) => {
    const inputs: Input[] = [];
    for (const input of node.input ?? []) {
      const found = inputOf(input, indexOf);
      if (found) inputs.push(found);
    }
    return new NodeOperation(node, node.name ?? '', inputs, functionOf(node, called));
  });
}

/** Asks its node for attributes only when it is asked itself: most of a large graph is never looked at. */
class NodeOperation implements Operation {
  readonly name: string;
  readonly op: string;
  readonly device: string;
  readonly inputs: readonly Input[];
  readonly calls: string | undefined;
  readonly #node: Node;

  constructor(node: Node, name: string, inputs: readonly Input[], calls: string | undefined) {
    this.#node = node;
    this.name = name;
    this.op = node.op ?? '';
    this.device = node.device ?? '';
    this.inputs = inputs;
    this.calls = calls;
  }

  get attr(): Readonly<Record<string, Attribute>> {
    return this.#node.attr ?? {};
  }

  /** The same node under another name, with other inputs. */
  placed(name: string, inputs: readonly Input[]): NodeOperation {
    return new NodeOperation(this.#node, name, inputs, this.calls);
  }
}

/** `^name` is control, `name:1` the second output, `name:out:0` a function's way to say it. */
function inputOf(input: string, indexOf: ReadonlyMap<string, number>): Input | undefined {
  const control = input.startsWith('^');
  const name = control ? input.slice(1) : input;
  const whole = indexOf.get(name);
  if (whole !== undefined) return { from: whole, port: 0, control };
  const [, base, port] = /^(.*?)(?::[^:]*?)?:(\d+)$/.exec(name) ?? [];
  const from = indexOf.get(base ?? '');
  return from === undefined ? undefined : { from, port: Number(port), control };
}

function functionOf(node: Node, called: ReadonlySet<string>): string | undefined {
  if (called.size === 0) return undefined;
  if (called.has(node.op ?? '')) return node.op ?? undefined;
  for (const { func } of Object.values(node.attr ?? {}))
    if (func?.name && called.has(func.name)) return func.name;
  return undefined;
}

/** Arguments, operations and results of one function, by names below its own. */
function nodesOfFunction({ signature, nodeDef, ret }: FunctionDef): Node[] {
  const scope = `${FUNCTIONS}/${signature?.name ?? ''}`;
  const scoped = (input: string) =>
    input.startsWith('^') ? `^${scope}/${input.slice(1)}` : `${scope}/${input}`;
  const typed = (type: number | null | undefined) => (type ? { dtype: { type } } : {});
  return [
    ...(signature?.inputArg ?? []).map(({ name, type }) => ({
      name: scoped(name ?? ''),
      op: '_Arg',
      attr: typed(type),
    })),
    ...(nodeDef ?? []).map((node) => ({
      ...node,
      name: scoped(node.name ?? ''),
      input: (node.input ?? []).map(scoped),
    })),
    ...(signature?.outputArg ?? []).map(({ name, type }) => ({
      name: scoped(`return/${name ?? ''}`),
      op: '_Retval',
      input: [scoped(ret?.[name ?? ''] ?? '')],
      attr: typed(type),
    })),
  ];
}

type ShapeMessage = NonNullable<Attribute['shape']>;

/** Of each output, as far as the node tells; undefined for an output without a known number of dimensions. */
export function outputShapesOf({ attr }: Pick<Operation, 'attr'>): readonly (KnownShape | undefined)[] {
  return shapeMessagesOf(attr).map(knownShape);
}

/** The same in words, with the names that dimensions have. */
export function outputShapeTextsOf({ attr }: Pick<Operation, 'attr'>): readonly (string | undefined)[] {
  return shapeMessagesOf(attr).map((shape) => (shape.unknownRank ? undefined : shapeMessageText(shape)));
}

function shapeMessagesOf(attr: Operation['attr']): readonly ShapeMessage[] {
  const listed = attr[OUTPUT_SHAPES]?.list?.shape;
  if (listed && listed.length > 0) return listed;
  return attr['shape']?.shape ? [attr['shape'].shape] : [];
}

function knownShape({ unknownRank, dim }: ShapeMessage): KnownShape | undefined {
  return unknownRank ? undefined : (dim ?? []).map(({ size }) => Number(size ?? 0));
}

/** `float32`; empty where the node does not tell. */
export function outputTypeOf({ attr }: Pick<Operation, 'attr'>): string {
  for (const name of ['dtype', 'DstT', 'output_type', 'out_type', 'T', 'Tout', 'output_types']) {
    const type = attr[name]?.type ?? attr[name]?.list?.type?.[0];
    if (type) return dtypeNameOf(type);
  }
  return '';
}

/** What it does: `MatMul`; of a Keras layer, which has no such name, its class. */
export function typeOf(operation: Pick<Operation, 'op' | 'attr'>): string {
  // Attributes are decoded when they are named, which takes as long as all the rest: a parameter that takes them out is too soon.
  if (operation.op !== '') return operation.op;
  const layer = operation.attr['keras_class']?.s;
  return layer instanceof Uint8Array ? new TextDecoder().decode(layer) : '';
}

/** `4×784`, `?×10`, `batch×10`, `scalar`, or `?` where nothing is known. */
export function shapeMessageText({ unknownRank, dim }: ShapeMessage): string {
  if (unknownRank) return '?';
  const sizes = (dim ?? []).map(({ size, name }) =>
    Number(size ?? 0) < 0 ? name || '?' : Number(size ?? 0),
  );
  return sizes.length === 0 ? 'scalar' : sizes.join('×');
}

/** Numbers in a value of the shape, dimensions that are not known taken as 1; 1 for no shape. */
export function sizeOf(shape: KnownShape | undefined): number {
  return (shape ?? []).reduce((product, size) => product * (size < 0 ? 1 : size), 1);
}
