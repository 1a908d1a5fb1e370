// The open scopes laid out one in another, from the inside out.
import type { Folding } from '../structure/folding.ts';
import type { Hierarchy, Item } from '../structure/hierarchy.ts';
import type { Operation } from '../structure/operations.ts';
import { setAside } from '../structure/set-aside.ts';
import { type Level, visibleEdges } from '../structure/visible-edges.ts';
import { boxSizeOf } from './box-size.ts';
import { type BoxToPlace, type LevelLayout, type LineToPlace, levelLayout } from './level-layout.ts';
import { BELOW_TITLE, type Inner, openBoxSize, PlacedScope } from './placed-scope.ts';
import type { Scene } from './scene.ts';

/** Between the graph of a scope and what stands beside it. */
const BESIDE = 48;
const BETWEEN_ASIDE = 12;

export interface SceneRequest {
  readonly operations: readonly Operation[];
  readonly folding: Folding;
  readonly hierarchy: Hierarchy;
  readonly open: ReadonlySet<number>;
  /** By item: whether the user wants it beside the graph, or in it. */
  readonly aside?: ReadonlyMap<number, boolean>;
  /** Kept between scenes of a graph, so that scopes that are as they were are not laid out again. */
  readonly cache?: Map<string, LevelLayout>;
}

const MOST_CACHED = 500;

/** The same for the same request. */
export function sceneOf(request: SceneRequest): Scene {
  const { operations, folding, hierarchy, open, cache = new Map<string, LevelLayout>() } = request;
  const levels = visibleEdges(operations, folding, hierarchy, open);
  if (cache.size > MOST_CACHED) cache.clear();
  const { items, lines, width, height } = layoutScope(0, { ...request, cache }, levels);
  return { items, lines, width, height };
}

type FullRequest = SceneRequest & Required<Pick<SceneRequest, 'cache'>>;

function layoutScope(scope: number, request: FullRequest, levels: ReadonlyMap<number, Level>): Inner {
  const { hierarchy, operations, open, aside: chosen = new Map<number, boolean>(), cache } = request;
  const children = (hierarchy.items[scope]?.children ?? []).flatMap((id) => hierarchy.items[id] ?? []);
  const level = levels.get(scope) ?? { bundles: [], ports: [] };
  const aside = setAside(children, level.bundles, operations, chosen);
  const inner = new Map<number, Inner>();
  for (const { id, children: own } of children)
    if (own.length > 0 && open.has(id)) inner.set(id, layoutScope(id, request, levels));
  const sizeOf = (item: Item) => {
    const within = inner.get(item.id);
    return within ? openBoxSize(within, boxSizeOf(item)) : boxSizeOf(item);
  };
  const isLoud = ({ from, to, control }: { from: number; to: number; control: boolean }) =>
    !control && !aside.has(from) && !aside.has(to);
  const boxes: BoxToPlace[] = [
    ...level.ports
      .filter(({ id }) =>
        level.bundles.some((bundle) => isLoud(bundle) && (bundle.from === id || bundle.to === id)),
      )
      .map(({ id, side }) => ({ id, width: 1, height: 1, port: side })),
    ...children.filter(({ id }) => !aside.has(id)).map((item) => ({ id: item.id, ...sizeOf(item) })),
  ];
  const drawn = level.bundles.filter(isLoud);
  const laid = cached(cache, boxes, drawn);
  const place = new PlacedScope(scope, level, boxes, laid);
  const placeOf = new Map(boxes.map(({ id }, at) => [id, at]));
  for (const item of children) {
    const box = placeOf.get(item.id);
    if (box !== undefined)
      place.add(item, sizeOf(item), laid.boxes[box] ?? { x: 0, y: 0 }, false, inner.get(item.id));
  }
  let top = boxes.some(({ port }) => port === 'in') ? BELOW_TITLE : 0;
  for (const item of children.filter(({ id }) => aside.has(id))) {
    const size = sizeOf(item);
    const left = laid.width === 0 ? 0 : laid.width + BESIDE;
    place.add(item, size, { x: left + size.width / 2, y: top + size.height / 2 }, true, inner.get(item.id));
    top += size.height + BETWEEN_ASIDE;
  }
  for (const [at, bundle] of drawn.entries()) place.connect(bundle, laid.lines[at] ?? [], false);
  for (const bundle of level.bundles) if (!isLoud(bundle)) place.connect(bundle, [], true);
  return place.done();
}

function cached(
  cache: Map<string, LevelLayout>,
  boxes: readonly BoxToPlace[],
  lines: readonly LineToPlace[],
): LevelLayout {
  const key = `${boxes.map(({ id, width, height, port = '' }) => `${id},${width},${height}${port}`).join(' ')}|${lines.map(({ from, to }) => `${from},${to}`).join(' ')}`;
  const known = cache.get(key) ?? levelLayout(boxes, lines);
  cache.set(key, known);
  return known;
}
