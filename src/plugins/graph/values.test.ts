import { expect, it } from 'vitest';
import { tensorboard } from '../../../proto/messages.ts';
import type { Tensor } from '../../format/tensor.ts';
import { bytesOf, graphOf, kerasModelOf, runMetadataOf } from './values.ts';

const strings = (...list: Uint8Array[]): Tensor => ({ dtype: 'string', shape: [list.length], strings: list });
const garbage = strings(Uint8Array.of(0xff, 0xff));

it('a graph comes back as it was encoded', () => {
  const bytes = tensorboard.GraphDef.encode({ node: [{ name: 'a', op: 'B' }] }).finish();
  expect(graphOf(bytesOf(strings(bytes))).node).toMatchObject([{ name: 'a', op: 'B' }]);
});

it.each([
  ['a graph of garbage', () => graphOf(bytesOf(garbage)), 'the stored graph cannot be read'],
  ['run metadata of garbage', () => runMetadataOf(garbage), 'the stored run metadata cannot be read'],
  ['a model of garbage', () => kerasModelOf(garbage), 'the stored model in JSON cannot be read'],
  ['no string at all', () => bytesOf(strings()), 'a graph must be a byte string, not string of shape [0]'],
  [
    'numbers',
    () => bytesOf({ dtype: 'float32', shape: [], numbers: Float32Array.of(1) }),
    'a graph must be a byte string, not float32 of shape []',
  ],
])('%s is told', (_, read, message) => expect(read).toThrow(message));
