// How one point is drawn: a disc, or its picture, as large as it is near. Compiled by the browser's WebGL.
import { type Color, GLSL3, ShaderMaterial, type Texture, Vector2, Vector4 } from 'three';

/** What the attribute `mark` says of a point. */
export const MARK = { hidden: 0, plain: 1, faded: 2, neighbor: 3, selected: 4 } as const;

const VERTEX = `
in vec3 tint;
in float mark;
uniform float size;
uniform float reach;
uniform bool flat2d;
uniform int perRow;
uniform ivec4 tile;
uniform vec2 share;
uniform vec2 fog;
uniform bool pictures;
out vec3 color;
out float far;
flat out vec2 corner;
flat out float kind;

void main() {
  kind = mark;
  color = tint;
  corner = vec2(0.0);
  bool here = mark > 0.5;
  if (pictures) {
    ivec2 cell = ivec2(gl_VertexID % perRow, gl_VertexID / perRow) - tile.xy;
    here = here && cell.x >= 0 && cell.y >= 0 && cell.x < tile.z && cell.y < tile.w;
    corner = vec2(cell) * share;
  }
  if (!here) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    gl_PointSize = 0.0;
    return;
  }
  vec4 seen = modelViewMatrix * vec4(position, 1.0);
  gl_Position = projectionMatrix * seen;
  float larger = mark > 3.5 ? 1.5 : mark > 2.5 ? 1.25 : 1.0;
  gl_PointSize = clamp(size * larger * (flat2d ? 1.0 : reach / max(-seen.z, 0.01)), 1.5 * larger, 512.0);
  far = flat2d ? 0.0 : clamp((-seen.z - fog.x) / (fog.y - fog.x), 0.0, 0.6);
  // What is marked is not hidden by what is not.
  if (mark > 2.5) gl_Position.z -= 0.2 * (mark - 2.0) * gl_Position.w * (flat2d ? 0.1 : 0.5);
  gl_Position.z = max(gl_Position.z, -0.999 * gl_Position.w);
}`;

const FRAGMENT = `
uniform sampler2D sheet;
uniform vec2 share;
uniform bool pictures;
uniform vec3 ground;
uniform vec3 ink;
in vec3 color;
in float far;
flat in vec2 corner;
flat in float kind;
out vec4 shown;

void main() {
  vec3 inside = color;
  float alpha = 1.0;
  vec2 at = gl_PointCoord - 0.5;
  if (pictures) {
    vec4 pixel = texture(sheet, corner + gl_PointCoord * share);
    if (pixel.a < 0.05) discard;
    inside = mix(ground, pixel.rgb * color, pixel.a);
    float edge = max(abs(at.x), abs(at.y));
    if (kind > 3.5 && edge > 0.46) inside = ink;
  } else {
    float away = length(at);
#ifdef SMOOTH
    float soft = fwidth(away);
    alpha = 1.0 - smoothstep(0.5 - soft, 0.5, away);
    if (alpha < 0.02) discard;
    if (kind > 3.5) inside = mix(inside, ink, smoothstep(0.34 - soft, 0.34, away));
#else
    if (away > 0.5) discard;
    if (kind > 3.5 && away > 0.32) inside = ink;
#endif
  }
  float lost = kind > 2.5 ? 0.0 : kind > 1.5 ? max(0.82, far) : far;
  shown = vec4(mix(inside, ground, lost), alpha);
}`;

/** A piece of a sheet of pictures: which of its cells it holds, and how much of the texture one cell takes. */
export interface SheetTile {
  readonly texture: Texture;
  /** Pictures a row of the whole sheet. */
  readonly perRow: number;
  /** First column, first row, columns and rows of the cells. */
  readonly cells: readonly [number, number, number, number];
  readonly share: readonly [width: number, height: number];
}

/** What all materials of a scene have in common; change the values, never the object. */
export interface SceneUniforms {
  readonly size: { value: number };
  readonly reach: { value: number };
  readonly flat2d: { value: boolean };
  readonly fog: { value: Vector2 };
  readonly ground: { value: Color };
  readonly ink: { value: Color };
}

/** Discs where there is no tile; their edges are `smooth`, or quickly drawn. */
export function pointMaterial(
  shared: SceneUniforms,
  tile: SheetTile | undefined,
  smooth: boolean,
): ShaderMaterial {
  return new ShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    // Soft edges without drawing in the order of depth.
    alphaToCoverage: smooth && tile === undefined,
    defines: smooth ? { SMOOTH: 1 } : {},
    uniforms: {
      ...shared,
      pictures: { value: tile !== undefined },
      perRow: { value: tile?.perRow ?? 1 },
      tile: { value: new Vector4(...(tile?.cells ?? [0, 0, 0, 0])) },
      share: { value: new Vector2(...(tile?.share ?? [0, 0])) },
      sheet: { value: tile?.texture ?? null },
    },
  });
}
