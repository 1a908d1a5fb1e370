// What a server costs that has loaded many runs, and how fast it answers, beside the real TensorBoard with its fast
// loader. TensorBoard's routes answer with at most 1,000 points of a series; so do ours there.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pythonPath } from '../machine.ts';
import { type Bench, type BenchRow, type PeerRounds, peerRows, quantile } from './bench.ts';
import { WORKLOADS, type WorkloadName, workloadLogdir } from './gen-logs.ts';
import { timed } from './http-client.ts';
import { ServedLogdir } from './served-logdir.ts';

const ROUNDS = 5;
const USUAL_WORKLOADS: readonly WorkloadName[] = ['AS', 'B200', 'B'];
/** Of one series, a round; the round counts with their median. */
const REQUESTS = 100;
/** TensorBoard takes a second and a half for each tag of so many runs: not all tags are asked for where there are more. */
const RUNS_FOR_ALL_TAGS = 200;
/** An index is kept by then, or there is none: of so small a logdir none is made. */
const KEPT_MS = 15_000;

/** Milliseconds by what was asked, each a list of rounds. */
type Times = Map<string, number[]>;

function add(times: Times, what: string, milliseconds: number): void {
  times.set(what, [...(times.get(what) ?? []), milliseconds]);
}

function addStart(
  times: Times,
  which: string,
  { times: { answered, listed, loaded, longestWait } }: ServedLogdir,
): void {
  add(times, `${which} until it answers`, answered);
  add(times, `${which} until all runs are listed`, listed);
  add(times, `${which} until all is loaded`, loaded);
  add(times, `${which}, longest wait of a request meanwhile`, longestWait);
}

async function ask(times: Times, served: ServedLogdir): Promise<void> {
  const run = served.runs.at(-1) ?? '';
  const [tag = ''] = served.tags;
  const one: number[] = [];
  for (let request = 0; request < REQUESTS; request++) one.push(await timed(() => served.series(run, tag)));
  add(times, 'one series', quantile(one, 0.5));
  add(times, 'one tag of every run', await timed(() => served.tagOfEveryRun(tag)));
  if (served.runs.length > RUNS_FOR_ALL_TAGS) return;
  add(times, 'every tag of every run', await timed(() => served.everyTagOfEveryRun()));
}

/** Ours alone has a route for this: every point, in binary columns. */
async function askColumns(times: Times, served: ServedLogdir): Promise<void> {
  const [tag = ''] = served.tags;
  const body = { series: served.runs.map((run) => ({ run, tag })) };
  const milliseconds = await timed(() => served.client.postJson('api/v1/scalars/columns', body));
  add(times, 'one tag of every run, as columns', milliseconds);
}

interface Peer {
  readonly times: Times;
  readonly memoryMb: number[];
}

/** Two starts of ours, the second from the index that the first one left in `cacheFolder`, and one of the peer. */
async function round(
  { ours, peer }: Record<'ours' | 'peer', Peer>,
  cacheFolder: string,
  python: string | undefined,
  name: WorkloadName,
  logdir: string,
) {
  const first = await ServedLogdir.runboardWithCache(name, logdir);
  addStart(ours.times, 'first start', first);
  ours.memoryMb.push(first.memoryMb);
  const kept = () =>
    readdirSync(cacheFolder, { recursive: true }).some((path) => `${path}`.endsWith('.index'));
  for (const sinceMs = performance.now(); !kept() && performance.now() - sinceMs < KEPT_MS; ) await pause(50);
  await first.stop();
  const second = await ServedLogdir.runboardWithCache(name, logdir);
  try {
    addStart(ours.times, 'second start', second);
    await ask(ours.times, second);
    await askColumns(ours.times, second);
  } finally {
    await second.stop();
  }
  if (python === undefined) return;
  const tensorboard = await ServedLogdir.tensorboard(python, name, logdir);
  try {
    addStart(peer.times, 'first start', tensorboard);
    peer.memoryMb.push(tensorboard.memoryMb);
    await ask(peer.times, tensorboard);
  } finally {
    await tensorboard.stop();
  }
}

function rowsOf(name: WorkloadName, ours: Peer, peer: Peer): BenchRow[] {
  const rounds = ({ times, memoryMb }: Peer, what: string): PeerRounds => ({
    milliseconds: times.get(what) ?? [],
    ...(what === 'first start until all is loaded' && { memoryMb: quantile(memoryMb, 0.5) }),
  });
  return [...ours.times.keys()].flatMap((what) =>
    peerRows(
      `${name}, ${what}`,
      rounds(ours, what),
      peer.times.has(what) ? { name: 'TensorBoard', ...rounds(peer, what) } : undefined,
    ),
  );
}

export const serveBench: Bench = {
  name: 'serve',
  asks: 'how long does a server take to start and to answer, and how much memory does its process tree hold?',
  async run({ rounds = ROUNDS, dataFolder, workloads = USUAL_WORKLOADS }) {
    const python = pythonPath();
    const rows: BenchRow[] = [];
    for (const name of workloads.filter((one) => WORKLOADS[one].scalars > 0)) {
      const logdir = workloadLogdir(name, dataFolder);
      const ours: Peer = { times: new Map(), memoryMb: [] };
      const peer: Peer = { times: new Map(), memoryMb: [] };
      for (let count = 0; count < rounds; count++) {
        // A user's cache folder of its own, so that a first start is one.
        const cacheFolder = mkdtempSync(join(tmpdir(), 'runboard-bench-cache-'));
        process.env['XDG_CACHE_HOME'] = cacheFolder;
        await round({ ours, peer }, cacheFolder, python, name, logdir);
        rmSync(cacheFolder, { recursive: true });
      }
      rows.push(...rowsOf(name, ours, peer));
    }
    return rows;
  },
};
