// How a graph is to look: colours of the theme, and what stands out.
import type { CanvasTheme } from '../../../../client/charts/canvas-theme.ts';
import { hexOf, mixed } from '../../../../client/charts/mixed-color.ts';
import type { PlacedItem } from '../model/layout/scene.ts';

/** Colours as `#rrggbb`. */
export interface GraphTheme {
  readonly surface: string;
  readonly ground: string;
  readonly text: string;
  readonly label: string;
  readonly axis: string;
  readonly accent: string;
  readonly fontFamily: string;
}

export interface GraphLook {
  readonly theme: GraphTheme;
  /** Colour of a box; undefined for a plain one. */
  readonly colorOf: (item: PlacedItem) => string | undefined;
  readonly chosen: number | undefined;
  readonly hovered: number | undefined;
  /** Ids of boxes and lines that stand out; undefined where all are equal. */
  readonly traced: ReadonlySet<number> | undefined;
  /** Whether lines that are quiet are drawn all. */
  readonly loud: boolean;
}

/** What is not traced, while something is. */
export const FADED = 0.25;

/** `ground` is what lies below the drawing. Colours may be written in any way. */
export function graphThemeOf(
  context: CanvasRenderingContext2D,
  { surface, text, label, axis, accent, fontFamily }: CanvasTheme,
  ground: string,
): GraphTheme {
  const hex = (color: string) => hexOf(context, color);
  return {
    surface: hex(surface),
    ground: hex(ground),
    text: hex(text),
    label: hex(label),
    axis: hex(axis),
    accent: hex(accent),
    fontFamily,
  };
}

/** How much of a box's colour its title stands on. */
const BAR_TINT = 0.25;

/** Colours of one box. */
export interface BoxInk {
  /** Of an open one, what lies below the boxes in it. */
  readonly fill: string;
  readonly stroke: string;
  /** Below the title of an open one. */
  readonly bar: string;
}

export function inkOf(item: PlacedItem, { theme, colorOf }: Pick<GraphLook, 'theme' | 'colorOf'>): BoxInk {
  const color = colorOf(item);
  const plain = item.open && item.depth % 2 === 1 ? theme.ground : theme.surface;
  const fill = color ? mixed(plain, color, item.open ? 0.05 : 0.2) : plain;
  return {
    fill,
    stroke: color ? mixed(theme.axis, color, item.open ? 0.6 : 0.75) : theme.axis,
    bar: mixed(fill, color ?? theme.axis, BAR_TINT),
  };
}

/** Of a line in which values flow. */
export function lineColorOf({ axis, label }: GraphTheme): string {
  return mixed(axis, label, 0.35);
}
