// Figures -> PNG files in a page: the browser draws SVG, Chart.js draws charts where the page has it.
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { ChartConfiguration, FigureSize } from '../surroundings.ts';

interface ChartClass {
  new (canvas: HTMLCanvasElement, configuration: object): { destroy(): void };
}

/** Rejects with ArgumentError for what is no SVG, and with an Error in a worker. */
export async function pngOfSvg(svg: string, { width }: FigureSize): Promise<Uint8Array> {
  if (!/<svg[\s>]/.test(svg)) throw new ArgumentError(`expected an SVG picture, got ${described(svg)}`);
  demandDocument('an SVG picture');
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch (cause) {
    throw new ArgumentError('the SVG picture cannot be drawn', { cause });
  }
  const scale = width === undefined ? 1 : width / image.width;
  const canvas = newCanvas(image.width * scale, image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return pngOf(canvas);
}

/** Rejects with ArgumentError for what Chart.js refuses, and with an Error where the page has no Chart.js. */
export async function pngOfChart(configuration: ChartConfiguration, size: FigureSize): Promise<Uint8Array> {
  const { Chart } = globalThis as { Chart?: ChartClass };
  if (Chart === undefined) {
    const how = "import Chart from 'chart.js/auto'; globalThis.Chart = Chart;";
    throw new Error(`to draw a chart, give the page Chart.js: ${how}`);
  }
  demandDocument('a chart');
  const { width = 640, height = 480 } = size;
  const canvas = newCanvas(width, height);
  try {
    const still = { ...configuration.options, animation: false, responsive: false, devicePixelRatio: 1 };
    const chart = new Chart(canvas, { ...configuration, options: still });
    const png = await pngOf(canvas);
    chart.destroy();
    return png;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new ArgumentError(`Chart.js cannot draw the configuration (${reason})`, { cause });
  }
}

function demandDocument(what: string): void {
  if (typeof document === 'undefined') throw new Error(`${what} is drawn in a page only, not in a worker`);
}

function newCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return canvas;
}

async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((drawn) => canvas.toBlob(drawn, 'image/png'));
  if (blob === null) throw new Error('the browser makes no PNG file of it');
  return new Uint8Array(await blob.arrayBuffer());
}
