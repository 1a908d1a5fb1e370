// How a graph is to look: colours of the theme, and what stands out.
import type { CanvasTheme } from '../../../../client/charts/canvas-theme.ts';
import { hexOf } from '../../../../client/charts/mixed-color.ts';
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
