// How much sooner a server shows its logs when it was started on them before: from opening the logdir until every run is
// listed and the columns of one chart, a tag of all runs, are there. Beside the first start, which reads all files.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Bench, type BenchRow, peerRows } from './bench.ts';
import { WORKLOADS, type WorkloadName, workloadLogdir } from './gen-logs.ts';
import type { StartReport } from './restart-child.ts';

const ROUNDS = 5;
const USUAL_WORKLOADS: readonly WorkloadName[] = ['B'];
const GIVE_UP_MS = 120_000;

/** Throws where not every run was there, or other `points` than before. */
function start(name: WorkloadName, logdir: string, index: string, points?: number): StartReport {
  const child = resolve('dist/test/bench/restart-child.js');
  const { runs } = WORKLOADS[name];
  const printed = execFileSync(process.execPath, [child, logdir, `${runs}`, index], {
    encoding: 'utf8',
    timeout: GIVE_UP_MS,
  });
  const report = JSON.parse(printed) as StartReport;
  if (report.runs !== runs || report.points !== (points ?? report.points))
    throw new Error(`not all was there: ${printed}`);
  return report;
}

export const restartBench: Bench = {
  name: 'restart',
  asks: 'how soon are all runs listed and a chart of one tag there, at the second start?',
  async run({ rounds = ROUNDS, dataFolder, workloads = USUAL_WORKLOADS }) {
    const rows: BenchRow[] = [];
    for (const name of workloads) {
      const logdir = workloadLogdir(name, dataFolder);
      const folder = mkdtempSync(join(tmpdir(), 'runboard-restart-'));
      const index = join(folder, 'bench.v5.index');
      try {
        const { points } = start(name, logdir, index);
        const again: number[] = [];
        const first: number[] = [];
        for (let round = 0; round < rounds; round++) {
          first.push(start(name, logdir, '', points).milliseconds);
          again.push(start(name, logdir, index, points).milliseconds);
        }
        rows.push(
          ...peerRows(
            `${name}, second start`,
            { milliseconds: again },
            {
              name: 'first start',
              milliseconds: first,
            },
          ),
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    return rows;
  },
};
