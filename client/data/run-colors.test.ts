import { expect, it } from 'vitest';
import { RUN_COLORS, runColor } from './run-colors.ts';

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

const times = (m: Matrix, [r, g, b]: Rgb): Rgb =>
  m.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Rgb;
const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
// Ottosson 2020, https://bottosson.github.io/posts/oklab
const toLms: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const toLab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const oklab = (rgb: Rgb) =>
  times(toLab, times(toLms, rgb).map((v) => Math.cbrt(Math.max(0, v))) as unknown as Rgb);
// Machado, Oliveira, Fernandes 2009, severity 1.
const SIGHTS: Record<string, Matrix> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const luminance = (hex: string) =>
  times(
    [
      [0.2126, 0.7152, 0.0722],
      [0, 0, 0],
      [0, 0, 0],
    ],
    linear(hex),
  )[0];
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

// 0.02 in OKLab is about the least difference that is seen side by side.
it.each([
  ['normal', 0.08],
  ['protanopia', 0.06],
  ['deuteranopia', 0.06],
  ['tritanopia', 0.05],
])('twenty runs stay apart in %s sight', (sight, least) => {
  const seen = RUN_COLORS.map((color) =>
    oklab(
      times(SIGHTS[sight] as Matrix, linear(color)).map((v) => Math.min(1, Math.max(0, v))) as unknown as Rgb,
    ),
  );
  const distances = seen.flatMap((a, at) =>
    seen.slice(at + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
  );
  expect(distances).toHaveLength(190);
  expect(Math.min(...distances)).toBeGreaterThan(least);
});

it.each(RUN_COLORS)('%s stands out from the cards of both themes', (color) => {
  expect(contrast(color, '#ffffff')).toBeGreaterThan(1.9);
  expect(contrast(color, '#171a20')).toBeGreaterThan(2);
});

it('colours come round again after the last', () => {
  expect(runColor(20)).toBe(runColor(0));
});
