// Histograms of one series over its steps, as a heat map.
import { type Channels, colorRamp } from '../color-ramp.ts';
import { type Area, paintAxisBelow, paintAxisBeside, placed } from '../plot-axes.ts';
import type { PlotPoint } from '../steps-plot.ts';
import { linearTicks, xTicks } from '../ticks.ts';
import type { BinnedHistograms } from './buckets.ts';
import { columnAt, type HeatLayout, heatLayoutOf, heatOf, heatValueAt } from './heat-geometry.ts';
import { type HistogramHover, HistogramPlot } from './histogram-plot.ts';

/** Shades of the ramp from nothing to the highest count. */
const SHADES = 64;

/** A column a step, a row a bin; the stronger the colour the higher the count. */
export class RbHistogramHeatMap extends HistogramPlot<HeatLayout> {
  protected override readonly mostSteps = 400;

  protected override areaOf(width: number, height: number): Area {
    return { left: 46, top: 6, right: width - 8, bottom: height - 24 };
  }

  protected override paintAll(
    context: CanvasRenderingContext2D,
    binned: BinnedHistograms,
    positions: Float64Array,
    area: Area,
  ): HeatLayout {
    const layout = heatLayoutOf(binned, area, positions);
    this.#axes(context, layout);
    const picture = heatPicture(layout, colorRamp(context, this.theme, this.color, SHADES));
    if (!picture) return layout;
    context.save();
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, area.left, area.top, picture.width, area.bottom - area.top);
    context.restore();
    return layout;
  }

  #axes(context: CanvasRenderingContext2D, { area, range, binned: { extent } }: HeatLayout) {
    const xs = xTicks(range, Math.max(2, (area.right - area.left) / 64), this.xAxis);
    const ys = linearTicks(extent, Math.max(2, (area.bottom - area.top) / 32));
    const below = xs.map((tick) => ({ ...tick, at: placed(tick.value, range, area.left, area.right) }));
    const beside = ys.map((tick) => ({ ...tick, at: placed(tick.value, extent, area.bottom, area.top) }));
    paintAxisBelow(context, area, below, this.theme);
    paintAxisBeside(context, area, beside, this.theme, 'left');
  }

  protected override paintHighlight(
    context: CanvasRenderingContext2D,
    { area, edges, binned }: HeatLayout,
    { shown, value }: HistogramHover,
  ): void {
    const size = (area.bottom - area.top) / binned.bins;
    const row = Math.floor(placed(value, binned.extent, area.bottom, area.top) / size - area.top / size);
    const top = area.top + Math.min(binned.bins - 1, Math.max(0, row)) * size;
    const left = edges[shown] as number;
    context.save();
    context.strokeStyle = this.theme.text;
    context.lineWidth = 1.5;
    context.strokeRect(left, top, (edges[shown + 1] as number) - left, size);
    context.restore();
  }

  protected override found(layout: HeatLayout, { x, y }: PlotPoint): HistogramHover | undefined {
    if (y < layout.area.top || y > layout.area.bottom) return undefined;
    const shown = columnAt(layout, x);
    return shown === undefined ? undefined : { x, y, shown, value: heatValueAt(layout, y) };
  }

  protected override moved(
    layout: HeatLayout,
    from: HistogramHover | undefined,
    across: number,
    along: number,
  ): HistogramHover {
    const { area, binned, edges } = layout;
    const last = binned.shown.length - 1;
    const shown = Math.min(last, Math.max(0, (from?.shown ?? last) + across));
    const row = (area.bottom - area.top) / binned.bins;
    const wanted = (from?.y ?? (area.top + area.bottom) / 2) + along * row;
    const y = Math.min(area.bottom, Math.max(area.top, wanted));
    const x = ((edges[shown] as number) + (edges[shown + 1] as number)) / 2;
    return { x, y, shown, value: heatValueAt(layout, y) };
  }
}

/**
 * As wide as the plot, a row a bin, the greatest values in the first; undefined where there is nothing. One picture, since
 * a column at a time costs the browser more than all else.
 */
function heatPicture(
  { area, edges, binned: { counts, bins, highest } }: HeatLayout,
  ramp: readonly Channels[],
): OffscreenCanvas | undefined {
  const width = Math.ceil(area.right - area.left);
  if (counts.length === 0 || width <= 0) return undefined;
  const canvas = new OffscreenCanvas(width, bins);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  const image = context.createImageData(width, bins);
  const pixels = new Uint32Array(image.data.buffer);
  const colors = Uint32Array.from(
    ramp,
    ([red, green, blue]) => 0xff000000 + (blue << 16) + (green << 8) + red,
  );
  counts.forEach((row, column) => {
    // Whole pixels: neighbours leave no seam, and every step has one.
    const left = Math.floor((edges[column] as number) - area.left);
    const right = Math.max(left + 1, Math.ceil((edges[column + 1] as number) - area.left));
    for (let bin = 0; bin < bins; bin++) {
      const heat = heatOf(row[bin] as number, highest);
      const color = heat === 0 ? 0 : (colors[Math.round(heat * (SHADES - 1))] as number);
      const at = (bins - 1 - bin) * width;
      pixels.fill(color, at + Math.max(0, left), at + Math.min(width, right));
    }
  });
  context.putImageData(image, 0, 0);
  return canvas;
}
customElements.define('rb-histogram-heat-map', RbHistogramHeatMap);
