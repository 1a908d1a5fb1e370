import { expect, it } from 'vitest';
import { loggedGraph } from '../../../../../test/graphs.ts';
import { operationsOf } from '../structure/operations.ts';
import { traceArguments } from './trace-arguments.ts';

const operations = operationsOf(loggedGraph('torch_api'));
const argumentsOf = (part: string) => {
  const operation = operations.find(({ name, op }) => name.includes(part) && op.startsWith('aten::'));
  return operation && Object.fromEntries(traceArguments(operation, operations));
};

it.each([
  [
    'Conv2d[0]',
    {
      stride: '[1, 1]',
      padding: '[1, 1]',
      dilation: '[1, 1]',
      transposed: '0',
      output_padding: '[0, 0]',
      groups: '1',
    },
  ],
  [
    'MaxPool2d[3]',
    { kernel_size: '[2, 2]', stride: '[2, 2]', padding: '[0, 0]', dilation: '[1, 1]', ceil_mode: '0' },
  ],
  ['BatchNorm2d[1]', { training: '0', momentum: '0.1', eps: '1e-05' }],
  ['Flatten[0]', { start_dim: '1', end_dim: '-1' }],
  ['Linear[2]', {}],
])('%s was called with %j', (part, expected) => expect(argumentsOf(part)).toMatchObject(expected));

it('tells nothing of what is no trace, and no switches of one library', () => {
  expect(traceArguments({ ...operations[0], op: 'Conv2D' } as never, operations)).toEqual([]);
  expect(Object.keys(argumentsOf('Conv2d[0]') ?? {})).not.toContain('input 9');
});
