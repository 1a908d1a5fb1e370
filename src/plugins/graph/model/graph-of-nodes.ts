// A plain list of nodes -> a graph.
import type { tensorboard } from '../../../../proto/messages.ts';
import { ArgumentError, described } from '../../../format/argument-error.ts';
import {
  type AttributeInput,
  attributeOf,
  OUTPUT_SHAPES,
  type Shape,
  shapesAttribute,
} from './attributes.ts';
import { dtypeOfName } from './dtype-names.ts';

/** One operation. Slashes in its name make scopes, which the page folds. */
export interface GraphNode {
  /** Unique. */
  readonly name: string;
  /** What it does: `MatMul`. Default none. */
  readonly op?: string;
  /** Names of the nodes it takes from; `name:1` for a second output, `^name` for one that only has to come before. */
  readonly inputs?: readonly string[];
  /** What else is known of it, by name. Default none. */
  readonly attrs?: Readonly<Record<string, AttributeInput>>;
  /** As TensorFlow names them: `/device:GPU:0`. */
  readonly device?: string;
  /** A shape for each output; null or −1 for a length that is not known. Default: not known. */
  readonly outputShapes?: readonly Shape[];
  /** Of the outputs: `float32`, `int64`, … */
  readonly dtype?: string;
}

/** Throws ArgumentError for names that are missing or there twice, and for inputs that no node has. */
export function graphOfNodes(nodes: readonly GraphNode[]): tensorboard.GraphDef.$Properties {
  const names = new Set<string>();
  for (const node of nodes) {
    const name = node?.name;
    if (typeof name !== 'string' || name === '') {
      throw new ArgumentError(`expected each node to have a name, got ${described(name)}`);
    }
    if (names.has(name))
      throw new ArgumentError(`expected names of nodes to be unique, got ${described(name)} twice`);
    names.add(name);
  }
  return { node: nodes.map((node) => nodeOf(node, names)), versions: { producer: 22 } };
}

function nodeOf(node: GraphNode, names: ReadonlySet<string>): tensorboard.NodeDef.$Properties {
  const { name, op = '', inputs = [], attrs = {}, device = '', outputShapes, dtype } = node;
  for (const input of inputs) {
    if (names.has(String(input).replace(/^\^/, '')) || names.has(String(input).replace(/:\d+$/, '')))
      continue;
    throw new ArgumentError(
      `expected the inputs of ${described(name)} to be nodes of the list, got ${described(input)}`,
    );
  }
  const type = dtype === undefined ? undefined : dtypeOfName(dtype);
  if (dtype !== undefined && type === undefined) {
    throw new ArgumentError(
      `expected the dtype of ${described(name)} to be a type such as float32, got ${described(dtype)}`,
    );
  }
  const given = Object.entries(attrs).map(([key, value]) => [key, attributeOf(value)] as const);
  return {
    name,
    op,
    input: [...inputs],
    device,
    attr: {
      ...Object.fromEntries(given),
      ...(type === undefined ? {} : { dtype: { type } }),
      ...(outputShapes ? { [OUTPUT_SHAPES]: shapesAttribute(outputShapes) } : {}),
    },
  };
}
