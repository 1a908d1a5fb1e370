// Chart.js as a frame: axes, grid, scales and layout. What is inside the axes is drawn by the caller, straight from
// typed columns, since an object for each point costs more than all the drawing (libraries.md, "Charts").
import {
  Chart,
  type ChartArea,
  type ChartOptions,
  LinearScale,
  LogarithmicScale,
  type Scale,
} from 'chart.js';
import type { CanvasTheme } from './canvas-theme.ts';
import type { XAxis } from './plotted-line.ts';
import { axisProjection, type Projection } from './projection.ts';
import type { Interval, Range } from './range.ts';
import { linearTicks, logTicks, type Tick, xTicks } from './ticks.ts';

Chart.register(LinearScale, LogarithmicScale);

/** What the frame shows. */
export interface FrameState {
  readonly range: Range;
  readonly xAxis: XAxis;
  readonly logarithmic: boolean;
  readonly theme: CanvasTheme;
}

/** One Chart.js chart without data sets. Whoever makes it destroys it. */
export class ChartFrame {
  readonly #chart: Chart;
  #state: FrameState;

  /** `draw` draws the inside, between grid and axes. The canvas has a size, and no style of its own. */
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

  /** Sets the size in CSS pixels; draws nothing by itself that the next `draw` would not draw. */
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
    const { range, logarithmic } = this.#state;
    return {
      area: { left, top, right, bottom },
      x: axisProjection(range.x, left, right, false),
      y: axisProjection(range.y, bottom, top, logarithmic),
    };
  }

  #scales() {
    const { range, xAxis, logarithmic, theme } = this.#state;
    return {
      x: scaleOptions('linear', range.x, theme, {
        ticksOf: (scale) => xTicks(range.x, Math.max(2, scale.width / (xAxis === 'step' ? 56 : 84)), xAxis),
        grid: false,
      }),
      y: scaleOptions(logarithmic ? 'logarithmic' : 'linear', range.y, theme, {
        ticksOf: (scale) => {
          const count = Math.max(2, scale.height / 38);
          return logarithmic ? logTicks(range.y, count) : linearTicks(range.y, count);
        },
        grid: true,
      }),
    };
  }
}

/** Wide enough for most labels, so that charts above one another have their axes in one line. */
const Y_AXIS_WIDTH = 46;

type ScaleOptions = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]>;

function scaleOptions(
  type: 'linear' | 'logarithmic',
  { min, max }: Interval,
  theme: CanvasTheme,
  { ticksOf, grid }: { ticksOf: (scale: Scale) => Tick[]; grid: boolean },
): ScaleOptions {
  return {
    type,
    min,
    max,
    bounds: 'data',
    border: { display: !grid, color: theme.axis },
    grid: {
      color: theme.grid,
      drawOnChartArea: true,
      drawTicks: !grid,
      tickLength: grid ? 0 : 4,
      tickColor: theme.axis,
    },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = ticksOf(scale).map(({ value, label }) => ({ value, label }));
    },
    afterFit: (scale: Scale) => {
      if (scale.axis === 'y') scale.width = Math.max(scale.width, Y_AXIS_WIDTH);
    },
    ticks: {
      callback: (_value, index, ticks) => ticks[index]?.label,
      color: theme.label,
      font: { family: theme.fontFamily, size: theme.fontSize },
      autoSkip: !grid,
      autoSkipPadding: 10,
      maxRotation: 0,
      sampleSize: 5,
      padding: grid ? 8 : 3,
    },
  };
}
