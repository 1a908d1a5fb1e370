// Meshes: points in space at each step, with colours and with the triangles between them.
import type { DataKind } from '../../kind.ts';

export const MESH = {
  pluginName: 'mesh',
  storage: 'places',
  shows: ['mesh'],
  listing: {
    tabName: 'mesh',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'mesh-dashboard' },
  },
} as const satisfies DataKind;

/** What a stored tensor holds of a mesh; a mesh is spread over as many tags as it has parts. */
export const MESH_PARTS = ['VERTEX', 'FACE', 'COLOR'] as const;
export type MeshPart = (typeof MESH_PARTS)[number];

/** A part's number in TensorBoard's MeshPluginData.ContentType. */
export function contentTypeOf(part: MeshPart): number {
  return MESH_PARTS.indexOf(part) + 1;
}

/** What the metadata of one part's tag says. */
export interface MeshPartInfo {
  /** The mesh, as the user named it: `cloud` of the tag `cloud_VERTEX`. */
  readonly name: string;
  readonly part: MeshPart;
  /** Which parts the mesh has: a bit `1 << number` for each. */
  readonly components: number;
  /** Of the first step's tensor: meshes, rows in each, 3. */
  readonly shape: readonly number[];
  /** JSON: camera, lights and material, as three.js names them. */
  readonly config: string;
}

/** One part of the meshes of one step: `shape` is [meshes, rows, 3]. */
export interface MeshTensor {
  readonly shape: readonly number[];
  /** x, y, z of each vertex; three indices of vertices for each triangle; or red, green, blue, 0 to 255. */
  readonly numbers: Float32Array | Int32Array | Uint8Array;
}

/**
 * Head of the blocks of `GET api/v1/mesh/steps?run=&tag=`, a block for each part that the mesh has, in the order of
 * MESH_PARTS. Columns: `steps`, `wallTimes` and `meshes` (u32), how many a step has. The numbers themselves are at
 * `GET api/v1/mesh/part?run=&tag=&step=&sample=&part=`: float32, int32 or uint8, little-endian.
 */
export interface MeshStepsHead extends MeshPartInfo {
  readonly run: string;
  readonly generation: number;
}
