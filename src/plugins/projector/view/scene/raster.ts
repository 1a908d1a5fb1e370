// Points as pixels without a GPU: discs and pictures with depth, as point-material.ts draws them.
import { MARK } from './point-material.ts';

/** Pixels as canvases hold them, a number each, and how far away what they show is. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
  readonly depths: Float32Array;
}

/** In the order in which they are drawn. */
export interface RasterPoints {
  readonly positions: Float32Array;
  readonly tints: Uint8Array;
  readonly marks: Uint8Array;
  /** Which picture of the sheet each has. */
  readonly rows: Uint32Array;
}

export type Rgb = readonly [red: number, green: number, blue: number];

export interface RasterLook {
  /** From the scene to the screen, column-major 4 x 4. */
  readonly clip: ArrayLike<number>;
  readonly flat: boolean;
  /** Of a point at the distance `reach`, in pixels of the raster. */
  readonly size: number;
  readonly reach: number;
  /** Where points begin to fade, and where they would be gone. */
  readonly fog: readonly [from: number, to: number];
  readonly ground: Rgb;
  readonly ink: Rgb;
  readonly smooth: boolean;
  readonly sheet: RasterSheet | undefined;
}

/** Pictures of all points in one. */
export interface RasterSheet {
  readonly width: number;
  readonly pixels: Uint32Array;
  readonly perRow: number;
  /** Width and height of one picture. */
  readonly single: readonly [number, number];
}

/** Canvases hold red first in memory, and machines with a browser the lowest byte. */
export function packed(red: number, green: number, blue: number): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

const FADED = 0.82;
const MOST_FOG = 0.6;

/** Draws points `from` … `to` - 1; those out of sight are left out. */
export function drawPoints(
  raster: Raster,
  { positions, tints, marks, rows }: RasterPoints,
  from: number,
  to: number,
  look: RasterLook,
): void {
  const { flat, size, reach, fog, ground, sheet, smooth } = look;
  const m = Float64Array.from({ length: 16 }, (_, at) => look.clip[at] ?? 0) as unknown as Sixteen;
  const { width, height } = raster;
  const [groundRed, groundGreen, groundBlue] = ground;
  const perFog = 1 / (fog[1] - fog[0]);
  const ink = packed(...look.ink);
  for (let i = from; i < to; i++) {
    const x = positions[i * 3] as number;
    const y = positions[i * 3 + 1] as number;
    const z = positions[i * 3 + 2] as number;
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    if (!(w > 0)) continue;
    let depth = (m[2] * x + m[6] * y + m[10] * z + m[14]) / w;
    if (depth > 1 || depth < -1) continue;
    const mark = marks[i] as number;
    const larger = mark === MARK.selected ? 1.5 : mark === MARK.neighbor ? 1.25 : 1;
    const across = Math.min(512, Math.max(1.5 * larger, size * larger * (flat ? 1 : reach / w)));
    const cx = ((m[0] * x + m[4] * y + m[8] * z + m[12]) / w + 1) * 0.5 * width;
    const cy = (1 - (m[1] * x + m[5] * y + m[9] * z + m[13]) / w) * 0.5 * height;
    const r = across / 2;
    if (!(cx + r >= 0 && cx - r <= width && cy + r >= 0 && cy - r <= height)) continue;
    let lost = flat ? 0 : Math.min(MOST_FOG, Math.max(0, (w - fog[0]) * perFog));
    if (mark === MARK.faded) lost = Math.max(FADED, lost);
    // What is marked is not hidden by what is not.
    if (mark >= MARK.neighbor) {
      lost = 0;
      depth = Math.max(-0.999, depth - 0.2 * (mark - 2) * (flat ? 0.1 : 0.5));
    }
    const kept = 1 - lost;
    const rim = mark === MARK.selected ? ink : undefined;
    const red = tints[i * 3] as number;
    const green = tints[i * 3 + 1] as number;
    const blue = tints[i * 3 + 2] as number;
    if (sheet) {
      picture(raster, cx, cy, across, depth, sheet, rows[i] as number, [red, green, blue], kept, ground, rim);
      continue;
    }
    const color = packed(
      red * kept + groundRed * lost,
      green * kept + groundGreen * lost,
      blue * kept + groundBlue * lost,
    );
    if (smooth) smoothDisc(raster, cx, cy, r, depth, color, rim);
    else disc(raster, cx, cy, r, depth, color, rim);
  }
}

type Sixteen = Record<0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15, number>;

/** Share of the radius at which the rim of a selected point begins. */
const RIM = 0.68;

function disc(
  { width, height, pixels, depths }: Raster,
  cx: number,
  cy: number,
  r: number,
  depth: number,
  color: number,
  rim: number | undefined,
): void {
  const top = Math.max(0, Math.ceil(cy - r - 0.5));
  const bottom = Math.min(height - 1, Math.floor(cy + r - 0.5));
  const inner = (r * RIM) ** 2;
  for (let py = top; py <= bottom; py++) {
    const dy = py + 0.5 - cy;
    const half = Math.sqrt(r * r - dy * dy);
    const left = Math.max(0, Math.ceil(cx - half - 0.5));
    const right = Math.min(width - 1, Math.floor(cx + half - 0.5));
    for (let px = left, at = py * width + left; px <= right; px++, at++) {
      if (depth >= (depths[at] as number)) continue;
      depths[at] = depth;
      pixels[at] = rim !== undefined && dy * dy + (px + 0.5 - cx) ** 2 > inner ? rim : color;
    }
  }
}

function smoothDisc(
  { width, height, pixels, depths }: Raster,
  cx: number,
  cy: number,
  r: number,
  depth: number,
  color: number,
  rim: number | undefined,
): void {
  const top = Math.max(0, Math.floor(cy - r - 0.5));
  const bottom = Math.min(height - 1, Math.ceil(cy + r));
  const left = Math.max(0, Math.floor(cx - r - 0.5));
  const right = Math.min(width - 1, Math.ceil(cx + r));
  for (let py = top; py <= bottom; py++) {
    const dy = py + 0.5 - cy;
    for (let px = left, at = py * width + left; px <= right; px++, at++) {
      const dx = px + 0.5 - cx;
      const away = Math.sqrt(dx * dx + dy * dy);
      const covered = r - away + 0.5;
      if (covered <= 0 || depth >= (depths[at] as number)) continue;
      let own = color;
      if (rim !== undefined) own = mixed(color, rim, Math.min(1, Math.max(0, away - r * RIM + 0.5)));
      pixels[at] = covered >= 1 ? own : mixed(pixels[at] as number, own, covered);
      // An edge lets what is behind it through.
      if (covered > 0.5) depths[at] = depth;
    }
  }
}

function mixed(under: number, over: number, share: number): number {
  if (share <= 0) return under;
  if (share >= 1) return over;
  const channel = (shift: number) => {
    const from = (under >>> shift) & 255;
    return from + (((over >>> shift) & 255) - from) * share;
  };
  return packed(channel(0), channel(8), channel(16));
}

function picture(
  { width, height, pixels, depths }: Raster,
  cx: number,
  cy: number,
  across: number,
  depth: number,
  { width: sheetWidth, pixels: texels, perRow, single: [cellWidth, cellHeight] }: RasterSheet,
  row: number,
  tint: Rgb,
  kept: number,
  ground: Rgb,
  rim: number | undefined,
): void {
  const cell = Math.floor(row / perRow) * cellHeight * sheetWidth + (row % perRow) * cellWidth;
  const [x0, y0] = [cx - across / 2, cy - across / 2];
  const top = Math.max(0, Math.ceil(y0 - 0.5));
  const bottom = Math.min(height - 1, Math.floor(y0 + across - 0.5));
  const left = Math.max(0, Math.ceil(x0 - 0.5));
  const right = Math.min(width - 1, Math.floor(x0 + across - 0.5));
  const edge = 0.46 * across;
  for (let py = top; py <= bottom; py++) {
    const line = cell + Math.floor(((py + 0.5 - y0) / across) * cellHeight) * sheetWidth;
    for (let px = left, at = py * width + left; px <= right; px++, at++) {
      if (depth >= (depths[at] as number)) continue;
      const texel = texels[line + Math.floor(((px + 0.5 - x0) / across) * cellWidth)] ?? 0;
      const alpha = texel >>> 24;
      if (alpha < 13) continue;
      depths[at] = depth;
      if (rim !== undefined && (Math.abs(py + 0.5 - cy) > edge || Math.abs(px + 0.5 - cx) > edge)) {
        pixels[at] = rim;
        continue;
      }
      const share = (alpha / 255) * kept;
      const channel = (i: 0 | 1 | 2) => {
        const own = (((texel >>> (i * 8)) & 255) * tint[i]) / 255;
        return ground[i] + (own - ground[i]) * share;
      };
      pixels[at] = packed(channel(0), channel(1), channel(2));
    }
  }
}

/** A line in the scene, one pixel wide; none where an end is behind the camera. */
export function drawLine(
  { width, height, pixels, depths }: Raster,
  from: Rgb,
  to: Rgb,
  clip: ArrayLike<number>,
  color: number,
): void {
  const seen = (point: Rgb) => {
    const at = (row: number) =>
      point.reduce((sum, x, i) => sum + x * (clip[i * 4 + row] as number), clip[12 + row] as number);
    const w = at(3);
    return { w, x: (at(0) / w + 1) * 0.5 * width, y: (1 - at(1) / w) * 0.5 * height, z: at(2) / w };
  };
  const [a, b] = [seen(from), seen(to)];
  if (!(a.w > 0 && b.w > 0)) return;
  const steps = Math.ceil(Math.min(4 * (width + height), Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y))));
  for (let step = 0; step <= steps; step++) {
    const share = steps === 0 ? 0 : step / steps;
    const x = Math.floor(a.x + (b.x - a.x) * share);
    const y = Math.floor(a.y + (b.y - a.y) * share);
    const depth = a.z + (b.z - a.z) * share;
    if (!(x >= 0 && x < width && y >= 0 && y < height)) continue;
    const at = y * width + x;
    if (depth >= (depths[at] as number)) continue;
    pixels[at] = color;
    depths[at] = depth;
  }
}
