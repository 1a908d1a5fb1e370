import { expect, it } from 'vitest';
import { meshConfigOf } from './mesh-config.ts';

const PLAIN = {
  orthographic: false,
  fov: 60,
  lights: undefined,
  material: {
    cls: undefined,
    color: undefined,
    size: undefined,
    wireframe: false,
    flatShading: false,
    opacity: 1,
    roughness: 1,
    metalness: 0,
  },
};
const material = (fields: object) => ({ ...PLAIN, material: { ...PLAIN.material, ...fields } });

it.each([
  ['nothing', '', PLAIN],
  ['no JSON', '{', PLAIN],
  ['no object', '[1]', PLAIN],
  ['null', 'null', PLAIN],
  ['names of methods', '{"camera":{"cls":"constructor"},"material":{"cls":"toString"}}', PLAIN],
  ['numbers out of all bounds', '{"camera":{"fov":1e9},"material":{"size":-1,"opacity":"x"}}', PLAIN],
  ['a colour that is none', '{"material":{"color":"url(x)"}}', PLAIN],
  ['a camera', '{"camera":{"cls":"PerspectiveCamera","fov":75}}', { ...PLAIN, fov: 75 }],
  ['a flat camera', '{"camera":{"cls":"OrthographicCamera"}}', { ...PLAIN, orthographic: true }],
  [
    'a material of points',
    '{"material":{"cls":"PointsMaterial","size":0.05,"color":"#ff0000","opacity":0.5}}',
    material({ cls: 'PointsMaterial', size: 0.05, color: '#ff0000', opacity: 0.5 }),
  ],
  [
    'a material of faces',
    '{"material":{"cls":"MeshPhongMaterial","color":255,"wireframe":true,"flatShading":true,"roughness":0.2,"metalness":1}}',
    material({
      cls: 'MeshPhongMaterial',
      color: 255,
      wireframe: true,
      flatShading: true,
      roughness: 0.2,
      metalness: 1,
    }),
  ],
  [
    'lights, those that are none left out',
    '{"lights":[{"cls":"AmbientLight","color":"#fff","intensity":0.75},{"cls":"Sun"},7,{"cls":"DirectionalLight","position":[0,-1,2]}]}',
    {
      ...PLAIN,
      lights: [
        { cls: 'AmbientLight', color: '#fff', intensity: 0.75, position: undefined },
        { cls: 'DirectionalLight', color: '#ffffff', intensity: 1, position: [0, -1, 2] },
      ],
    },
  ],
])('takes a config of %s', (_, json, config) => expect(meshConfigOf(json)).toEqual(config));

it('takes no more lights than a machine can bear', () => {
  const lights = Array.from({ length: 100 }, () => ({ cls: 'PointLight' }));
  expect(meshConfigOf(JSON.stringify({ lights })).lights).toHaveLength(8);
});
