import { describe, expect, it } from 'vitest';
import { graphOfKerasModel } from './keras-graph.ts';

const layer = (name: string, more: object = {}, config: object = {}) => ({
  class_name: 'Dense',
  config: { name, ...config },
  ...more,
});
/** Inbound nodes as Keras 3 writes them. */
const from = (...names: [string, number][]) => ({
  inbound_nodes: [
    {
      args: [
        names.map(([name, index]) => ({
          class_name: '__keras_tensor__',
          config: { keras_history: [name, 0, index] },
        })),
      ],
      kwargs: {},
    },
  ],
});
const sequential = (name: string, layers: object[], more: object = {}) => ({
  class_name: 'Sequential',
  config: { name, layers },
  ...more,
});
const functional = (
  name: string,
  inputs: unknown,
  outputs: unknown,
  layers: object[],
  more: object = {},
) => ({
  class_name: 'Functional',
  config: { name, layers, input_layers: inputs, output_layers: outputs },
  ...more,
});

const edges = (model: object) =>
  Object.fromEntries((graphOfKerasModel(model).node ?? []).map(({ name, input }) => [name, input]));

describe('inputs', () => {
  it.each([
    [
      'a sequential model is a chain',
      sequential('s', [layer('a'), layer('b')]),
      { 's/a': [], 's/b': ['s/a'] },
    ],
    [
      'a functional one follows its inbound nodes',
      functional(
        'f',
        ['a', 0, 0],
        ['c', 0, 0],
        [layer('a', { inbound_nodes: [] }), layer('b', from(['a', 0])), layer('c', from(['a', 0], ['b', 0]))],
      ),
      { 'f/a': [], 'f/b': ['f/a'], 'f/c': ['f/a', 'f/b'] },
    ],
    [
      'inbound nodes of Keras 2 and tfjs',
      functional(
        'f',
        [['a', 0, 0]],
        [['c', 0, 0]],
        [
          layer('a', { inbound_nodes: [] }),
          layer('b', { inbound_nodes: [[['a', 0, 0, {}]]] }),
          layer('c', {
            inbound_nodes: [
              [
                ['a', 0, 0, {}],
                ['b', 0, 0, {}],
              ],
            ],
          }),
          layer('d', { inbound_nodes: [['b', 0, 0, {}]] }),
        ],
      ),
      { 'f/a': [], 'f/b': ['f/a'], 'f/c': ['f/a', 'f/b'], 'f/d': ['f/b'] },
    ],
    [
      'a nested model: its input leads out, its outputs are indexed by the history',
      functional(
        'outer',
        ['x', 0, 0],
        ['z', 0, 0],
        [
          layer('x', { inbound_nodes: [] }),
          functional(
            'inner',
            [['i', 0, 0]],
            [
              ['o1', 0, 0],
              ['o2', 0, 0],
            ],
            [layer('i', { inbound_nodes: [] }), layer('o1', from(['i', 0])), layer('o2', from(['i', 0]))],
            from(['x', 0]),
          ),
          layer('y', from(['inner', 1])),
          layer('z', from(['inner', 7])),
        ],
      ),
      {
        'outer/x': [],
        'outer/inner/i': ['outer/x'],
        'outer/inner/o1': ['outer/inner/i'],
        'outer/inner/o2': ['outer/inner/i'],
        'outer/y': ['outer/inner/o2'],
        'outer/z': ['outer/inner/o2'],
      },
    ],
    [
      'a sequential model inside a functional one',
      functional(
        'f',
        ['x', 0, 0],
        ['y', 0, 0],
        [
          layer('x', { inbound_nodes: [] }),
          sequential('s', [layer('a'), layer('b')], from(['x', 0])),
          layer('y', from(['s', 0])),
        ],
      ),
      { 'f/x': [], 'f/s/a': ['f/x'], 'f/s/b': ['f/s/a'], 'f/y': ['f/s/b'] },
    ],
    [
      'a functional model inside a sequential one',
      sequential('s', [
        layer('a'),
        functional(
          'f',
          ['i', 0, 0],
          ['o', 0, 0],
          [layer('i', { inbound_nodes: [] }), layer('o', from(['i', 0]))],
        ),
        layer('b'),
      ]),
      { 's/a': [], 's/f/i': ['s/a'], 's/f/o': ['s/f/i'], 's/b': ['s/f/o'] },
    ],
    ['a layer alone', layer('a'), { a: [] }],
  ])('%s', (_, model, expected) => expect(edges(model)).toEqual(expected));
});

it.each([
  ['float32', { type: 1 }],
  [{ class_name: 'DTypePolicy', config: { name: 'bfloat16' } }, { type: 14 }],
  ['mixed_float16', undefined],
  [undefined, undefined],
])('the dtype %j', (dtype, expected) => {
  const [node] = graphOfKerasModel(layer('a', {}, { dtype })).node ?? [];
  expect(node?.attr?.['dtype']).toEqual(expected);
  expect(new TextDecoder().decode(node?.attr?.['keras_class']?.s ?? undefined)).toBe('Dense');
});

let deep: object = layer('a');
for (let i = 0; i < 200; i++) deep = sequential('s', [deep]);

it.each([
  ['a number', 7, 'has no configuration'],
  ['a layer without a name', { config: {} }, 'has no name'],
  ['layers that are none', sequential('s', [{}]), 'has no configuration'],
  ['models without end', deep, 'nested deeper than 100'],
])('%s is refused', (_, model, message) => expect(() => graphOfKerasModel(model)).toThrow(message));
