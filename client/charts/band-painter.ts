// Paints percentiles over steps: bands that grow darker towards the median, as TensorBoard's distributions.
import type { CanvasTheme } from './canvas-theme.ts';
import { type Area, paintAxisBelow, paintAxisBeside, placed } from './plot-axes.ts';
import type { XAxis } from './plotted-line.ts';
import { extentOf, type Interval } from './range.ts';
import { linearTicks, xTicks } from './ticks.ts';

/** What is painted. */
export interface Bands {
  /** `width` a step, ascending within it; NaN for a step with nothing. */
  readonly values: Float64Array;
  /** By step, along the axis. */
  readonly positions: Float64Array;
  /** Percentiles a step; an odd number. */
  readonly width: number;
}

/** Where it is painted. */
export interface BandLayout {
  readonly area: Area;
  readonly x: Interval;
  readonly y: Interval;
}

export interface BandLook {
  readonly color: string;
  readonly xAxis: XAxis;
  readonly theme: CanvasTheme;
}

/** Room above and below, as a share of the height. */
const MARGIN = 0.04;
/** Of each band, over those it lies in. */
const BAND_ALPHA = 0.18;

/** From the least to the greatest percentile; 0 to 1 for none. One value gets room at both sides. */
export function bandExtent(values: Float64Array): Interval {
  const found = extentOf(values);
  if (!found) return { min: 0, max: 1 };
  const { min, max } = found;
  const room = (max - min) * MARGIN || Math.abs(min) * MARGIN || 1;
  return { min: min - room, max: max + room };
}

/** Paints axes and bands. `extent` is of the values; undefined for that of the data. */
export function paintBands(
  context: CanvasRenderingContext2D,
  bands: Bands,
  area: Area,
  extent: Interval | undefined,
  { color, xAxis, theme }: BandLook,
): BandLayout {
  const { positions, width } = bands;
  const x = intervalOf(positions);
  const y = extent ?? bandExtent(bands.values);
  const below = xTicks(x, Math.max(2, (area.right - area.left) / 64), xAxis);
  const beside = linearTicks(y, Math.max(2, (area.bottom - area.top) / 32));
  paintAxisBelow(
    context,
    area,
    below.map((tick) => ({ ...tick, at: placed(tick.value, x, area.left, area.right) })),
    theme,
  );
  paintAxisBeside(
    context,
    area,
    beside.map((tick) => ({ ...tick, at: placed(tick.value, y, area.bottom, area.top) })),
    theme,
    'left',
  );
  const layout = { area, x, y };
  const middle = (width - 1) / 2;
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  context.clip();
  context.fillStyle = context.strokeStyle = color;
  context.lineJoin = 'round';
  for (const [first, end] of stretches(bands)) {
    context.globalAlpha = BAND_ALPHA;
    for (let band = 0; band < middle; band++) paintBand(context, bands, layout, first, end, band);
    for (let line = 0; line < width; line++) {
      context.globalAlpha = line === middle ? 1 : 0.35;
      context.lineWidth = line === middle ? 1.5 : 1;
      context.beginPath();
      trace(context, bands, layout, first, end, line);
      context.stroke();
    }
  }
  context.restore();
  return layout;
}

/** A line at a step and dots on its percentiles; gives back the pixel column. */
export function paintBandHover(
  context: CanvasRenderingContext2D,
  { values, positions, width }: Bands,
  { area, x, y }: BandLayout,
  step: number,
  theme: CanvasTheme,
): number {
  const column = placed(positions[step] as number, x, area.left, area.right);
  context.save();
  context.strokeStyle = theme.axis;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(column) + 0.5, area.top);
  context.lineTo(Math.round(column) + 0.5, area.bottom);
  context.stroke();
  context.fillStyle = theme.text;
  for (let i = 0; i < width; i++) {
    const value = values[step * width + i] as number;
    if (Number.isNaN(value)) continue;
    context.beginPath();
    context.arc(column, placed(value, y, area.bottom, area.top), 2.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
  return column;
}

/** From the least to the greatest position; one alone gets room at both sides. */
function intervalOf(positions: Float64Array): Interval {
  const { min, max } = extentOf(positions) ?? { min: 0, max: 1 };
  return min < max ? { min, max } : { min: min - 0.5, max: min + 0.5 };
}

/** Steps in a row at which something was counted: from the first to before the end. */
function stretches({ values, positions, width }: Bands): [first: number, end: number][] {
  const found: [number, number][] = [];
  let first: number | undefined;
  for (let i = 0; i <= positions.length; i++) {
    const there = i < positions.length && !Number.isNaN(values[i * width]);
    if (there) first ??= i;
    else if (first !== undefined) {
      found.push([first, i]);
      first = undefined;
    }
  }
  return found;
}

function paintBand(
  context: CanvasRenderingContext2D,
  bands: Bands,
  layout: BandLayout,
  first: number,
  end: number,
  band: number,
): void {
  context.beginPath();
  trace(context, bands, layout, first, end, band);
  trace(context, bands, layout, end - 1, first - 1, bands.width - 1 - band);
  context.closePath();
  context.fill();
}

/** From step `from` to before step `to`, in either direction. A lone step is a short bar, for it to be seen. */
function trace(
  context: CanvasRenderingContext2D,
  { values, positions, width }: Bands,
  { area, x, y }: BandLayout,
  from: number,
  to: number,
  percentile: number,
): void {
  const by = to > from ? 1 : -1;
  const lone = Math.abs(to - from) === 1 ? 6 * by : 0;
  for (let i = from; i !== to; i += by) {
    const column = placed(positions[i] as number, x, area.left, area.right);
    const row = placed(values[i * width + percentile] as number, y, area.bottom, area.top);
    context.lineTo(column - lone, row);
    if (lone !== 0) context.lineTo(column + lone, row);
  }
}
