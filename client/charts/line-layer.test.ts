import { describe, expect, it } from 'vitest';
import { LINEAR } from './axis-scale.ts';
import { lineDrawing } from './line-layer.ts';
import type { Pen } from './picture/pen.ts';
import { LinePlotter } from './plotted-line.ts';
import { axisProjection, type Projection } from './projection.ts';
import { NO_SMOOTHING } from './smooth.ts';

const upTo = (length: number) => Array.from({ length }, (_, at) => at);
const lines = new LinePlotter().plot(
  upTo(5).map((line) => ({
    name: `run${line}`,
    color: '#808080',
    columns: {
      steps: Float64Array.from(upTo(20)),
      wallTimes: Float64Array.from(upTo(20)),
      values: Float64Array.from(upTo(20), (at) => (at * line) % 7),
    },
  })),
  { xAxis: 'step', xScale: LINEAR, smoothing: NO_SMOOTHING },
);
const projection: Projection = {
  area: { left: 10, top: 10, right: 110, bottom: 60 },
  x: axisProjection({ min: 0, max: 19 }, 10, 110, LINEAR),
  y: axisProjection({ min: 0, max: 7 }, 60, 10, LINEAR),
  right: undefined,
};

/** Notes what is drawn, and how deep the pen is saved. */
function notedPen() {
  const places: string[] = [];
  let depth = 0;
  const calls: Readonly<Record<string, (...numbers: number[]) => void>> = {
    save: () => depth++,
    restore: () => depth--,
    moveTo: (x, y) => places.push(`to ${x} ${y}`),
    lineTo: (x, y) => places.push(`line ${x} ${y}`),
  };
  const pen = new Proxy({} as Record<string, unknown>, {
    get: (set, name) => calls[String(name)] ?? set[String(name)] ?? (() => undefined),
  });
  return { pen: pen as unknown as Pen, places, depth: () => depth };
}

describe('curves that are drawn in slices', () => {
  it('are the same curves, and between two slices the pen is as it was', () => {
    const whole = notedPen();
    const all = lineDrawing(whole.pen, projection, lines, { surface: '#ffffff' }, () => false).next();
    const sliced = notedPen();
    const drawing = lineDrawing(sliced.pen, projection, lines, { surface: '#ffffff' }, () => true);
    let slices = 0;
    let last = drawing.next();
    for (; !last.done; last = drawing.next()) {
      slices++;
      expect(sliced.depth()).toBe(0);
    }
    expect(slices).toBe(lines.length);
    expect(sliced.places).toEqual(whole.places);
    expect(sliced.places.length).toBeGreaterThan(50);
    expect(last.value).toEqual(all.value);
    expect(sliced.depth()).toBe(0);
  });
});
