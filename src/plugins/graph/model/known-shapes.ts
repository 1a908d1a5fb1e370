// Shapes that a graph tells elsewhere than where TensorBoard's page looks for them.
import type { tensorboard } from '../../../../proto/messages.ts';
import { OUTPUT_SHAPES, type Shape, shapesAttribute } from './attributes.ts';

/** What tfjs keeps of a weight beside the graph: a node of the same name gives it. */
export interface WeightSpec {
  /** That of its node. */
  readonly name: string;
  /** Lengths of its dimensions. */
  readonly shape: Shape;
}

/** The graph, its nodes with the shapes of their outputs where a placeholder's own attribute or a weight tells them. */
export function withKnownShapes(
  graph: tensorboard.GraphDef.$Properties,
  weights: readonly WeightSpec[],
): tensorboard.GraphDef.$Properties {
  const shapes = new Map(weights.map(({ name, shape }) => [name, shape]));
  const node = (graph.node ?? []).map((one) => {
    if (one.attr?.[OUTPUT_SHAPES]) return one;
    const weight = shapes.get(one.name ?? '');
    const placeholder = /^Placeholder/.test(one.op ?? '') ? one.attr?.['shape']?.shape : undefined;
    if (!weight && (!placeholder || placeholder.unknownRank)) return one;
    const known = weight ? shapesAttribute([weight]) : { list: { shape: [placeholder ?? {}] } };
    return { ...one, attr: { ...one.attr, [OUTPUT_SHAPES]: known } };
  });
  return { ...graph, node };
}
