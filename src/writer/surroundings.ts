// What a writer needs of the program that it is part of. Node's and a page's differ; nothing else in the writer does.
import type { Pixels } from '../plugins/image/summary.ts';

/** Something with bytes that must not be lost. */
export interface WrittenAtEnd {
  /** Must not throw. */
  flushSync(): void;
}

/** What Chart.js takes: https://www.chartjs.org/docs/latest/configuration/ */
export interface ChartConfiguration {
  /** `line`, `bar`, `scatter` and so on. */
  readonly type: string;
  /** Labels and datasets. */
  readonly data: object;
  /** Axes, legend, title. Whatever it says, nothing is animated. Default: Chart.js' own. */
  readonly options?: object;
  /** Plugins of this chart alone. Default none. */
  readonly plugins?: readonly object[];
}

/** How large a figure is drawn. */
export interface FigureSize {
  /** Pixels, from 1 on. Default: an SVG's own width, 640 for a chart. */
  readonly width?: number;
  /** Pixels, of a chart, from 1 on. Default 480; an SVG keeps its proportions. */
  readonly height?: number;
}

/** Node, or a page. */
export interface Surroundings {
  /** Prints a line for whoever watches the program. */
  warn(line: string): void;
  /** Calls `callback` after so long, unless what is returned is called before. Keeps no program from ending. */
  later(callback: () => void, ms: number): () => void;
  /** Calls `callback` when the event loop has turned. */
  afterTurn(callback: () => void): void;
  /** Calls `flushSync` of `writer` when the program ends, until the returned function is called. */
  atEnd(writer: WrittenAtEnd): () => void;
  encodePng(pixels: Pixels): Uint8Array;
  /** Draws an SVG picture or a chart; rejects with ArgumentError, or with an Error that says what is missing. */
  drawFigure(figure: string | ChartConfiguration, size: FigureSize): Promise<Uint8Array>;
  /** Throws what the system says, or ArgumentError where there are no files. */
  readFile(path: string): Uint8Array;
}
