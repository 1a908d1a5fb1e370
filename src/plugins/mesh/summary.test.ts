import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensorboard } from '../../../proto/messages.ts';
import { eventsIn } from '../../../test/event-files.ts';
import { tensorOf } from '../../format/legacy.ts';
import type { ArrayInput } from '../../format/shaped-array.ts';
import { decodeTensor } from '../../format/tensor.ts';
import { MESH_PARTS } from './kind.ts';
import { pythonJson } from './model/python-json.ts';
import { type MeshOptions, meshValues } from './summary.ts';
import { meshOf, meshPartInfoOf, meshTensorOf } from './values.ts';

const contentOf = (value: { metadata?: { pluginData?: { content?: Uint8Array | null } | null } | null }) =>
  value.metadata?.pluginData?.content ?? new Uint8Array(0);
const range = (length: number, of: (i: number) => number) => Array.from({ length }, (_, i) => of(i));

it('reads back what was written', () => {
  const sizes = fc.record({ meshes: fc.nat(3), points: fc.integer({ min: 1, max: 5 }), faces: fc.nat(4) });
  fc.assert(
    fc.property(
      sizes,
      fc.infiniteStream(fc.nat(255)),
      fc.string(),
      ({ meshes, points, faces }, source, name) => {
        const take = (count: number, most: number) =>
          [...source.take(count)].map((number) => number % (most + 1));
        const given = {
          VERTEX: { shape: [meshes, points, 3], data: take(meshes * points * 3, 255).map((n) => n / 8 - 9) },
          FACE: { shape: [meshes, faces, 3], data: take(meshes * faces * 3, points - 1) },
          COLOR: { shape: [meshes, points, 3], data: take(meshes * points * 3, 255) },
        };
        const values = meshValues(name, given.VERTEX, { faces: given.FACE, colors: given.COLOR });
        expect(values.map(({ tag }) => tag)).toEqual(MESH_PARTS.map((part) => `${name}_${part}`));
        for (const [i, part] of MESH_PARTS.entries()) {
          const value = values[i] ?? {};
          const { shape, data } = given[part];
          expect(meshPartInfoOf(contentOf(value))).toEqual({
            name,
            part,
            components: 14,
            shape,
            config: '{}',
          });
          const { numbers } = meshTensorOf(decodeTensor(value.tensor ?? {}), part);
          expect([...numbers]).toEqual(data);
        }
      },
    ),
  );
});

// The calls of the program that wrote the fixture.
const TORCH = fileURLToPath(new URL('../../../test/fixtures/logs/torch_api', import.meta.url));
const torch = new Map(
  eventsIn(TORCH).flatMap(({ values = [] }) => values.map((value) => [value.tag ?? '', value] as const)),
);
const FACES = [0, 2, 3, 0, 3, 1, 0, 1, 2, 1, 3, 2];
const CONFIG = { material: { cls: 'MeshStandardMaterial' } };

describe.each([
  ['mesh', ['VERTEX', 'FACE', 'COLOR'] as const],
  ['points', ['VERTEX'] as const],
])('PyTorch’s record of %s', (name, parts) => {
  const numbersOf = (part: string) => {
    const tensor = tensorOf(torch.get(`${name}_${part}`) ?? {});
    return tensor.dtype === 'string' ? [] : Array.from(tensor.numbers, Number);
  };
  const shaped = (part: string) => ({ shape: [1, numbersOf(part).length / 3, 3], data: numbersOf(part) });
  const ours = meshValues(
    name,
    shaped('VERTEX'),
    name === 'mesh'
      ? { colors: shaped('COLOR'), faces: { shape: [1, 4, 3], data: FACES }, config: CONFIG }
      : {},
  );

  it.each(parts.map((part, i) => [part, i] as const))('equals ours in %s, but for the type', (part, i) => {
    const theirs = torch.get(`${name}_${part}`);
    expect(ours[i]?.tag).toBe(theirs?.tag);
    const fields = (value: typeof theirs) => tensorboard.MeshPluginData.decode(contentOf(value ?? {}));
    expect(fields(ours[i])).toEqual(fields(theirs));
    expect(ours[i]?.metadata?.pluginData?.pluginName).toBe(theirs?.metadata?.pluginData?.pluginName);
    const [a, b] = [ours[i]?.tensor ?? {}, theirs?.tensor ?? {}].map((tensor) =>
      meshTensorOf(decodeTensor(tensor), part),
    );
    expect(a).toEqual(b);
  });
});

const POINTS = { shape: [1, 2, 3], data: range(6, Number) };
it.each<[string, ArrayInput, MeshOptions, string]>([
  [
    'a matrix of vertices',
    [[1, 2, 3]],
    {},
    'expected vertices of shape [meshes, vertices, 3], got one of shape [1,3]',
  ],
  ['points in a plane', [[[1, 2]]], {}, 'got one of shape [1,1,2]'],
  ['text', 'abc' as never, {}, 'vertices: expected an array, a typed array or a tensor, got "abc"'],
  [
    'faces of fewer meshes',
    POINTS,
    { faces: { shape: [2, 0, 3], data: [] } },
    'expected faces of shape [1, faces, 3]',
  ],
  ['a face without its vertex', POINTS, { faces: [[[0, 1, 2]]] }, 'whole numbers from 0 to 1, got 2'],
  ['half an index', POINTS, { faces: [[[0, 0.5, 1]]] }, 'whole numbers from 0 to 1, got 0.5'],
  [
    'a colour too few',
    POINTS,
    { colors: [[[0, 0, 0]]] },
    'expected colors of shape [1,2,3], as the vertices, got [1,1,3]',
  ],
  [
    'a colour that is none',
    POINTS,
    {
      colors: [
        [
          [0, 0, 256],
          [0, 0, 0],
        ],
      ],
    },
    'expected colors to be whole numbers from 0 to 255, got 256',
  ],
  ['a list as config', POINTS, { config: [] as never }, 'expected config to be an object, got an array of 0'],
  [
    'a function in config',
    POINTS,
    { config: { a: () => 1 } },
    'expected config to be what JSON can hold, got',
  ],
])('refuses %s', (_, vertices, options, message) =>
  expect(() => meshValues('m', vertices, options)).toThrow(message),
);

it.each([
  [{}, '{}'],
  [{ b: [1, 2.5, null], a: { y: true, x: undefined } }, '{"a": {"y": true}, "b": [1, 2.5, null]}'],
  [{ ü: 'a"\n\u{1f600}' }, '{"\\u00fc": "a\\"\\n\\ud83d\\ude00"}'],
])('spells %j as Python does', (value, expected) => expect(pythonJson(value)).toBe(expected));

it.each<[string, Uint8Array]>([
  ['a part that is unknown', tensorboard.MeshPluginData.encode({ name: 'm', contentType: 0 }).finish()],
  ['damaged metadata', Uint8Array.of(0x12, 9)],
])('finds no mesh in %s', (_, content) => expect(meshPartInfoOf(content)).toBeUndefined());

it('converts as TensorBoard does', () => {
  const floats = { dtype: 'float64', shape: [1, 1, 3], numbers: Float64Array.of(1.9, -1, 300) } as const;
  expect(meshTensorOf(floats, 'FACE').numbers).toEqual(Int32Array.of(1, -1, 300));
  expect(meshTensorOf(floats, 'COLOR').numbers).toEqual(Uint8Array.of(1, 255, 44));
  const wide = { dtype: 'int64', shape: [1, 1, 3], numbers: BigInt64Array.of(1n, 2n, 3n) } as const;
  expect(meshTensorOf(wide, 'VERTEX').numbers).toEqual(Float32Array.of(1, 2, 3));
  expect(() => meshTensorOf({ ...floats, shape: [3] }, 'VERTEX')).toThrow('not float64 of shape [3]');
});

it('has no mesh behind the last', () => {
  const tensor = { shape: [2, 1, 3], numbers: Float32Array.from(range(6, Number)) };
  expect(meshOf(tensor, 1)).toEqual(Float32Array.of(3, 4, 5));
  expect(meshOf(tensor, 2)).toBeUndefined();
});
