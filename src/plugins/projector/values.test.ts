import { expect, it } from 'vitest';
import { embeddingOf, isUsable, projectorConfigOf } from './values.ts';

it.each([
  [
    "PyTorch's block",
    'embeddings {\ntensor_name: "e:00000"\ntensor_path: "00000/e/tensors.tsv"\n}',
    'e:00000',
    true,
  ],
  ['the end :0 goes', 'embeddings { tensor_name: "e:0" tensor_path: "t" }', 'e', true],
  ['a file gives its name', 'embeddings { tensor_path: "a/b.tsv" }', 'b.tsv', true],
  [
    'a checkpoint that is not there',
    'model_checkpoint_path: "c" embeddings { tensor_name: "e" }',
    'e',
    false,
  ],
  ['neither file nor checkpoint', 'embeddings { tensor_name: "e" }', 'e', false],
  ['nothing', '', undefined, false],
])('%s', (_, text, name, usable) => {
  const config = projectorConfigOf(text);
  expect(config.embeddings?.[0]?.tensorName).toBe(name);
  expect(isUsable(config, false)).toBe(usable);
  expect(isUsable(config, true)).toBe(config.embeddings !== undefined);
});

it('names with and without :0 are one', () => {
  const config = projectorConfigOf('embeddings { tensor_name: "a" } embeddings { tensor_name: "b:00001" }');
  expect(embeddingOf(config, 'a:0')).toEqual({ tensorName: 'a' });
  expect(embeddingOf(config, 'b:00001')).toEqual({ tensorName: 'b:00001' });
  expect(embeddingOf(config, 'b')).toBeUndefined();
});
