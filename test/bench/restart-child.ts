// Opens a logdir once, in a process of its own, with the index at a path or, for an empty one, without; makes the index
// where there is none. Prints as JSON what that took: `node dist/test/bench/restart-child.js LOGDIR RUNS INDEX`.
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openLogSource } from '../../src/reader/store/log-source.ts';

/** What is printed. */
export interface StartReport {
  /** From opening the logdir until every run is listed and the columns of a tag of all runs are there. */
  readonly milliseconds: number;
  readonly runs: number;
  /** Points of the chart. */
  readonly points: number;
}

const [logdir = '', runs = '', index = ''] = process.argv.slice(2);
/** What an index holds of a run is whole; what is read is when all was read. */
const isRecalled = index !== '' && existsSync(index);
const begunMs = performance.now();
const source = openLogSource({
  logdir,
  // As the server by default: it watches besides.
  reloadIntervalSeconds: 5,
  ...(index !== '' && { index: { path: index, saveAfterMs: 0 } }),
});
await new Promise<void>((resolve) => {
  source.subscribe(({ snapshot }) => {
    if (isRecalled ? snapshot.runs.length === Number(runs) : !snapshot.loading) resolve();
  });
});
const { snapshot } = source;
const [firstRun] = snapshot.runs;
const tag = snapshot.seriesOfRun(firstRun?.name ?? '', 'scalars')[0]?.tag ?? '';
let points = 0;
for (const { name } of snapshot.runs) {
  const series = snapshot.series(name, tag);
  if (series?.storage === 'columns') points += Math.min(series.steps.length, series.values.length);
}
const report: StartReport = { milliseconds: performance.now() - begunMs, runs: snapshot.runs.length, points };
while (index !== '' && !existsSync(index)) await wait(20);
console.log(JSON.stringify(report));
await source.close();
