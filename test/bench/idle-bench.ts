// What a server takes of a core while nothing is written and nobody asks, beside the real TensorBoard with its fast loader.
import { setTimeout as pause } from 'node:timers/promises';
import { pythonPath } from '../machine.ts';
import type { Bench, BenchRow } from './bench.ts';
import { type WorkloadName, workloadLogdir } from './gen-logs.ts';
import { ServedLogdir } from './served-logdir.ts';

const USUAL_WORKLOADS: readonly WorkloadName[] = ['B'];
/** Twice as long as ours rests between two looks. */
const MINUTES = 4;
/** What was loaded is put away by then. */
const SETTLED_MS = 10_000;

async function idleRow(what: string, served: ServedLogdir, minutes: number): Promise<BenchRow> {
  try {
    await pause(SETTLED_MS);
    const beforeMs = served.cpuMs;
    const sinceMs = performance.now();
    await pause(minutes * 60_000);
    const corePercent = (100 * (served.cpuMs - beforeMs)) / (performance.now() - sinceMs);
    return { what, numbers: { corePercent, rounds: 1 } };
  } finally {
    await served.stop();
  }
}

export const idleBench: Bench = {
  name: 'idle',
  asks: 'what does a server take of a core while nothing happens?',
  onlyByName: true,
  async run({ dataFolder, workloads = USUAL_WORKLOADS, minutes = MINUTES }) {
    const python = pythonPath();
    const rows: BenchRow[] = [];
    for (const name of workloads) {
      const logdir = workloadLogdir(name, dataFolder);
      rows.push(await idleRow(`${name}, idle: Runboard`, await ServedLogdir.runboard(name, logdir), minutes));
      if (!python) continue;
      const peer = await ServedLogdir.tensorboard(python, name, logdir);
      rows.push(await idleRow(`${name}, idle: TensorBoard`, peer, minutes));
    }
    return rows;
  },
};
