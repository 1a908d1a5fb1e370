// What the page draws: boxes and lines in one plane, in pixels at scale 1.
import type { ItemKind } from '../structure/hierarchy.ts';
import type { Point } from './level-layout.ts';

export type { Point } from './level-layout.ts';

/** A box, its upper left corner at x and y. */
export interface PlacedItem {
  readonly id: number;
  readonly path: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly detail: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Whether its children are drawn in it. */
  readonly open: boolean;
  /** Whether it stands beside the graph. */
  readonly aside: boolean;
  readonly structure: number;
}

/** A line from the border of a box to that of another. */
export interface PlacedLine {
  /** Ids of boxes; a line that goes on from the border of an open one names it. */
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
  readonly control: boolean;
  /** Drawn only with one of its ends chosen: it leads to something that stands aside, or is control. */
  readonly quiet: boolean;
  readonly count: number;
  readonly size: number;
  readonly label: string;
  /** Left end and middle of the label; undefined where there is none to be drawn. */
  readonly labelAt: Point | undefined;
  /** Ids of the boxes between which it leads in the end, through borders of open ones. */
  readonly ends: readonly number[];
}

export interface Scene {
  /** A box stands before those in it. */
  readonly items: readonly PlacedItem[];
  readonly lines: readonly PlacedLine[];
  readonly width: number;
  readonly height: number;
}
