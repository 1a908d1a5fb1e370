// How long until a logdir is loaded, every point kept and every checksum checked, beside RustBoard, which by default
// does neither.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { type Bench, type BenchRow, peerRows } from './bench.ts';
import { WORKLOADS, type WorkloadName, workloadLogdir } from './gen-logs.ts';
import type { LoadReport } from './load-child.ts';
import { rustboardLoad, rustboardPath } from './rustboard.ts';

const ROUNDS = 5;
const USUAL_WORKLOADS: readonly WorkloadName[] = ['A', 'B', 'A2', 'E'];
/** Far fewer than E has files: all the same every run must be there. */
const OPEN_FILES = 256;
const GIVE_UP_MS = 120_000;

/** Throws where not everything was loaded. */
function runboardLoad(name: WorkloadName, logdir: string, processors: string): LoadReport {
  const child = resolve('dist/test/bench/load-child.js');
  const command = `ulimit -n ${OPEN_FILES}; exec taskset -c "$0" "$@"`;
  const printed = execFileSync('bash', ['-c', command, processors, process.execPath, child, logdir], {
    encoding: 'utf8',
    timeout: GIVE_UP_MS,
  });
  const report = JSON.parse(printed) as LoadReport;
  const { runs, scalars } = WORKLOADS[name];
  if (report.runs !== runs || report.scalars !== scalars || report.problems !== 0) {
    throw new Error(`of ${runs} runs with ${scalars} points these were loaded: ${printed}`);
  }
  return report;
}

async function measured(
  name: WorkloadName,
  logdir: string,
  processors: string,
  rounds: number,
  rustboard: string | undefined,
): Promise<readonly BenchRow[]> {
  const ours: LoadReport[] = [];
  const peers: { milliseconds: number; peakMb: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(runboardLoad(name, logdir, processors));
    if (rustboard !== undefined) peers.push(await rustboardLoad(rustboard, logdir, processors));
  }
  const summed = (loads: readonly { milliseconds: number; peakMb: number }[]) => ({
    milliseconds: loads.map(({ milliseconds }) => milliseconds),
    memoryMb: Math.max(...loads.map(({ peakMb }) => peakMb)),
  });
  const what = `${name}, ${processors.includes(',') ? '2 CPUs' : '1 CPU'}`;
  return peerRows(what, summed(ours), peers.length > 0 ? { name: 'RustBoard', ...summed(peers) } : undefined);
}

export const loadBench: Bench = {
  name: 'load',
  asks: 'how long until every point of a logdir is loaded, and in how much memory?',
  async run({ rounds = ROUNDS, dataFolder, workloads = USUAL_WORKLOADS }) {
    const rustboard = rustboardPath();
    const rows: BenchRow[] = [];
    for (const name of workloads) {
      const logdir = workloadLogdir(name, dataFolder);
      // Uncounted: its files come into the system's cache.
      runboardLoad(name, logdir, '0');
      for (const processors of cpus().length > 1 ? ['0', '0,1'] : ['0']) {
        rows.push(...(await measured(name, logdir, processors, rounds, rustboard)));
      }
    }
    return rows;
  },
};
