// Colours between colours, for canvases.

/** Any CSS colour as `#rrggbb`; grey for one with an alpha channel, which cannot be mixed. */
export function hexOf(context: CanvasRenderingContext2D, color: string): string {
  context.fillStyle = '#808080';
  context.fillStyle = color;
  const { fillStyle } = context;
  return typeof fillStyle === 'string' && fillStyle.startsWith('#') ? fillStyle : '#808080';
}

/** Red, green and blue, 0 to 255, of `#rrggbb`. */
export function channelsOf(hex: string): readonly [red: number, green: number, blue: number] {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

/** `share` of `b` and the rest of `a`, all of them `#rrggbb`. */
export function mixed(a: string, b: string, share: number): string {
  const from = channelsOf(a);
  const to = channelsOf(b);
  const hex = from.map((value, i) =>
    Math.round(value + ((to[i] as number) - value) * share)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}
