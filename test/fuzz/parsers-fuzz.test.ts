// Whatever stands where a message, a table of points, a text of a message or Markdown is expected: each parser ends, in
// time and with an error of its own or a result that holds little.
import { expect, it } from 'vitest';
import { enumDescriptors, messageDescriptors, onnx, tensorboard } from '../../proto/messages.ts';
import { renderMarkdown, renderMarkdownForPage, safeHtml } from '../../server/api/markdown.ts';
import { decodeEvent } from '../../src/format/event.ts';
import { tensorOf, valuesOf } from '../../src/format/legacy.ts';
import { protoText } from '../../src/format/proto-text.ts';
import { ProtoTextError, parseProtoText } from '../../src/format/proto-text-parse.ts';
import { TensorError } from '../../src/format/tensor.ts';
import { readRecord } from '../../src/format/tf-record.ts';
import { graphOfOnnx } from '../../src/plugins/graph/model/graph-of-onnx.ts';
import { firstLabels, readPoints, shapeOfLines } from '../../src/plugins/projector/model/points.ts';
import { PointsError } from '../../src/plugins/projector/model/points-error.ts';
import { mutatedFile } from '../mutated-files.ts';
import { pick } from '../seeded-random.ts';
import { fuzz, isDecodingError } from './fuzz.ts';
import { mutatedBytes, NASTY_TEXTS } from './mutated-values.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const Messages = { ...tensorboard, Onnx: onnx.ModelProto } as unknown as Readonly<
  Record<string, { decode?(bytes: Uint8Array): object; encode?(message: object): { finish(): Uint8Array } }>
>;
const DECODERS = Object.entries(Messages).filter(([, { decode }]) => typeof decode === 'function');
fuzz(
  'messages of TensorBoard',
  3000,
  (random, seed) => {
    const file = mutatedFile(seed, 'payloads');
    const first = readRecord(file, 0);
    const second = first.kind === 'record' ? readRecord(file, first.nextOffsetBytes) : first;
    if (second.kind !== 'record') return;
    const bytes = mutatedBytes(second.payload, random);
    const [, message] = pick(DECODERS, random, ['', {}]);
    message.decode?.(bytes);
  },
  isDecodingError,
);

fuzz(
  'values of events',
  3000,
  (random, seed) => {
    const file = mutatedFile(seed, 'payloads');
    for (
      let record = readRecord(file, 0);
      record.kind === 'record';
      record = readRecord(file, record.nextOffsetBytes)
    ) {
      const bytes = random(2) === 0 ? record.payload : mutatedBytes(record.payload, random);
      for (const value of valuesOf(decodeEvent(bytes))) tensorOf(value);
    }
  },
  (error) => error instanceof TensorError || isDecodingError(error),
);

const ONNX = onnx.ModelProto.encode({
  graph: {
    node: [{ name: 'n', opType: 'Add', input: ['a', 'b'], output: ['c'] }],
    input: [{ name: 'a' }, { name: 'b' }],
    output: [{ name: 'c' }],
  },
}).finish();
fuzz(
  'models of ONNX',
  2000,
  (random) => void graphOfOnnx(mutatedBytes(ONNX, random)),
  (error) => error.name === 'ArgumentError' || isDecodingError(error),
);

const CONFIG = `# of the projector
model_checkpoint_path: "model.ckpt"
embeddings: { tensor_name: 'a\\n\\x41\\101' tensor_shape: [100, 0x40] metadata_path: "m.tsv" sprite { image_path: "s.png" single_image_dim: 28 single_image_dim: 28 } }
embeddings < tensor_name: "b" tensor_path: "t.tsv"; bookmarks_path: "b.json" >
`;
const GRAPH = protoText('GraphDef', {
  node: [
    {
      name: 'a',
      op: 'Const',
      input: ['b', '^c'],
      device: '/cpu:0',
      attr: { x: { s: Uint8Array.of(0, 255) }, t: { f: -1e-30 } },
    },
  ],
  versions: { producer: 1 },
});
const MESSAGE_NAMES = Object.keys(messageDescriptors);
fuzz(
  'texts of messages',
  4000,
  (random) => {
    const [name, text] = pick(
      [
        ['ProjectorConfig', CONFIG],
        ['GraphDef', GRAPH],
        [pick(MESSAGE_NAMES, random, ''), CONFIG],
      ] as const,
      random,
      ['GraphDef', GRAPH],
    );
    const bytes = mutatedBytes(encoder.encode(text), random, encoder.encode(pick(NASTY_TEXTS, random, '')));
    const message = parseProtoText(name, decoder.decode(bytes));
    // What was read can be written.
    if (name !== 'ProjectorConfig') protoText(name, message);
  },
  (error) => error instanceof ProtoTextError,
);

const POINTS = encoder.encode(Array.from({ length: 40 }, (_, at) => `${at}.5\t-${at}e-3\tnan\t1`).join('\n'));
const LABELS = encoder.encode(`name\tcount\n${'täg\t1\r\n'.repeat(30)}`);
fuzz(
  'tables of points and labels',
  4000,
  (random) => {
    const points = mutatedBytes(POINTS, random, LABELS);
    const [rows, columns] = shapeOfLines(points);
    expect(Math.max(rows, columns)).toBeLessThanOrEqual(points.length + 1);
    const maxRows = random(50);
    const reading = readPoints(points, random(2) === 0 ? undefined : [random(100), random(100)], maxRows);
    let read = reading.next();
    while (!read.done) read = reading.next();
    expect(JSON.stringify(read.value).length).toBeLessThan(100_000);
    expect(firstLabels(mutatedBytes(LABELS, random, POINTS), maxRows).length).toBeLessThan(2000);
  },
  (error) => error instanceof PointsError,
);

const MARKDOWN = `# Head *of* \`all\`

a | b
--|:-:
1 | [l](http://a/b "t") ![p](x.png)

> quote <em title=x>hi</em><br/>
> \`\`\`js
> x <y>
> \`\`\`

1. one
   * two <script>alert(1)</script> <img src=x onerror=alert(1)>
<pre>raw</pre> &amp; &#106;avascript:alert(1)
`;
const HOSTILE = ['[', '![', '<', '`', '*', '_', '> ', '|', '- ', '&#x', '<!--', '](', '\\', 'javascript:'];
/** Elements and attributes that may stand in what is rendered. */
const TAG =
  /^<\/?(?:a|blockquote|br|code|em|h[1-6]|hr|img|li|ol|p|pre|strong|table|tbody|td|th|thead|tr|ul)((?: (?:href|title|src|alt|class|start|style)="[^"<>]*")*) ?\/?>$/;
fuzz(
  'Markdown',
  3000,
  (random) => {
    const deep = pick(HOSTILE, random, '').repeat(random(500));
    const text = decoder.decode(mutatedBytes(encoder.encode(MARKDOWN), random, encoder.encode(deep)));
    for (const html of [renderMarkdown(text), renderMarkdownForPage(text), safeHtml(deep + text)]) {
      expect(html.length).toBeLessThan(100_000);
      for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
        if (!TAG.test(tag)) throw new Error(`it lets through ${tag} of ${JSON.stringify(text)}`);
        if (/=\s*"\s*(?:javascript|data|vbscript):/i.test(tag)) throw new Error(`it lets through ${tag}`);
      }
    }
  },
  () => false,
);

it('knows messages and enumerations to fuzz', () => {
  expect(DECODERS.length).toBeGreaterThan(20);
  expect(MESSAGE_NAMES.length).toBeGreaterThan(20);
  expect(Object.keys(enumDescriptors).length).toBeGreaterThan(0);
});
