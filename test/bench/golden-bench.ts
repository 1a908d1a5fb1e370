// All that TensorBoard's recordings hold, asked anew of both servers on the same logs: one connection, one request after
// the other, pictures followed.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { Exchange } from '../golden/exchange.ts';
import { pythonPath } from '../machine.ts';
import { type RunboardProcess, startedAt, startRunboard } from '../runboard-process.ts';
import { type Bench, type BenchRow, peerRows } from './bench.ts';
import { HttpClient, timed } from './http-client.ts';

const ROUNDS = 5;
const LOGS = [
  ...['edge', 'keras', 'tensorboardx', 'tf1', 'tf2', 'tf2_hparams'],
  ...['torch_api', 'torch_compare', 'torch_lecture'],
];
/** An answer that has not changed for so long is taken for the last. */
const SETTLED_MS = 1000;
const POLL_MS = 50;

function exchangesOf(name: string): readonly Exchange[] {
  const file = readFileSync(resolve('test/golden', `${name}.json.gz`));
  return JSON.parse(gunzipSync(file).toString('utf8')) as Exchange[];
}

/** One server on one log, loaded. */
class Replayed {
  readonly #process: RunboardProcess;
  readonly #client: HttpClient;

  private constructor(process: RunboardProcess) {
    this.#process = process;
    this.#client = new HttpClient(process.url);
  }

  static async from(start: Promise<RunboardProcess>): Promise<Replayed> {
    const replayed = new Replayed(await start);
    await replayed.#settled();
    return replayed;
  }

  async #settled(): Promise<void> {
    let last = '';
    let sinceMs = performance.now();
    while (performance.now() - sinceMs < SETTLED_MS) {
      const tags = (await this.#client.get('data/plugin/timeseries/tags')).toString();
      if (tags !== last) sinceMs = performance.now();
      last = tags;
      await pause(POLL_MS);
    }
  }

  async replay(exchanges: readonly Exchange[]): Promise<void> {
    for (const { method, path, headers = {}, body = '', follow } of exchanges) {
      const answer = await this.#client.send(path.slice(1), method, body, headers);
      if (follow === undefined) continue;
      const pictures: unknown = JSON.parse(answer.toString());
      if (!Array.isArray(pictures)) continue;
      for (const { query } of pictures as { query: string }[]) {
        await this.#client.get(follow.slice(1) + query);
      }
    }
  }

  async stop(): Promise<void> {
    this.#client.close();
    await this.#process.stop();
  }
}

/** Milliseconds of each round. */
interface Rounds {
  readonly ours: number[];
  readonly theirs: number[];
}

async function roundsOf(name: string, rounds: number, python: string | undefined): Promise<Rounds> {
  const logdir = resolve('test/fixtures/logs', name);
  const flags = ['--logdir', logdir, '--host', '127.0.0.1', '--port', '0', '--load_fast', 'true'];
  const exchanges = exchangesOf(name);
  const ours = await Replayed.from(startRunboard('--logdir', logdir));
  const theirs =
    python === undefined
      ? undefined
      : await Replayed.from(startedAt(python, ['-m', 'tensorboard.main', ...flags]));
  const times: Rounds = { ours: [], theirs: [] };
  try {
    // The first time compiles and imports.
    await ours.replay(exchanges);
    await theirs?.replay(exchanges);
    for (let round = 0; round < rounds; round++) {
      times.ours.push(await timed(() => ours.replay(exchanges)));
      if (theirs) times.theirs.push(await timed(() => theirs.replay(exchanges)));
    }
  } finally {
    await ours.stop();
    await theirs?.stop();
  }
  return times;
}

function rowsOf(what: string, { ours, theirs }: Rounds): readonly BenchRow[] {
  const peer = theirs.length > 0 ? { name: 'TensorBoard', milliseconds: theirs } : undefined;
  return peerRows(what, { milliseconds: ours }, peer);
}

/** Of each round the sum. */
function total(all: readonly Rounds[]): Rounds {
  const sums = (side: 'ours' | 'theirs') =>
    (all[0]?.[side] ?? []).map((_, round) => all.reduce((sum, one) => sum + (one[side][round] ?? 0), 0));
  return { ours: sums('ours'), theirs: sums('theirs') };
}

export const goldenBench: Bench = {
  name: 'golden',
  asks: 'how long does it take to answer every request that was recorded of TensorBoard?',
  async run({ rounds = ROUNDS }) {
    const python = pythonPath();
    const all: Rounds[] = [];
    const rows: BenchRow[] = [];
    for (const name of LOGS) {
      const times = await roundsOf(name, rounds, python);
      all.push(times);
      rows.push(...rowsOf(`${name}, ${exchangesOf(name).length} requests`, times));
    }
    return [...rows, ...rowsOf('all together', total(all))];
  },
};
