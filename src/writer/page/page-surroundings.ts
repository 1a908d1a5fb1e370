// A writer's surroundings in a page, or in a worker of one.
import { zlibSync } from 'fflate';
import { ArgumentError } from '../../format/argument-error.ts';
import { encodePng } from '../png.ts';
import type { Surroundings } from '../surroundings.ts';
import { pngOfChart, pngOfSvg } from './page-figure.ts';

/** The page that runs. */
export const PAGE: Surroundings = {
  warn: (line) => console.warn(line),
  later(callback, ms) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  afterTurn: (callback) => void setTimeout(callback),
  atEnd(writer) {
    const leave = () => writer.flushSync();
    // Of a page that closes, or goes into the background of a phone, from which it may never come back.
    globalThis.addEventListener('pagehide', leave);
    return () => globalThis.removeEventListener('pagehide', leave);
  },
  encodePng: (pixels) => encodePng(pixels, (bytes) => zlibSync(bytes)),
  drawFigure: (figure, size) =>
    typeof figure === 'string' ? pngOfSvg(figure, size) : pngOfChart(figure, size),
  readFile: () => {
    throw new ArgumentError('a page has no files; give the bytes, as from fetch');
  },
};
