// Chart.js as a frame: axes, grid, scales and layout. What is inside the axes is drawn by the caller, straight from
// typed columns, since an object for each point costs more than all the drawing (libraries.md, "Charts").
import { Chart, type ChartArea, type ChartOptions, LinearScale, type Scale } from 'chart.js';
import { taskTurn } from '../turns/task-turn.ts';
import { type AxisScale, forward, LINEAR } from './axis-scale.ts';
import { type Size, showBitmap } from './bitmap.ts';
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

type Inside = (context: CanvasRenderingContext2D, projection: Projection) => void;

/**
 * Paints axes, grid and, between them, what `inside` draws, in a size in CSS pixels, and shows that as a bitmap. All charts
 * are painted by one Chart.js chart without data sets: to make one takes as long as to paint ten curves.
 */
export function paintFrame(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
  state: FrameState,
  inside: Inside,
): Projection {
  painter ??= new FramePainter();
  const { bitmap, projection } = painter.paint(width, height, state, inside);
  showBitmap(canvas, bitmap, { width, height });
  return projection;
}

/** Where drawing goes on over the axes. */
export interface Sheet {
  readonly context: OffscreenCanvasRenderingContext2D;
  /** Has the browser rasterise what was drawn so far: it would leave all of it to `show`. */
  settle(): void;
  /** Once, when all is drawn. */
  show(): void;
}

/**
 * Paints axes and grid, in a size in CSS pixels, on a sheet of their own: what the canvas shows stays until the sheet is
 * shown. One that shows nothing yet shows them at once.
 */
export function frameSheet(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
  state: FrameState,
  empty: boolean,
): { readonly sheet: Sheet; readonly projection: Projection } {
  painter ??= new FramePainter();
  const { bitmap, projection } = painter.paint(width, height, state, () => undefined);
  const surface = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = surface.getContext('2d');
  if (!context) throw new Error('The browser gave no canvas to draw on.');
  context.drawImage(bitmap, 0, 0);
  if (empty) showBitmap(canvas, bitmap, { width, height });
  else bitmap.close();
  const ratio = globalThis.devicePixelRatio || 1;
  context.scale(ratio, ratio);
  const sheet: Sheet = {
    context,
    settle: () => {
      blotter ??= new OffscreenCanvas(1, 1).getContext('2d') ?? undefined;
      blotter?.drawImage(surface, 0, 0);
    },
    show: () => showBitmap(canvas, surface.transferToImageBitmap(), { width, height }),
  };
  return { sheet, projection };
}

/** A canvas that is drawn on another one is rasterised for that. */
let blotter: OffscreenCanvasRenderingContext2D | undefined;

let painter: FramePainter | undefined;

/** One for the page, as long as that lives. */
class FramePainter {
  readonly #surface = new OffscreenCanvas(1, 1);
  readonly #chart: Chart;
  #state: FrameState = NOTHING;
  #inside: Inside = () => undefined;
  #painted = false;
  #made = false;

  constructor() {
    // Its types know no canvas outside of a document, its code does.
    this.#chart = new Chart(this.#surface as unknown as HTMLCanvasElement, {
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
        // Those of a frame come with it.
        scales: { x: { type: 'linear', display: false }, y: { type: 'linear', display: false } },
      },
      plugins: [
        {
          id: 'inside',
          // To make it is a task, to lay it out for the first time another.
          beforeUpdate: () => this.#made,
          beforeDatasetsDraw: ({ ctx, chartArea }) => {
            this.#painted = true;
            this.#inside(ctx, projectionOf(this.#state, chartArea));
          },
        },
      ],
    });
    this.#made = true;
  }

  /** Without anything to see. */
  layOut(): void {
    if (!this.#painted) this.#chart.update('none');
  }

  paint(width: number, height: number, state: FrameState, inside: Inside) {
    const chart = this.#chart;
    this.#state = state;
    this.#inside = inside;
    this.#painted = false;
    chart.options.scales = scalesFor(state);
    const ratio = globalThis.devicePixelRatio || 1;
    chart.options.devicePixelRatio = ratio;
    // A new size is painted at once.
    if (chart.width !== width || chart.height !== height || chart.currentDevicePixelRatio !== ratio)
      chart.resize(width, height);
    if (!this.#painted) chart.update('none');
    this.#inside = () => undefined;
    return {
      bitmap: this.#surface.transferToImageBitmap(),
      projection: projectionOf(state, chart.chartArea),
    };
  }
}

function projectionOf({ range, scales }: FrameState, area: ChartArea): Projection {
  const { left, top, right, bottom } = area;
  return {
    area: { left, top, right, bottom },
    x: axisProjection(range.x, left, right, scales.x),
    y: axisProjection(range.y, bottom, top, scales.y),
    right: range.right && axisProjection(range.right, bottom, top, scales.y),
  };
}

function scalesFor({ range, xAxis, scales, theme }: FrameState) {
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

const ANY_THEME: CanvasTheme = {
  ...{ grid: '#808080', axis: '#808080', label: '#808080', text: '#808080' },
  ...{ surface: '#808080', accent: '#808080', danger: '#808080', fontFamily: 'sans-serif', fontSize: 11 },
};

const UNIT = { min: 0, max: 1 };
const NOTHING: FrameState = {
  range: { x: UNIT, y: UNIT, right: undefined },
  xAxis: 'step',
  scales: { x: LINEAR, y: LINEAR },
  theme: ANY_THEME,
};

/**
 * Paints a frame that nobody sees. The first one takes some 40 ms, for its code was never run: best spent while points are
 * on their way, in tasks, and apart from the first curves.
 */
export async function warmFrame(): Promise<void> {
  await taskTurn();
  painter ??= new FramePainter();
  await taskTurn();
  painter.layOut();
  await taskTurn();
  painter.paint(WARM_SIZE, WARM_SIZE, NOTHING, () => undefined).bitmap.close();
}

const WARM_SIZE = 200;

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
