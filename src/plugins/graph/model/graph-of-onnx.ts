// An ONNX model -> a graph (https://onnx.ai/onnx/repo-docs/IR.html): operations, inputs, outputs and weights, with the
// shapes and types that the model tells. Unlike torch's add_onnx_graph, names make scopes and inputs lead to operations.
import { onnx, tensorboard } from '../../../../proto/messages.ts';
import { ArgumentError } from '../../../format/argument-error.ts';
import { type Attribute, OUTPUT_SHAPES, type Shape, shapesAttribute, utf8 } from './attributes.ts';
import { namedDimensions, onnxModelAttributes, onnxTensorAttribute } from './onnx-values.ts';
import { UniqueNames } from './unique-names.ts';

const DataType = tensorboard.DataType;
/** By onnx.TensorProto.DataType. */
const TYPES: Readonly<Record<number, tensorboard.DataType>> = {
  1: DataType.DT_FLOAT,
  2: DataType.DT_UINT8,
  3: DataType.DT_INT8,
  4: DataType.DT_UINT16,
  5: DataType.DT_INT16,
  6: DataType.DT_INT32,
  7: DataType.DT_INT64,
  8: DataType.DT_STRING,
  9: DataType.DT_BOOL,
  10: DataType.DT_HALF,
  11: DataType.DT_DOUBLE,
  12: DataType.DT_UINT32,
  13: DataType.DT_UINT64,
  14: DataType.DT_COMPLEX64,
  15: DataType.DT_COMPLEX128,
  16: DataType.DT_BFLOAT16,
};

interface ValueType {
  readonly dtype: tensorboard.DataType | undefined;
  readonly shape: Shape | undefined;
}

/** Throws ArgumentError where the bytes are no ONNX model. */
export function graphOfOnnx(bytes: Uint8Array): tensorboard.GraphDef.$Properties {
  const { model, graph } = decodedModel(bytes);
  const modelAttributes = onnxModelAttributes(model);
  const names = new UniqueNames();
  const types = typesOf(graph);
  /** By value, the node that gives it, as a node's input names it. */
  const sources = new Map<string, string>();
  const nodes: tensorboard.NodeDef.$Properties[] = [];
  const weights = new Map((graph.initializer ?? []).map((one) => [one.name ?? '', one]));
  for (const { name, type } of graph.input ?? []) {
    if (!name || weights.has(name)) continue;
    nodes.push({
      name: names.take(scoped(name)),
      op: 'Placeholder',
      attr: { ...typeAttributes([types.get(name)]), ...namedDimensions(type), ...modelAttributes },
    });
    sources.set(name, nodes.at(-1)?.name ?? '');
  }
  for (const [name, tensor] of weights) {
    const value = onnxTensorAttribute(tensor, types.get(name)?.dtype);
    const attr = { ...typeAttributes([types.get(name)]), ...(value && { value }) };
    nodes.push({ name: names.take(scoped(name)), op: 'Variable', attr });
    sources.set(name, nodes.at(-1)?.name ?? '');
  }
  const operations = (graph.node ?? []).map((node) => {
    const outputs = (node.output ?? []).filter((output) => output !== '');
    const name = names.take(scoped(node.name || outputs[0] || node.opType || 'node'));
    (node.output ?? []).forEach((output, i) => {
      if (output !== '') sources.set(output, i === 0 ? name : `${name}:${i}`);
    });
    return { node, name, outputs };
  });
  const inputsOf = (values: readonly string[]) =>
    values.flatMap((value) => (value === '' ? [] : [sources.get(value) ?? scoped(value)]));
  for (const { node, name, outputs } of operations) {
    const attr = {
      ...Object.fromEntries((node.attribute ?? []).map((one) => [one.name ?? '', attributeOfOnnx(one)])),
      ...(node.domain && { domain: { s: utf8(node.domain) } }),
      ...typeAttributes(outputs.map((output) => types.get(output))),
    };
    nodes.push({ name, op: node.opType ?? '', input: inputsOf(node.input ?? []), attr });
  }
  for (const { name, type } of graph.output ?? []) {
    if (!name) continue;
    const attr = { ...typeAttributes([types.get(name)]), ...namedDimensions(type), ...modelAttributes };
    nodes.push({ name: names.take(`output/${scoped(name)}`), op: 'Identity', input: inputsOf([name]), attr });
  }
  return { node: nodes, versions: { producer: 22 } };
}

function decodedModel(bytes: Uint8Array) {
  try {
    const model = onnx.ModelProto.decode(bytes);
    const { graph } = model;
    if (graph?.node && graph.node.length > 0) return { model, graph };
  } catch (cause) {
    throw new ArgumentError(`expected an ONNX model, got ${bytes.length} bytes that are none`, { cause });
  }
  throw new ArgumentError(`expected an ONNX model with a graph, got ${bytes.length} bytes without one`);
}

function typesOf(graph: onnx.GraphProto.$Properties): ReadonlyMap<string, ValueType> {
  const types = new Map<string, ValueType>();
  for (const { name, dims, dataType } of graph.initializer ?? []) {
    types.set(name ?? '', { dtype: TYPES[dataType ?? 0], shape: (dims ?? []).map(Number) });
  }
  for (const { name, type } of [
    ...(graph.valueInfo ?? []),
    ...(graph.input ?? []),
    ...(graph.output ?? []),
  ]) {
    const tensor = type?.tensorType;
    if (!tensor) continue;
    // A dimension that only has a name, such as "batch", is not known.
    const shape = tensor.shape?.dim?.map(({ dimValue }) =>
      dimValue === undefined || dimValue === null ? null : Number(dimValue),
    );
    types.set(name ?? '', { dtype: TYPES[tensor.elemType ?? 0], shape });
  }
  return types;
}

function typeAttributes(types: readonly (ValueType | undefined)[]): Record<string, Attribute> {
  const dtype = types[0]?.dtype;
  const shapes = types.map((type) => type?.shape);
  const known = shapes.every((shape) => shape !== undefined) && shapes.length > 0;
  return {
    ...(dtype === undefined ? {} : { dtype: { type: dtype } }),
    ...(known ? { [OUTPUT_SHAPES]: shapesAttribute(shapes.filter((shape) => shape !== undefined)) } : {}),
  };
}

const [FLOAT, INT, STRING, TENSOR, GRAPH, FLOATS, INTS, STRINGS] = [1, 2, 3, 4, 5, 6, 7, 8];

function attributeOfOnnx(attribute: onnx.AttributeProto.$Properties): Attribute {
  const { type, f, i, s, t, g, floats, ints, strings } = attribute;
  if (type === FLOAT) return { f: f ?? 0 };
  if (type === INT) return { i: i ?? 0 };
  if (type === STRING) return { s: s ?? new Uint8Array(0) };
  if (type === FLOATS) return { list: { f: floats ?? [] } };
  if (type === INTS) return { list: { i: ints ?? [] } };
  if (type === STRINGS) return { list: { s: strings ?? [] } };
  if (type === TENSOR && t) {
    const value = onnxTensorAttribute(t, TYPES[t.dataType ?? 0]);
    if (value) return value;
  }
  if (type === TENSOR) return { shape: { dim: (t?.dims ?? []).map((size) => ({ size })) } };
  if (type === GRAPH) return { s: utf8(`graph ${g?.name ?? ''} of ${g?.node?.length ?? 0} nodes`) };
  return { s: utf8(`an attribute of type ${type}`) };
}

/** `/conv1/Conv` and `conv1.weight` both become paths of scopes. */
function scoped(name: string): string {
  return name.replace(/^\/+/, '').replace(/\.(?=[^\d/])/g, '/') || name;
}
