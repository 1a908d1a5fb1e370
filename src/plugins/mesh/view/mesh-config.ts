// What of the config that a log carries is followed: TensorBoard's, which names things as three.js does.
// https://github.com/tensorflow/tensorboard/blob/master/tensorboard/plugins/mesh/README.md (applyDefaults_ and
// createCamera_, createLights_, createMaterial_ in tf_mesh_dashboard/mesh-viewer.js)

/** Materials that TensorBoard's users name, and points'. */
export const MATERIALS = [
  'MeshStandardMaterial',
  'MeshBasicMaterial',
  'MeshLambertMaterial',
  'MeshPhongMaterial',
  'MeshNormalMaterial',
  'PointsMaterial',
] as const;
export const LIGHTS = ['AmbientLight', 'DirectionalLight', 'PointLight', 'HemisphereLight'] as const;

/** Any CSS colour or a number, as three.js takes it. */
type ColorName = string | number;

export interface MeshLight {
  readonly cls: (typeof LIGHTS)[number];
  readonly color: ColorName;
  readonly intensity: number;
  /** In the mesh's own coordinates; undefined where the kind of light stands. */
  readonly position: readonly [number, number, number] | undefined;
}

export interface MeshConfig {
  readonly orthographic: boolean;
  /** Degrees. */
  readonly fov: number;
  /** Undefined for the light that meshes stand in unless a config says otherwise. */
  readonly lights: readonly MeshLight[] | undefined;
  readonly material: {
    readonly cls: (typeof MATERIALS)[number] | undefined;
    readonly color: ColorName | undefined;
    /** Of points, in the mesh's own units. */
    readonly size: number | undefined;
    readonly wireframe: boolean;
    readonly flatShading: boolean;
    /** 0 to 1, as all below. */
    readonly opacity: number;
    readonly roughness: number;
    readonly metalness: number;
  };
}

/** More lights than these cost time at each pixel. */
const MOST_LIGHTS = 8;

/** Whatever the text is: what is of no use is as if it were not there. */
export function meshConfigOf(json: string): MeshConfig {
  const parsed = parsedOf(json);
  const camera = field(parsed, 'camera');
  const lights = field(parsed, 'lights');
  const material = field(parsed, 'material');
  return {
    orthographic: field(camera, 'cls') === 'OrthographicCamera',
    fov: within(field(camera, 'fov'), 1, 170) ?? 60,
    lights: Array.isArray(lights) ? lightsOf(lights) : undefined,
    material: {
      cls: MATERIALS.find((name) => name === field(material, 'cls')),
      color: colorOf(field(material, 'color')),
      size: within(field(material, 'size'), 1e-6, 1e6),
      wireframe: field(material, 'wireframe') === true,
      flatShading: field(material, 'flatShading') === true,
      opacity: within(field(material, 'opacity'), 0, 1) ?? 1,
      roughness: within(field(material, 'roughness'), 0, 1) ?? 1,
      metalness: within(field(material, 'metalness'), 0, 1) ?? 0,
    },
  };
}

/** Without any nothing would be seen. */
function lightsOf(lights: readonly unknown[]): readonly MeshLight[] | undefined {
  const some = lights.slice(0, MOST_LIGHTS).flatMap((light) => lightOf(light) ?? []);
  return some.length > 0 ? some : undefined;
}

function lightOf(light: unknown): MeshLight | undefined {
  const cls = LIGHTS.find((name) => name === field(light, 'cls'));
  if (!cls) return undefined;
  return {
    cls,
    color: colorOf(field(light, 'color')) ?? '#ffffff',
    intensity: within(field(light, 'intensity'), 0, 1000) ?? 1,
    position: positionOf(field(light, 'position')),
  };
}

function positionOf(position: unknown): readonly [number, number, number] | undefined {
  const [x, y, z] = Array.isArray(position) ? position.map((at) => within(at, -1e9, 1e9)) : [];
  return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
}

function parsedOf(json: string): unknown {
  try {
    return JSON.parse(json || '{}');
  } catch {
    // Nobody has checked what a log carries.
    return {};
  }
}

/** Own fields only: a config names no method of an object. */
function field(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, name)
    ? (from as Record<string, unknown>)[name]
    : undefined;
}

function within(value: unknown, min: number, max: number): number | undefined {
  return typeof value === 'number' && value >= min && value <= max ? value : undefined;
}

function colorOf(color: unknown): ColorName | undefined {
  if (typeof color === 'number')
    return Number.isInteger(color) && color >= 0 && color <= 0xffffff ? color : undefined;
  return typeof color === 'string' && COLOR.test(color) ? color : undefined;
}

/** What three.js reads without a complaint on the console. */
const COLOR = /^#(?:[\da-f]{3}|[\da-f]{6})$|^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/i;
