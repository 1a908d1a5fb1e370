import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensorboard } from '../../proto/messages.ts';
import { protoText } from './proto-text.ts';
import { parseProtoText } from './proto-text-parse.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../test/fixtures/proto-text/${name}`, import.meta.url));

describe('printing', () => {
  it('equals what Python prints of a graph with every kind of field', () => {
    const graph = tensorboard.GraphDef.decode(fixture('graph.pb'));
    expect(protoText('GraphDef', graph)).toBe(fixture('graph.pbtxt').toString('utf8'));
  });

  it('leaves out a zero that stands in the bytes, but not one of a oneof', () => {
    const dim = tensorboard.TensorShapeProto.Dim.decode(Uint8Array.of(8, 0));
    expect(protoText('TensorShapeProto.Dim', dim)).toBe('');
    expect(protoText('AttrValue', tensorboard.AttrValue.decode(Uint8Array.of(24, 0)))).toBe('i: 0\n');
  });

  it('refuses a message that is not described', () =>
    expect(() => protoText('Nothing', {})).toThrow('no message is called Nothing'));
});

describe('parsing', () => {
  it.each([
    ['blocks', 'embeddings {\n tensor_name: "a"\n}\n', { embeddings: [{ tensorName: 'a' }] }],
    ['blocks with a colon', 'embeddings: { tensor_name: "a" }', { embeddings: [{ tensorName: 'a' }] }],
    ['angle brackets', 'embeddings < tensor_name: "a" >', { embeddings: [{ tensorName: 'a' }] }],
    [
      'fields on one line',
      'embeddings{tensor_shape:1,tensor_shape:2;sprite{}}',
      { embeddings: [{ tensorShape: [1, 2], sprite: {} }] },
    ],
    [
      'lists',
      'embeddings [{tensor_shape: [3, 0x4]}, {tensor_shape: []}]',
      { embeddings: [{ tensorShape: [3, 4] }, { tensorShape: [] }] },
    ],
    ['comments', '# "x\nmodel_checkpoint_path: "m" # }', { modelCheckpointPath: 'm' }],
    ['single quotes', "model_checkpoint_path: 'a\"b'", { modelCheckpointPath: 'a"b' }],
    ['adjacent strings', 'model_checkpoint_path: "a" \'b\'\n"c"', { modelCheckpointPath: 'abc' }],
    [
      'escapes',
      String.raw`model_checkpoint_path: "\t\"\\\n\303\251\xe6\xBC\xa2\u00e9"`,
      { modelCheckpointPath: '\t"\\\né漢é' },
    ],
    [
      'a field twice: the last counts',
      'model_checkpoint_dir: "a" model_checkpoint_dir: "b"',
      { modelCheckpointDir: 'b' },
    ],
    ['nothing', '', {}],
  ])('%s', (_, text, expected) => expect(parseProtoText('ProjectorConfig', text)).toEqual(expected));

  it.each([
    [
      'an unknown field',
      'embeddings {\n  tensor_nam: "a"\n}',
      'line 2: EmbeddingInfo has no field tensor_nam',
    ],
    ['a block that does not end', 'embeddings {', 'line 1: expected }, found the end'],
    ['a string that does not end', 'model_checkpoint_path: "a\n"', 'line 1: a string does not end'],
    ['a number for a string', 'model_checkpoint_path: 1', 'line 1: expected a string, found 1'],
    ['a negative size', 'embeddings { tensor_shape: -1 }', 'line 1: expected a number of uint32, found -1'],
    ['a value without a field', '\n"a"', 'line 2: expected the name of a field, found "'],
    ['no value', 'model_checkpoint_path:', 'line 1: expected a string, found the end'],
    ['a block too many', 'embeddings {}}', 'line 1: expected the name of a field, found }'],
    ['no colon', 'model_checkpoint_path "a"', 'line 1: expected :, found "'],
  ])('refuses %s', (_, text, message) =>
    expect(() => parseProtoText('ProjectorConfig', text)).toThrow(message),
  );

  it('gives back what was printed', () => {
    const embedding = fc.record({
      tensorName: fc.string({ unit: 'grapheme', minLength: 1 }),
      tensorShape: fc.array(fc.nat(), { minLength: 1 }),
      sprite: fc.record({ imagePath: fc.string({ unit: 'grapheme', minLength: 1 }) }),
    });
    fc.assert(
      fc.property(fc.record({ embeddings: fc.array(embedding, { minLength: 1 }) }), (config) => {
        expect(parseProtoText('ProjectorConfig', protoText('ProjectorConfig', config))).toEqual(config);
      }),
    );
  });
});
