// Graphs for tests and benches: those of real logs, and generated ones of a size.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tensorboard } from '../proto/messages.ts';
import { decodeEvent } from '../src/format/event.ts';
import { readRecord } from '../src/format/tf-record.ts';

/** The last graph that an event file of the folder below `test/fixtures/logs` holds. */
export function loggedGraph(folder: string): tensorboard.GraphDef {
  const path = join('test/fixtures/logs', folder);
  const files = readdirSync(path).filter((name) => name.includes('tfevents'));
  for (const file of files.sort().toReversed()) {
    const bytes = readFileSync(join(path, file));
    let found: Uint8Array | undefined;
    for (
      let read = readRecord(bytes, 0);
      read.kind === 'record';
      read = readRecord(bytes, read.nextOffsetBytes)
    )
      found = decodeEvent(read.payload).graphDef ?? found;
    if (found?.length) return tensorboard.GraphDef.decode(found);
  }
  throw new Error(`${path} holds no graph`);
}

type Node = tensorboard.NodeDef.$Properties;

const floats = (...dims: number[]) => ({
  dtype: { type: tensorboard.DataType.DT_FLOAT },
  _output_shapes: { list: { shape: [{ dim: dims.map((size) => ({ size })) }] } },
});

/** `blocks` scopes one behind the other, each of `stages` stages of ten operations, and one more at the beginning. */
export function blocksGraph(blocks = 200, stages = 10): tensorboard.GraphDef.$Properties {
  const node: Node[] = [{ name: 'x', op: 'Placeholder', attr: floats(-1, 64) }];
  let last = 'x';
  for (let block = 0; block < blocks; block++)
    for (let stage = 0; stage < stages; stage++) {
      const scope = `block_${block}/stage_${stage}`;
      const add = (name: string, op: string, ...input: string[]) => {
        node.push({ name: `${scope}/${name}`, op, input, attr: floats(-1, 64) });
        return `${scope}/${name}`;
      };
      const weight = add('weight', 'VariableV2');
      const bias = add('bias', 'VariableV2');
      const product = add('MatMul', 'MatMul', last, add('read', 'Identity', weight));
      const sum = add('BiasAdd', 'BiasAdd', product, bias);
      const norm = add('norm', 'FusedBatchNorm', sum);
      const active = add('Relu', 'Relu', norm);
      const scaled = add('scaled', 'Mul', active, norm);
      last = add('out', 'AddV2', scaled, last);
      add('summary', 'HistogramSummary', active);
    }
  return { node, versions: { producer: 22 } };
}

/** As many convolutions, in the same bottlenecks, as ResNet-50 has. */
export function resNetGraph(): tensorboard.GraphDef.$Properties {
  const node: Node[] = [{ name: 'images', op: 'Placeholder', attr: floats(-1, 224, 224, 3) }];
  const add = (name: string, op: string, dims: number[], ...input: string[]) => {
    node.push({ name, op, input, attr: floats(...dims) });
    return name;
  };
  const conv = (scope: string, from: string, kernel: number, [size, into, out]: [number, number, number]) => {
    const weights = add(`${scope}/kernel`, 'Variable', [kernel, kernel, into, out]);
    const product = add(`${scope}/Conv2D`, 'Conv2D', [-1, size, size, out], from, weights);
    const gamma = add(`${scope}/bn/gamma`, 'Variable', [out]);
    const beta = add(`${scope}/bn/beta`, 'Variable', [out]);
    return add(`${scope}/bn/FusedBatchNorm`, 'FusedBatchNormV3', [-1, size, size, out], product, gamma, beta);
  };
  let last = add('stem/Relu', 'Relu', [-1, 112, 112, 64], conv('stem', 'images', 7, [112, 3, 64]));
  last = add('stem/MaxPool', 'MaxPool', [-1, 56, 56, 64], last);
  let into = 64;
  [3, 4, 6, 3].forEach((blocks, stage) => {
    const [size, width] = [56 >> stage, 64 << stage];
    for (let block = 0; block < blocks; block++) {
      const scope = `stage${stage + 1}/block${block + 1}`;
      const dims = [-1, size, size];
      const a = add(
        `${scope}/a/Relu`,
        'Relu',
        [...dims, width],
        conv(`${scope}/a`, last, 1, [size, into, width]),
      );
      const b = add(
        `${scope}/b/Relu`,
        'Relu',
        [...dims, width],
        conv(`${scope}/b`, a, 3, [size, width, width]),
      );
      const c = conv(`${scope}/c`, b, 1, [size, width, width * 4]);
      const short = block === 0 ? conv(`${scope}/shortcut`, last, 1, [size, into, width * 4]) : last;
      const sum = add(`${scope}/add`, 'AddV2', [...dims, width * 4], c, short);
      last = add(`${scope}/Relu`, 'Relu', [...dims, width * 4], sum);
      into = width * 4;
    }
  });
  last = add('pool/Mean', 'Mean', [-1, 2048], last);
  add('head/MatMul', 'MatMul', [-1, 1000], last, add('head/kernel', 'Variable', [2048, 1000]));
  return { node, versions: { producer: 22 } };
}

/** A transformer's encoder, as PyTorch would name its modules. */
export function transformerGraph(layers = 12): tensorboard.GraphDef.$Properties {
  const node: Node[] = [{ name: 'input/x', op: 'IO Node', attr: floats(8, 128, 768) }];
  const add = (name: string, op: string, dims: number[], ...input: string[]) => {
    node.push({ name, op, input, attr: floats(...dims) });
    return name;
  };
  const linear = (scope: string, from: string, out: number) => {
    const weights = ['weight', 'bias'].map((name) =>
      add(`${scope}/${name}/${name}`, 'prim::GetAttr', [], `${scope}/self`),
    );
    return add(`${scope}/input`, 'aten::linear', [8, 128, out], from, ...weights);
  };
  let last = 'input/x';
  for (let layer = 0; layer < layers; layer++) {
    const scope = `Encoder/ModuleList[layers]/EncoderLayer[${layer}]`;
    const norm = add(`${scope}/LayerNorm[norm1]/1`, 'aten::layer_norm', [8, 128, 768], last);
    const [q, k, v] = ['q', 'k', 'v'].map((name) =>
      linear(`${scope}/Attention[attn]/Linear[${name}]`, norm, 768),
    );
    const turned = add(`${scope}/Attention[attn]/2`, 'aten::transpose', [8, 768, 128], k ?? '');
    const scores = add(`${scope}/Attention[attn]/3`, 'aten::matmul', [8, 128, 128], q ?? '', turned);
    const weights = add(`${scope}/Attention[attn]/4`, 'aten::softmax', [8, 128, 128], scores);
    const mixed = add(`${scope}/Attention[attn]/5`, 'aten::matmul', [8, 128, 768], weights, v ?? '');
    const projected = linear(`${scope}/Attention[attn]/Linear[proj]`, mixed, 768);
    const sum = add(`${scope}/6`, 'aten::add', [8, 128, 768], last, projected);
    const second = add(`${scope}/LayerNorm[norm2]/7`, 'aten::layer_norm', [8, 128, 768], sum);
    const up = linear(`${scope}/MLP[mlp]/Linear[0]`, second, 3072);
    const active = add(`${scope}/MLP[mlp]/GELU[1]/8`, 'aten::gelu', [8, 128, 3072], up);
    const down = linear(`${scope}/MLP[mlp]/Linear[2]`, active, 768);
    last = add(`${scope}/9`, 'aten::add', [8, 128, 768], sum, down);
  }
  add('output/output', 'IO Node', [8, 128, 768], last);
  return { node, versions: { producer: 22 } };
}

/** The graph with a scope `wide` of so many operations behind it: each takes from the one before and from an earlier one. */
export function withWideScope(
  { node, ...rest }: tensorboard.GraphDef.$Properties,
  size: number,
): tensorboard.GraphDef.$Properties {
  const wide = Array.from({ length: size }, (_, at): Node => {
    const from = at === 0 ? [node?.at(-2)?.name ?? ''] : [`wide/op_${at - 1}`];
    if (at > 7) from.push(`wide/op_${at - 1 - ((at * 5) % 7)}`);
    // Types of which none follows itself, so that they make no series.
    return {
      name: `wide/op_${at}`,
      op: ['Conv2D', 'BiasAdd', 'Relu'][at % 3] ?? '',
      input: from,
      attr: floats(-1, 64),
    };
  });
  return { ...rest, node: [...(node ?? []), ...wide] };
}
