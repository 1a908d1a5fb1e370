// What plots of values over steps do alike: their frame, the pointer, the keys, and the tip that tells of one step.
import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { paintBitmap } from './bitmap.ts';
import { CanvasChart } from './canvas-chart.ts';
import type { CanvasTheme } from './canvas-theme.ts';
import { formatStep, formatValue, formatWallTime } from './number-format.ts';
import { clearOverlay } from './overlay.ts';
import { placeBeside } from './place-beside.ts';
import { plotStyles } from './plot-styles.ts';
import type { XAxis } from './plotted-line.ts';
import { type Interval, sameInterval } from './range.ts';
import { tipStyles } from './tip-styles.ts';

/** In CSS pixels, from the plot's upper left. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

/** Steps and their times. */
export interface PlotSteps {
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
}

/** What the tip tells: of the step at an index, values by their names. */
export interface Told {
  readonly at: number;
  readonly rows: readonly (readonly [name: string, value: number])[];
}

/**
 * Hovering tells what is at a step; keys move. It draws only while on screen, at most once a frame.
 * @cssprop --rb-chart-height - Height; default 13rem.
 */
export abstract class StepsPlot<Hover> extends CanvasChart {
  static override properties: PropertyDeclarations = {
    color: {},
    label: {},
    xAxis: {},
    extent: { attribute: false, hasChanged: (a?: Interval, b?: Interval) => !sameInterval(a, b) },
    hover: { state: true },
  };
  static override styles = [plotStyles, tipStyles];
  /** Of the newest step, where steps differ. */
  declare color: string;
  /** What is counted, for screen readers. */
  declare label: string;
  declare xAxis: XAxis;
  /** Of the values; undefined for that of the data. */
  declare extent: Interval | undefined;
  /** What the pointer or the keys are at. */
  declare hover: Hover | undefined;

  #drawn = { steps: 0 };
  /** What the first canvas was painted for; undefined where that is to be painted anew. */
  #painted: { readonly theme: CanvasTheme; readonly width: number; readonly height: number } | undefined;

  constructor() {
    super();
    this.color = '#808080';
    this.label = '';
    this.xAxis = 'step';
    this.extent = undefined;
    this.hover = undefined;
  }

  /** What is on the canvas now. */
  get drawn(): { readonly steps: number } {
    return this.#drawn;
  }

  /** What the plot holds at a step, for screen readers: of many, and of one. */
  protected abstract readonly things: { readonly role: string; readonly many: string; readonly one: string };
  /** Undefined while there is nothing. */
  protected abstract get plotted(): PlotSteps | undefined;
  /** Does what painting waits for; false where that took the time of a frame, and the plot is painted in the next. */
  protected prepared(): boolean {
    return true;
  }
  /** Paints everything but what is hovered; gives back at how many steps. There is one at least. */
  protected abstract paint(context: CanvasRenderingContext2D, width: number, height: number): number;
  /** Gives back beside what the tip stands; undefined where nothing is there any more. */
  protected abstract paintHover(context: CanvasRenderingContext2D, hover: Hover): PlotPoint | undefined;
  /** What is at a point; undefined outside. */
  protected abstract hoverAt(point: PlotPoint): Hover | undefined;
  /** Where a key leads; undefined for a key that leads nowhere. */
  protected abstract movedBy(key: string): Hover | undefined;
  /** What is told of it; undefined where nothing is there any more. */
  protected abstract toldOf(hover: Hover): Told | undefined;

  protected override release(): void {
    this.#drawn = { steps: 0 };
    this.#painted = undefined;
    this.renderRoot.querySelector<HTMLElement>('.tip:popover-open')?.hidePopover();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.size !== 1 || !changed.has('hover')) this.#painted = undefined;
    super.updated(changed);
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    if (!this.plotted?.steps.length) {
      canvas.width = canvas.height = 0;
      this.#clearHover(width, height);
      this.release();
      return;
    }
    const { theme } = this;
    const before = this.#painted;
    if (before?.theme !== theme || before.width !== width || before.height !== height) {
      if (!this.prepared()) {
        this.schedule();
        return;
      }
      paintBitmap(canvas, { width, height }, (context) => {
        this.#drawn = { steps: this.paint(context, width, height) };
      });
      this.#painted = { theme, width, height };
    }
    const context = this.#clearHover(width, height);
    const beside = context && this.hover && this.paintHover(context, this.hover);
    const tip = this.renderRoot.querySelector<HTMLElement>('.tip');
    if (!beside || !tip) return;
    const { left, top } = this.getBoundingClientRect();
    placeBeside(tip, left + beside.x, top + beside.y);
  }

  /** The canvas of what is hovered, empty; undefined while nothing was ever pointed at, which is most plots. */
  #clearHover(width: number, height: number): CanvasRenderingContext2D | undefined {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.overlay');
    if (!canvas || (canvas.width === 0 && !this.hover)) return undefined;
    return clearOverlay(canvas, width, height) ?? undefined;
  }

  #move(event: PointerEvent) {
    const { left, top } = this.getBoundingClientRect();
    this.hover = this.hoverAt({ x: event.clientX - left, y: event.clientY - top });
  }

  #leave() {
    this.hover = undefined;
  }

  #key(event: KeyboardEvent) {
    const moved = this.movedBy(event.key);
    if (event.key === 'Escape' && this.hover) this.hover = undefined;
    else if (moved) this.hover = moved;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  override render() {
    const steps = this.plotted?.steps.length ?? 0;
    const { role, many, one } = this.things;
    return html`<div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription=${role}
        aria-label="${this.label}: ${steps} ${steps === 1 ? one : many}"
        @pointermove=${this.#move}
        @pointerdown=${this.#move}
        @pointerleave=${this.#leave}
        @blur=${this.#leave}
        @keydown=${this.#key}
      >
        <canvas></canvas>
        <canvas class="overlay" width="0" height="0"></canvas>
      </div>
      ${this.#tooltip()}`;
  }

  #tooltip() {
    const { plotted, hover } = this;
    const told = hover && this.toldOf(hover);
    if (!plotted || !told) return nothing;
    return html`<div class="tip" popover="manual" role="status">
      <dl>
        <dt>Step</dt>
        <dd>${formatStep(plotted.steps[told.at] ?? 0)}</dd>
        ${told.rows.map(([name, value]) => html`<dt>${name}</dt><dd>${formatValue(value)}</dd>`)}
        <dt>Time</dt>
        <dd>${formatWallTime(plotted.wallTimes[told.at] ?? 0)}</dd>
      </dl>
    </div>`;
  }
}
