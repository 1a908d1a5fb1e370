// A writer's surroundings on Node.
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { encodePng } from '../png.ts';
import type { Surroundings } from '../surroundings.ts';
import { flushAtExit } from './exit-flush.ts';
import { pngOfChart, pngOfSvg } from './figure.ts';

/** The process that runs. */
export const NODE: Surroundings = {
  warn: (line) => process.stderr.write(`${line}\n`),
  later(callback, ms) {
    // The process may end before: what is registered with `atEnd` writes the rest.
    const timer = setTimeout(callback, ms).unref();
    return () => clearTimeout(timer);
  },
  afterTurn: (callback) => setImmediate(callback).unref(),
  atEnd: flushAtExit,
  encodePng: (pixels) => encodePng(pixels, (bytes) => deflateSync(bytes, { level: 6 })),
  drawFigure: (figure, size) =>
    typeof figure === 'string' ? pngOfSvg(figure, size) : pngOfChart(figure, size),
  readFile: (path) => readFileSync(path),
};
