// A page without a view: tests and the bench project points in it as the projector's page does.
import {
  Neighborhood,
  type PointSet,
  type Progress,
  project,
} from '../../../src/plugins/projector/view/projections.ts';
import { roomForValues } from '../../../src/plugins/projector/view/room.ts';
import type { ProjectionsApi, Seen } from '../projections-api.ts';

let points: PointSet | undefined;
let abort = new AbortController();

function held(): PointSet {
  if (!points) throw new Error('load points first');
  return points;
}

function watchPauses(): () => number {
  let last = performance.now();
  let longest = 0;
  const look = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(look, 5);
  return () => {
    look();
    clearInterval(timer);
    return longest;
  };
}

const api: ProjectionsApi = {
  isolated: () => globalThis.crossOriginIsolated,
  async load(url, dimensions) {
    const bytes = await (await fetch(url)).arrayBuffer();
    const values = roomForValues(bytes.byteLength / 4);
    values.set(new Float32Array(bytes));
    points = { rows: values.length / dimensions, dimensions, values };
    return points.rows;
  },
  async project(method, seed = 1, prepare = 'none'): Promise<Seen> {
    abort = new AbortController();
    const seen: Progress[] = [];
    const reports: number[] = [];
    const pauses = watchPauses();
    const begun = performance.now();
    let pictureMs: number | undefined;
    const onProgress = (progress: Progress) => {
      reports.push(performance.now() - begun);
      if (progress.coordinates) pictureMs ??= performance.now() - begun;
      seen.push(progress);
    };
    const done = await project(held(), method, { seed, prepare, signal: abort.signal, onProgress });
    // What follows is no part of what a page does.
    const [milliseconds, longestPauseMs] = [performance.now() - begun, pauses()];
    return {
      coordinates: Array.from(done.coordinates),
      components: done.components,
      explainedVariance: Array.from(done.explainedVariance ?? []),
      divergence: done.divergence,
      milliseconds,
      reports,
      pictureMs,
      phases: [...new Set(seen.map(({ phase }) => phase))],
      longestPauseMs,
    };
  },
  stop: () => abort.abort(new Error('stopped')),
  async nearest(row, count, metric) {
    const neighborhood = new Neighborhood(held());
    try {
      return await neighborhood.nearest(row, count, metric);
    } finally {
      neighborhood.close();
    }
  },
};

Object.assign(window, { projections: api, globals: () => api });
