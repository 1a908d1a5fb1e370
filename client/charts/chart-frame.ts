// Chart.js as a frame: axes, grid, scales and layout. What is inside the axes is drawn by the caller, straight from
// typed columns, since an object for each point costs more than all the drawing (libraries.md, "Charts").
import { Chart, type ChartArea, type ChartOptions, LinearScale, type Scale } from 'chart.js';
import { type AxisScale, forward, LINEAR } from './axis-scale.ts';
import type { CanvasTheme } from './canvas-theme.ts';
import type { XAxis } from './plotted-line.ts';
import { axisProjection, type Projection } from './projection.ts';
import type { Interval, Range, Scales } from './range.ts';
import { type Tick, xTicks, yTicks } from './ticks.ts';

Chart.register(LinearScale);

/** What the frame shows. */
export interface FrameState {
  readonly range: Range;
  readonly xAxis: XAxis;
  readonly scales: Scales;
  readonly theme: CanvasTheme;
}

/** One Chart.js chart without data sets. Whoever makes it destroys it. */
export class ChartFrame {
  readonly #chart: Chart;
  #state: FrameState;

  /** Draws at once; `draw` draws the inside, between grid and axes. The canvas has a size, and no style of its own. */
  constructor(
    canvas: HTMLCanvasElement,
    state: FrameState,
    draw: (context: CanvasRenderingContext2D, projection: Projection) => void,
  ) {
    this.#state = state;
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        responsive: false,
        maintainAspectRatio: false,
        animation: false,
        events: [],
        parsing: false,
        normalized: true,
        layout: { padding: { top: 1, right: 10, bottom: 0, left: 0 } },
        plugins: { legend: { display: false }, tooltip: { enabled: false } },
        scales: this.#scales(),
      },
      plugins: [
        { id: 'inside', beforeDatasetsDraw: (chart) => draw(chart.ctx, this.#projectionOf(chart.chartArea)) },
      ],
    });
  }

  /** Draws all of it anew. */
  draw(state: FrameState): void {
    this.#state = state;
    this.#chart.options.scales = this.#scales();
    this.#chart.update('none');
  }

  /** Draws all of it anew in a size in CSS pixels. */
  resize(width: number, height: number): void {
    if (this.#chart.width !== width || this.#chart.height !== height) this.#chart.resize(width, height);
  }

  get projection(): Projection {
    return this.#projectionOf(this.#chart.chartArea);
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #projectionOf({ left, top, right, bottom }: ChartArea): Projection {
    const { range, scales } = this.#state;
    return {
      area: { left, top, right, bottom },
      x: axisProjection(range.x, left, right, scales.x),
      y: axisProjection(range.y, bottom, top, scales.y),
      right: range.right && axisProjection(range.right, bottom, top, scales.y),
    };
  }

  #scales() {
    const { range, xAxis, scales, theme } = this.#state;
    const heightTicks = (interval: Interval) => (scale: Scale) =>
      yTicks(interval, Math.max(2, scale.height / 30), scales.y);
    return {
      x: scaleOptions(range.x, scales.x, theme, 'bottom', (scale) =>
        xTicks(range.x, Math.max(2, scale.width / (xAxis === 'step' ? 56 : 84)), xAxis, scales.x),
      ),
      y: scaleOptions(range.y, scales.y, theme, 'left', heightTicks(range.y)),
      ...(range.right && {
        right: scaleOptions(range.right, scales.y, theme, 'right', heightTicks(range.right)),
      }),
    };
  }
}

const ANY_THEME: CanvasTheme = {
  ...{ grid: '#808080', axis: '#808080', label: '#808080', text: '#808080' },
  ...{ surface: '#808080', accent: '#808080', danger: '#808080', fontFamily: 'sans-serif', fontSize: 11 },
};

/**
 * Makes a frame that nobody sees, once. The first one takes some 30 ms, for its code was never run: best spent while points
 * are on their way, and apart from the first curves.
 */
export function warmFrame(): void {
  const canvas = document.createElement('canvas');
  const unit = { min: 0, max: 1 };
  const state: FrameState = {
    range: { x: unit, y: unit, right: undefined },
    xAxis: 'step',
    scales: { x: LINEAR, y: LINEAR },
    theme: ANY_THEME,
  };
  new ChartFrame(canvas, state, () => undefined).destroy();
}

/** Wide enough for most labels, so that charts above one another have their axes in one line. */
const Y_AXIS_WIDTH = 46;

type ScaleOptions = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]>;

/** Chart.js is given positions: what lies evenly on the canvas is even to it too, logarithms included. */
function scaleOptions(
  { min, max }: Interval,
  axis: AxisScale,
  theme: CanvasTheme,
  position: 'bottom' | 'left' | 'right',
  ticksOf: (scale: Scale) => Tick[],
): ScaleOptions {
  const across = position === 'bottom';
  return {
    type: 'linear',
    axis: across ? 'x' : 'y',
    position,
    min: forward(axis, min),
    max: forward(axis, max),
    bounds: 'data',
    border: { display: across, color: theme.axis },
    grid: {
      color: theme.grid,
      drawOnChartArea: position !== 'right',
      drawTicks: across,
      tickLength: across ? 4 : 0,
      tickColor: theme.axis,
    },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = ticksOf(scale).map(({ value, label }) => ({ value: forward(axis, value), label }));
    },
    afterFit: (scale: Scale) => {
      if (scale.axis === 'y') scale.width = Math.max(scale.width, Y_AXIS_WIDTH);
    },
    ticks: {
      callback: (_value, index, ticks) => ticks[index]?.label,
      color: theme.label,
      font: { family: theme.fontFamily, size: theme.fontSize },
      autoSkip: across,
      autoSkipPadding: 10,
      maxRotation: 0,
      sampleSize: 5,
      padding: across ? 3 : 8,
    },
  };
}
