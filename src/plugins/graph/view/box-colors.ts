// Colours of boxes: the same for what is built alike.
import { RUN_COLORS } from '../../../../client/data/run-colors.ts';
import type { PlacedItem, Scene } from '../model/layout/scene.ts';

/** Structures that are there more than once have a colour each, in the order of the drawing; the others have none. */
export function structureColors(scene: Scene | undefined): (item: PlacedItem) => string | undefined {
  const counts = new Map<number, number>();
  for (const { structure } of scene?.items ?? []) counts.set(structure, (counts.get(structure) ?? 0) + 1);
  const repeated = [...counts].filter(([, count]) => count > 1).map(([structure]) => structure);
  const colors = new Map(repeated.map((structure, at) => [structure, RUN_COLORS[at % RUN_COLORS.length]]));
  return ({ structure }) => colors.get(structure);
}
