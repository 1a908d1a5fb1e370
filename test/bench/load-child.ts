// Loads a logdir once, in a process of its own, as the server does, and prints as JSON what that took: `node
// dist/test/bench/load-child.js LOGDIR`.
import { openLogSource } from '../../src/reader/store/log-source.ts';
import { peakMbOf } from './process-cost.ts';

/** What is printed. */
export interface LoadReport {
  /** From opening the logdir to the snapshot that holds everything. */
  readonly milliseconds: number;
  readonly peakMb: number;
  readonly runs: number;
  /** Points of all scalar series. */
  readonly scalars: number;
  readonly problems: number;
}

const [logdir = ''] = process.argv.slice(2);
const begunMs = performance.now();
const source = openLogSource({ logdir, reloadIntervalSeconds: 0 });
await new Promise<void>((resolve) => {
  source.subscribe(({ snapshot }) => {
    if (!snapshot.loading) resolve();
  });
});
const milliseconds = performance.now() - begunMs;
const { snapshot } = source;
const report: LoadReport = {
  milliseconds,
  peakMb: peakMbOf(process.pid),
  runs: snapshot.runs.length,
  scalars: snapshot.seriesOf('scalars').reduce((sum, { length }) => sum + length, 0),
  problems: snapshot.problems.length,
};
console.log(JSON.stringify(report));
await source.close();
