// `npm run bench` runs every bench, `npm run bench -- NAME` one. Prints a table each and leaves the numbers, with date
// and machine, in test/bench/results/. `--rounds N` and `--workloads A,B` ask for fewer or more, `--only TEXT` for rows
// whose names hold it, `--minutes N` for a shorter or longer soak or rest, which run only by their names; `--alone` leaves
// TensorBoard out of the page's bench; `--data DIR` says where generated logs are kept.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Bench, type BenchOptions, tableOf } from './bench.ts';
import { clientsBench } from './clients-bench.ts';
import { dashboardsBench } from './dashboards-bench.ts';
import { WORKLOADS, type WorkloadName } from './gen-logs.ts';
import { goldenBench } from './golden-bench.ts';
import { graphBench } from './graph-bench.ts';
import { idleBench } from './idle-bench.ts';
import { latencyBench } from './latency-bench.ts';
import { loadBench } from './load-bench.ts';
import { pageBench } from './page-bench.ts';
import { projectorBench } from './projector-bench.ts';
import { restartBench } from './restart-bench.ts';
import { serveBench } from './serve-bench.ts';
import { soakBench } from './soak-bench.ts';
import { writeBench } from './write-bench.ts';

const BENCHES: readonly Bench[] = [
  clientsBench,
  dashboardsBench,
  goldenBench,
  graphBench,
  idleBench,
  latencyBench,
  loadBench,
  pageBench,
  projectorBench,
  restartBench,
  serveBench,
  soakBench,
  writeBench,
];
const RESULTS = 'test/bench/results';

function machine() {
  const cores = cpus();
  return {
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** The values, each of which must be one of `allowed`; else this program ends with a sentence. */
function chosen<T extends string>(what: string, values: readonly string[], allowed: readonly T[]): T[] {
  const unknown = values.find((value) => !allowed.some((one) => one === value));
  if (unknown !== undefined) refuse(`There is no ${what} ${unknown}; there are: ${allowed.join(', ')}.`);
  return allowed.filter((one) => values.includes(one));
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    workloads: { type: 'string' },
    only: { type: 'string' },
    minutes: { type: 'string' },
    alone: { type: 'boolean', default: false },
    data: { type: 'string', default: join(tmpdir(), 'runboard-bench') },
  },
});
const rounds = flags.rounds === undefined ? undefined : Number(flags.rounds);
if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
  refuse(`--rounds takes a number of rounds from 1 on, not ${flags.rounds}.`);
}
const minutes = flags.minutes === undefined ? undefined : Number(flags.minutes);
if (minutes !== undefined && !(minutes > 0))
  refuse(`--minutes takes a number above 0, not ${flags.minutes}.`);
const options: BenchOptions = {
  dataFolder: flags.data,
  alone: flags.alone,
  ...(rounds !== undefined && { rounds }),
  ...(flags.only !== undefined && { only: flags.only }),
  ...(minutes !== undefined && { minutes }),
  ...(flags.workloads !== undefined && {
    workloads: chosen('workload', flags.workloads.split(','), Object.keys(WORKLOADS) as WorkloadName[]),
  }),
};
const names = BENCHES.map(({ name }) => name);
const usual = BENCHES.filter(({ onlyByName }) => !onlyByName).map(({ name }) => name);
const wanted = chosen('bench', positionals.length > 0 ? positionals : usual, names);
for (const bench of BENCHES.filter(({ name }) => wanted.includes(name))) {
  const date = new Date().toISOString();
  const { cpu, cores, memoryGib, node } = machine();
  console.log(
    `${bench.name}: ${bench.asks}\n  ${date.slice(0, 10)}, ${cores} x ${cpu}, ${memoryGib} GiB, Node ${node}`,
  );
  const rows = await bench.run(options);
  console.log(`${tableOf(rows)}\n`);
  mkdirSync(RESULTS, { recursive: true });
  const file = `${RESULTS}/${bench.name}-${date.replaceAll(':', '')}.json`;
  writeFileSync(
    file,
    `${JSON.stringify({ bench: bench.name, date, machine: machine(), rows }, undefined, 2)}\n`,
  );
}
