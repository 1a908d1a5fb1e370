// Lights and materials of three.js as a config asks for them.
import {
  AmbientLight,
  DirectionalLight,
  DoubleSide,
  HemisphereLight,
  type Light,
  type Material,
  MeshBasicMaterial,
  MeshLambertMaterial,
  MeshNormalMaterial,
  MeshPhongMaterial,
  MeshStandardMaterial,
  PointLight,
  PointsMaterial,
} from 'three';
import type { MeshConfig, MeshLight } from './mesh-config.ts';

/**
 * What TensorBoard's three.js of 2019 called an intensity of 1 is π today: light was divided by it then.
 * https://github.com/mrdoob/three.js/wiki/Migration-Guide (r155)
 */
const INTENSITY = Math.PI;

/** The caller takes it out of its scene, and disposes it. */
export function lightOf({ cls, color, intensity, position }: MeshLight): Light {
  const strength = intensity * INTENSITY;
  const light = made(cls, color, strength);
  if (position) light.position.set(...position);
  return light;
}

function made(cls: MeshLight['cls'], color: string | number, strength: number): Light {
  switch (cls) {
    case 'AmbientLight':
      return new AmbientLight(color, strength);
    case 'DirectionalLight':
      return new DirectionalLight(color, strength);
    case 'HemisphereLight':
      return new HemisphereLight(color, '#444444', strength);
    case 'PointLight':
      // It reached everywhere alike then.
      return new PointLight(color, strength, 0, 0);
  }
}

/** What is not the config's. */
export interface MaterialLook {
  /** Where the config names no colour. */
  readonly color: string;
  readonly wireframe: boolean;
  /** Whether each vertex has a colour of its own; then no other counts. */
  readonly vertexColors: boolean;
}

/** Of triangles; a config that names a material of points means the usual one. */
export function faceMaterialOf({ material }: MeshConfig, look: MaterialLook): Material {
  const { opacity, flatShading, roughness, metalness } = material;
  const wireframe = look.wireframe || material.wireframe;
  const surface = { wireframe, opacity, transparent: opacity < 1, side: DoubleSide };
  const color = look.vertexColors ? '#ffffff' : (material.color ?? look.color);
  const coloured = { ...surface, color, vertexColors: look.vertexColors };
  switch (material.cls) {
    case 'MeshNormalMaterial':
      return new MeshNormalMaterial({ ...surface, flatShading });
    case 'MeshBasicMaterial':
      return new MeshBasicMaterial(coloured);
    case 'MeshLambertMaterial':
      return new MeshLambertMaterial({ ...coloured, flatShading });
    case 'MeshPhongMaterial':
      return new MeshPhongMaterial({ ...coloured, flatShading });
    default:
      return new MeshStandardMaterial({ ...coloured, flatShading, roughness, metalness });
  }
}

/** `size` in the mesh's own units. */
export function pointMaterialOf({ material }: MeshConfig, look: MaterialLook, size: number): Material {
  const { opacity } = material;
  const color = look.vertexColors ? '#ffffff' : (material.color ?? look.color);
  return new PointsMaterial({
    color,
    vertexColors: look.vertexColors,
    opacity,
    transparent: opacity < 1,
    size,
  });
}
