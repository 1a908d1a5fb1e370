// An ONNX model -> a graph (https://onnx.ai/onnx/repo-docs/IR.html): operations, inputs, outputs and weights, with the
// shapes and types that the model tells. Unlike torch's add_onnx_graph, names make scopes and inputs lead to operations.
import { onnx, type tensorboard } from '../../../../proto/messages.ts';
import { ArgumentError } from '../../../format/argument-error.ts';
import { type Attribute, utf8 } from './attributes.ts';
import { dtypeNameOf } from './dtype-names.ts';
import { dtypeOfOnnx, typeAttributes, typesOf } from './onnx-types.ts';
import { onnxModelAttributes, onnxTensorAttribute } from './onnx-values.ts';
import { UniqueNames } from './unique-names.ts';

type OnnxGraph = onnx.GraphProto.$Properties;
type OnnxNode = onnx.NodeProto.$Properties;
/** By value, the node that gives it, as a node's input names it. */
type Sources = (value: string) => string | undefined;

/** Throws ArgumentError where the bytes are no ONNX model. */
export function graphOfOnnx(bytes: Uint8Array): tensorboard.GraphDef.$Properties {
  const { model, graph } = decodedModel(bytes);
  const nodes = new OnnxNodes();
  nodes.add(graph, '', () => undefined, onnxModelAttributes(model));
  return { node: nodes.list, versions: { producer: 22 } };
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

/** Nodes of a model and of the graphs in its operations, such as the branches of an If. Used up by one model. */
class OnnxNodes {
  readonly list: tensorboard.NodeDef.$Properties[] = [];
  readonly #names = new UniqueNames();

  /**
   * `within` is the scope, empty or with a slash behind it; `outer` knows the values of the graph around; `ends` are said
   * at inputs and outputs. Returns the nodes that stand for the outputs.
   */
  add(
    graph: OnnxGraph,
    within: string,
    outer: Sources,
    ends: Readonly<Record<string, Attribute>>,
  ): readonly string[] {
    const types = typesOf(graph);
    const sources = new Map<string, string>();
    const find: Sources = (value) => sources.get(value) ?? outer(value);
    const typed = (...values: readonly string[]) => typeAttributes(values.map((value) => types.get(value)));
    const give = (value: string, op: string, attr: Record<string, Attribute>) => {
      const name = this.#names.take(within + scoped(value));
      this.list.push({ name, op, attr: { ...typed(value), ...attr } });
      sources.set(value, name);
    };
    const weights = new Map((graph.initializer ?? []).map((one) => [one.name ?? '', one]));
    for (const { name } of graph.input ?? []) if (name && !weights.has(name)) give(name, 'Placeholder', ends);
    for (const [name, tensor] of weights) {
      const value = onnxTensorAttribute(tensor, types.get(name)?.dtype);
      give(name, 'Variable', value ? { value } : {});
    }
    // Each has its name before the first is made: a node may come before one that it takes from.
    const operations = (graph.node ?? []).map((node) => {
      const outputs = (node.output ?? []).filter((output) => output !== '');
      const name = this.#names.take(within + scoped(node.name || outputs[0] || node.opType || 'node'));
      (node.output ?? []).forEach((output, i) => {
        if (output !== '') sources.set(output, i === 0 ? name : `${name}:${i}`);
      });
      return { node, name, attr: typed(...outputs) };
    });
    const inputsOf = (values: readonly string[]) =>
      values.flatMap((value) => (value === '' ? [] : [find(value) ?? scoped(value)]));
    for (const { node, name, attr } of operations) {
      const input = [...inputsOf(node.input ?? []), ...this.#bodies(node, name, find)];
      this.list.push({ name, op: node.opType ?? '', input, attr: { ...attributesOf(node), ...attr } });
    }
    return (graph.output ?? []).flatMap(({ name: value }) => {
      if (!value) return [];
      const name = this.#names.take(`${within}output/${scoped(value)}`);
      this.list.push({ name, op: 'Identity', input: inputsOf([value]), attr: { ...typed(value), ...ends } });
      return [name];
    });
  }

  /** Graphs in an operation stand below it, and it takes what they give. How deep they lie, decoding has limited. */
  #bodies(node: OnnxNode, name: string, outer: Sources): readonly string[] {
    return (node.attribute ?? []).flatMap(({ name: own, type, g, graphs }) => {
      const scope = `${name}/${scoped(own ?? '')}`;
      if (type === GRAPH && g) return this.add(g, `${scope}/`, outer, {});
      if (type !== GRAPHS) return [];
      return (graphs ?? []).flatMap((one, at) => this.add(one, `${scope}_${at}/`, outer, {}));
    });
  }
}

function attributesOf({ attribute, domain, docString }: OnnxNode): Record<string, Attribute> {
  return {
    ...Object.fromEntries((attribute ?? []).map((one) => [one.name ?? '', attributeOfOnnx(one)])),
    ...(domain && { domain: { s: utf8(domain) } }),
    ...(docString && { description: { s: utf8(docString) } }),
  };
}

const [FLOAT, INT, STRING, TENSOR, GRAPH] = [1, 2, 3, 4, 5];
const [FLOATS, INTS, STRINGS, TENSORS, GRAPHS] = [6, 7, 8, 9, 10];

const saidOf = ({ name, node }: OnnxGraph) => `graph ${name ?? ''} of ${node?.length ?? 0} nodes`;

function attributeOfOnnx(attribute: onnx.AttributeProto.$Properties): Attribute {
  const { type, f, i, s, t, g, floats, ints, strings, tensors, graphs } = attribute;
  if (type === FLOAT) return { f: f ?? 0 };
  if (type === INT) return { i: i ?? 0 };
  if (type === STRING) return { s: s ?? new Uint8Array(0) };
  if (type === FLOATS) return { list: { f: floats ?? [] } };
  if (type === INTS) return { list: { i: ints ?? [] } };
  if (type === STRINGS) return { list: { s: strings ?? [] } };
  if (type === TENSOR && t) {
    const value = onnxTensorAttribute(t, dtypeOfOnnx(t.dataType));
    if (value) return value;
  }
  if (type === TENSOR) return { shape: { dim: (t?.dims ?? []).map((size) => ({ size })) } };
  if (type === TENSORS) return { list: { s: (tensors ?? []).map((one) => utf8(tensorText(one))) } };
  if (type === GRAPH) return { s: utf8(saidOf(g ?? {})) };
  if (type === GRAPHS) return { list: { s: (graphs ?? []).map((one) => utf8(saidOf(one))) } };
  return { s: utf8(`an attribute of type ${type}`) };
}

function tensorText({ dims, dataType }: onnx.TensorProto.$Properties): string {
  return `${dtypeNameOf(dtypeOfOnnx(dataType) ?? 0)} ${(dims ?? []).join('×') || 'scalar'}`;
}

/** `/conv1/Conv` and `conv1.weight` both become paths of scopes. */
function scoped(name: string): string {
  return name.replace(/^\/+/, '').replace(/\.(?=[^\d/])/g, '/') || name;
}
