// Meshes beside TensorBoard's: the corners and triangles that each page draws.
import type { Page } from 'playwright-core';
import type { Comparison } from '../beside.ts';

/** A mesh as text: what it is called, its corners, its triangles. */
interface Drawn {
  readonly tag: string;
  readonly vertices: readonly number[];
  readonly faces: readonly number[];
}

// The Node program that tests belong to knows no DOM.
interface TheirMesh {
  readonly tag: string;
  readonly _stepIndex?: number;
  readonly _steps?: readonly {
    readonly mesh?: {
      readonly vertices?: readonly (readonly number[])[];
      readonly faces?: readonly (readonly number[])[];
    };
  }[];
}
interface OurMesh {
  readonly heading: string;
  readonly value?: { readonly vertices: Float32Array; readonly faces?: Uint32Array };
}

/** One a tag: TensorBoard shows those of its first group twice. Undefined until there are `least`. */
function agreed(meshes: readonly Drawn[], least: number): string[] | undefined {
  const full = meshes.filter(({ vertices }) => vertices.length > 0);
  const texts = full.map(
    ({ tag, vertices, faces }) =>
      `${tag}: ${vertices.map((place) => place.toPrecision(5)).join(' ')}; ${faces.join(' ')}`,
  );
  const once = [...new Set(texts)].sort();
  return once.length < least ? undefined : once;
}

const theirs = (least: number) => async (page: Page) =>
  agreed(
    await page.locator('tf-mesh-loader').evaluateAll((all: readonly unknown[]) =>
      (all as readonly TheirMesh[]).map(({ tag, _steps, _stepIndex }) => {
        const { vertices = [], faces = [] } = _steps?.[_stepIndex ?? 0]?.mesh ?? {};
        return { tag, vertices: vertices.flat(), faces: faces.flat() };
      }),
    ),
    least,
  );

const ours = (least: number) => async (page: Page) =>
  agreed(
    await page.locator('rb-mesh-card').evaluateAll((all: readonly unknown[]) =>
      (all as readonly OurMesh[]).map(({ heading, value }) => ({
        tag: heading,
        vertices: [...(value?.vertices ?? [])],
        faces: [...(value?.faces ?? [])],
      })),
    ),
    least,
  );

const comparison = (title: string, log: string, least: number): Comparison => ({
  title,
  log,
  ours: 'mesh',
  theirs: 'mesh',
  drawn: { ours: 'rb-mesh canvas', theirs: 'tf-mesh-loader canvas' },
  read: { ours: ours(least), theirs: theirs(least) },
});

export const MESH_COMPARISONS: readonly Comparison[] = [
  comparison('a mesh and points that PyTorch wrote', 'torch_api', 2),
  comparison('a mesh of two steps that TF wrote', 'tf2', 1),
];
