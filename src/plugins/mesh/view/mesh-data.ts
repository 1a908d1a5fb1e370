// Meshes as the page keeps them: the steps of one, and what one step holds.
import { type StepList, stepListOf } from '../../../../client/data/step-list.ts';
import type { ColumnBlock } from '../../../wire/columns.ts';
import type { MeshPart, MeshStepsHead } from '../kind.ts';

/** Steps at which there are vertices. */
export interface MeshSteps extends StepList {
  readonly parts: readonly MeshPart[];
  /** JSON that the log carries; nobody has checked it. */
  readonly config: string;
}

/** Throws where the answer is another than expected: then server and page are of different versions. */
export function meshStepsOf(blocks: readonly ColumnBlock<MeshStepsHead>[]): MeshSteps {
  const vertices = blocks.find(({ head }) => head.part === 'VERTEX');
  const parts = blocks.map(({ head }) => head.part);
  return { ...stepListOf(vertices), parts, config: vertices?.head.config ?? '' };
}

/** One mesh of one step. Without faces it is a cloud of points. */
export interface MeshData {
  /** x, y and z of each vertex. */
  readonly vertices: Float32Array;
  /** Three indices of vertices for each triangle. */
  readonly faces: Uint32Array | undefined;
  /** Red, green and blue of each vertex, 0 to 255. */
  readonly colors: Uint8Array | undefined;
  readonly config: MeshConfig;
}

/** What of a log's config is followed. */
export interface MeshConfig {
  /** Degrees. */
  readonly fov: number;
  readonly pointSize: number | undefined;
  readonly color: string | number | undefined;
  readonly wireframe: boolean;
  /** 0 to 1. */
  readonly opacity: number;
}

/** Whatever the text is: what is no number of use is as if it were not there. */
export function meshConfigOf(json: string): MeshConfig {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json || '{}');
  } catch {
    parsed = {};
  }
  const field = (from: unknown, name: string): unknown =>
    typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined;
  const within = (value: unknown, min: number, max: number) =>
    typeof value === 'number' && value >= min && value <= max ? value : undefined;
  const material = field(parsed, 'material');
  const color = field(material, 'color');
  return {
    fov: within(field(field(parsed, 'camera'), 'fov'), 1, 170) ?? 60,
    pointSize: within(field(material, 'size'), 1e-6, 1e6),
    color: typeof color === 'string' || typeof color === 'number' ? color : undefined,
    wireframe: field(material, 'wireframe') === true,
    opacity: within(field(material, 'opacity'), 0, 1) ?? 1,
  };
}

/** Triangles that name a vertex that is not there are left out. */
export function facesWithin(faces: Int32Array, vertices: number): Uint32Array {
  const kept: number[] = [];
  const isThere = (index: number | undefined) => index !== undefined && index >= 0 && index < vertices;
  for (let i = 0; i + 2 < faces.length; i += 3) {
    const triangle = faces.subarray(i, i + 3);
    if (triangle.every(isThere)) kept.push(...triangle);
  }
  return Uint32Array.from(kept);
}
