// Colours for amounts: from the ground through a colour towards the ink, so that more is stronger in light and dark.
import type { CanvasTheme } from './canvas-theme.ts';
import { channelsOf, hexOf, mixed } from './mixed-color.ts';

export type Channels = readonly [red: number, green: number, blue: number];

/** `shades` colours from none to most. `color` is any CSS colour. */
export function colorRamp(
  context: CanvasRenderingContext2D,
  { surface, text }: Pick<CanvasTheme, 'surface' | 'text'>,
  color: string,
  shades = 64,
): readonly Channels[] {
  const [ground, ink, hue] = [surface, text, color].map((css) => hexOf(context, css)) as [
    string,
    string,
    string,
  ];
  const strongest = mixed(hue, ink, 0.35);
  return Array.from({ length: shades }, (_, i) => {
    const share = i / (shades - 1);
    return channelsOf(
      share < 0.7 ? mixed(ground, hue, share / 0.7) : mixed(hue, strongest, (share - 0.7) / 0.3),
    );
  });
}
