// `npm run bench` runs every bench, `npm run bench -- NAME` one. Prints a table each and leaves the numbers, with date
// and machine, in test/bench/results/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Bench, BenchRow } from './bench.ts';
import { latencyBench } from './latency-bench.ts';

const BENCHES: readonly Bench[] = [latencyBench];
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

function tableOf(rows: readonly BenchRow[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const line = (what: string, ...cells: string[]) =>
    `  ${what.padEnd(width)}${cells.map((cell) => cell.padStart(11)).join('')}`;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return [
    line('', 'median', 'p95', 'max', 'promised', 'rounds'),
    ...rows.map((row) =>
      line(
        row.what,
        ms(row.median),
        ms(row.p95),
        ms(row.max),
        row.promised === undefined ? '' : `${row.promised} ms`,
        `${row.rounds}`,
      ),
    ),
  ].join('\n');
}

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown !== undefined) {
  console.error(`There is no bench ${unknown}; there are: ${BENCHES.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
for (const bench of BENCHES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const date = new Date().toISOString();
  const { cpu, cores, memoryGib, node } = machine();
  console.log(
    `${bench.name}: ${bench.asks}\n  ${date.slice(0, 10)}, ${cores} x ${cpu}, ${memoryGib} GiB, Node ${node}`,
  );
  const rows = await bench.run();
  console.log(`${tableOf(rows)}\n`);
  mkdirSync(RESULTS, { recursive: true });
  const file = `${RESULTS}/${bench.name}-${date.replaceAll(':', '')}.json`;
  writeFileSync(
    file,
    `${JSON.stringify({ bench: bench.name, date, machine: machine(), rows }, undefined, 2)}\n`,
  );
}
