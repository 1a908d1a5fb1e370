// Meshes as the page keeps them: the steps of one, and what one step holds.
import { type StepList, stepListOf } from '../../../../client/data/step-list.ts';
import type { ColumnBlock } from '../../../wire/columns.ts';
import type { MeshPart, MeshStepsHead } from '../kind.ts';
import type { MeshConfig } from './mesh-config.ts';

/** Steps at which there are vertices. */
export interface MeshSteps extends StepList {
  readonly parts: readonly MeshPart[];
  /** How many meshes each step has. */
  readonly meshes: Uint32Array;
  /** JSON that the log carries; nobody has checked it. */
  readonly config: string;
}

/** Throws where the answer is another than expected: then server and page are of different versions. */
export function meshStepsOf(blocks: readonly ColumnBlock<MeshStepsHead>[]): MeshSteps {
  const vertices = blocks.find(({ head }) => head.part === 'VERTEX');
  const parts = blocks.map(({ head }) => head.part);
  const meshes = vertices?.columns['meshes'];
  if (!(meshes instanceof Uint32Array))
    throw new Error('The server answered with other columns than expected. Load the page anew.');
  return { ...stepListOf(vertices), parts, meshes, config: vertices?.head.config ?? '' };
}

/** One mesh of one step. Without faces it is a cloud of points. */
export interface MeshData {
  /** Which one of how many meshes of the step, from 0 on. */
  readonly at: number;
  readonly of: number;
  /** x, y and z of each vertex. */
  readonly vertices: Float32Array;
  /** Three indices of vertices for each triangle. */
  readonly faces: Uint32Array | undefined;
  /** Red, green and blue of each vertex, 0 to 255. */
  readonly colors: Uint8Array | undefined;
  readonly config: MeshConfig;
}

/**
 * Triangles that name a vertex that is not there are left out. Work for one task: it looks at each number once.
 */
export function facesWithin(faces: Int32Array, vertices: number): Uint32Array {
  const kept = new Uint32Array(faces.length - (faces.length % 3));
  const isThere = (index: number) => index >= 0 && index < vertices;
  let length = 0;
  for (let i = 0; i + 2 < faces.length; i += 3) {
    const [a, b, c] = [faces[i] as number, faces[i + 1] as number, faces[i + 2] as number];
    if (!isThere(a) || !isThere(b) || !isThere(c)) continue;
    kept[length++] = a;
    kept[length++] = b;
    kept[length++] = c;
  }
  return kept.subarray(0, length);
}
