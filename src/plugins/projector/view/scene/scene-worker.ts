// The thread that draws a scene's points and looks among them. It lives as long as the canvas it was given.
import type { SpriteSheet } from '../data/point-table.ts';
import { NO_ROWS } from '../row-sets.ts';
import { PointPainter } from './point-painter.ts';
import { marksOf, positionsOf, tintsOf } from './point-parts.ts';
import { RasterPainter } from './raster-painter.ts';
import type { Chosen, SceneNews, SceneOrder, WantedPlaces } from './scene-messages.ts';
import { hasGpu, type ScenePainter } from './scene-painter.ts';
import { ScreenRows } from './screen-rows.ts';

const screen = new ScreenRows();
/** Looked at before there is anything to draw, because without a GPU this takes a second. */
const gpu = hasGpu();
let painter: ScenePainter | undefined;
let wanted: WantedPlaces = { first: [], all: false };
let sheet: SpriteSheet | undefined;
let chosen: Chosen = { selected: NO_ROWS, neighbors: NO_ROWS, passing: undefined, isolated: undefined };

const tell = (news: SceneNews) => self.postMessage(news);
const tellRows = (rows: readonly number[]) => tell({ kind: 'answer', rows: Uint32Array.from(rows) });

self.onmessage = ({ data: order }: MessageEvent<SceneOrder>) => {
  if (order.kind === 'start') start(order);
  else if (painter) follow(order.kind, order, painter);
};

function start({ canvas, smooth, ratio, drawer }: SceneOrder & { readonly kind: 'start' }): void {
  const drawn = (points: number, of: number) => {
    tell({ kind: 'drawn', points, of });
    if (wanted.first.length > 0 || wanted.all) tellPlaces();
  };
  const byGpu = drawer === undefined ? gpu : drawer === 'gpu';
  try {
    painter = byGpu
      ? new PointPainter(canvas, smooth, ratio, drawn)
      : new RasterPainter(canvas, smooth, ratio, drawn);
  } catch {
    // The one thing that a painter needs of the machine.
    tell({ kind: 'failed' });
  }
}

type Followed = Exclude<SceneOrder, { readonly kind: 'start' }>;
type Follow = {
  readonly [K in Followed['kind']]: (order: Followed & { readonly kind: K }, to: ScenePainter) => void;
};

const FOLLOW: Follow = {
  placement({ own, like }, to) {
    screen.positions = positionsOf(own, like);
    to.positions(screen.positions);
    mark(to);
  },
  chosen(order, to) {
    ({ chosen } = order);
    mark(to);
  },
  tinting: ({ tinting }, to) => to.tints(tintsOf(tinting)),
  size: ({ pixels }, to) => to.size(pixels),
  colors: ({ colors }, to) => to.colors(colors),
  resize({ width, height }, to) {
    screen.size = [width, height];
    screen.changed();
    to.resize(width, height);
  },
  view({ view }, to) {
    screen.view(view);
    to.view(view);
  },
  sheet: ({ sheet: next }, to) => void show(next, to),
  places(order) {
    wanted = order.wanted;
    tellPlaces();
  },
  'point at': ({ x, y, radius }) => tellRows(screen.at(x, y, radius)),
  'points inside': ({ outline }) => tellRows(screen.inside(outline)),
  picture: (_, to) => void takePicture(to),
  positions: () => tell({ kind: 'answer', positions: screen.positions }),
};

function follow<K extends Followed['kind']>(
  kind: K,
  order: Followed & { readonly kind: K },
  to: ScenePainter,
) {
  FOLLOW[kind](order, to);
}

function mark(on: ScenePainter): void {
  screen.marks = marksOf(screen.positions, chosen);
  screen.changed();
  on.marks(screen.marks);
}

function tellPlaces(): void {
  tell({ kind: 'places', named: screen.named(wanted) });
}

async function takePicture(of: ScenePainter): Promise<void> {
  tell({ kind: 'answer', picture: await of.picture() });
}

async function show(next: SpriteSheet | undefined, on: ScenePainter): Promise<void> {
  sheet = next;
  let fault: string | undefined;
  try {
    await on.sheet(next);
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
  }
  if (sheet === next) tell({ kind: 'sheet', fault });
}
