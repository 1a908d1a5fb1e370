// Figures -> PNG files: what draws them is optional and loaded when the first figure of its kind comes.
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { ChartConfiguration, FigureSize } from '../surroundings.ts';

interface Canvas {
  toBuffer(type: 'image/png'): Uint8Array;
}
interface CanvasPackage {
  createCanvas(width: number, height: number): Canvas;
}
interface ChartPackage {
  readonly Chart: new (canvas: Canvas, configuration: object) => { destroy(): void };
}
interface SvgPackage {
  readonly Resvg: new (svg: string, options: object) => { render(): { asPng(): Uint8Array } };
}

/** Rejects with ArgumentError for what is no SVG, and with an Error that says what to install. */
export async function pngOfSvg(svg: string, { width }: FigureSize): Promise<Uint8Array> {
  if (!/<svg[\s>]/.test(svg)) throw new ArgumentError(`expected an SVG picture, got ${described(svg)}`);
  const { Resvg } = await load<SvgPackage>('@resvg/resvg-js', 'an SVG picture', '@resvg/resvg-js');
  const fitTo = width === undefined ? { mode: 'original' } : { mode: 'width', value: width };
  try {
    return new Resvg(svg, { fitTo }).render().asPng();
  } catch (cause) {
    throw new ArgumentError(`the SVG picture cannot be drawn (${messageOf(cause)})`, { cause });
  }
}

/** Rejects with ArgumentError for what Chart.js refuses, and with an Error that says what to install. */
export async function pngOfChart(configuration: ChartConfiguration, size: FigureSize): Promise<Uint8Array> {
  const { width = 640, height = 480 } = size;
  const install = 'chart.js @napi-rs/canvas';
  const { createCanvas } = await load<CanvasPackage>('@napi-rs/canvas', 'a chart', install);
  const { Chart } = await load<ChartPackage>('chart.js/auto', 'a chart', install);
  const canvas = createCanvas(width, height);
  try {
    const still = { ...configuration.options, animation: false, responsive: false };
    const chart = new Chart(canvas, { ...configuration, options: still });
    const png = canvas.toBuffer('image/png');
    chart.destroy();
    return png;
  } catch (cause) {
    throw new ArgumentError(`Chart.js cannot draw the configuration (${messageOf(cause)})`, { cause });
  }
}

async function load<Package>(name: string, what: string, install: string): Promise<Package> {
  try {
    // Not a literal: programs without figures are compiled and bundled without it.
    return (await import(name)) as Package;
  } catch (cause) {
    throw new Error(`to draw ${what}, install what draws it: npm install ${install}`, { cause });
  }
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
