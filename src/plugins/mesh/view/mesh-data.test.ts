import { expect, it } from 'vitest';
import { facesWithin, meshConfigOf } from './mesh-data.ts';

const PLAIN = { fov: 60, pointSize: undefined, color: undefined, wireframe: false, opacity: 1 };

it.each([
  ['nothing', '', PLAIN],
  ['no JSON', '{', PLAIN],
  ['no object', '[1]', PLAIN],
  ['null', 'null', PLAIN],
  ['numbers out of all bounds', '{"camera":{"fov":1e9},"material":{"size":-1,"opacity":"x"}}', PLAIN],
  [
    'what three.js names',
    '{"camera":{"cls":"PerspectiveCamera","fov":75},"material":{"cls":"PointsMaterial","size":0.05,"color":"#ff0000","wireframe":true,"opacity":0.5}}',
    { fov: 75, pointSize: 0.05, color: '#ff0000', wireframe: true, opacity: 0.5 },
  ],
])('takes a config of %s', (_, json, config) => {
  expect(meshConfigOf(json)).toEqual(config);
});

it('leaves out triangles without all their corners', () => {
  expect([...facesWithin(Int32Array.of(0, 1, 2, 0, 1, 3, -1, 1, 2, 2, 1, 0), 3)]).toEqual([0, 1, 2, 2, 1, 0]);
});
