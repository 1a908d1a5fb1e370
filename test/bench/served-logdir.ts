// A server of either make on a workload, started and asked as its page asks it.
import { setTimeout as pause } from 'node:timers/promises';
import { type RunboardProcess, startCached, startedAt, startRunboard } from '../runboard-process.ts';
import { WORKLOADS, type WorkloadName } from './gen-logs.ts';
import { HttpClient, timed } from './http-client.ts';
import { treeCpuMsOf, treeMbOf } from './process-cost.ts';

const POLL_MS = 10;
const GIVE_UP_MS = 300_000;
/** TensorBoard's page asks for the points of so many runs at once. */
const RUNS_AT_ONCE = 64;

type Listed = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Points = readonly (readonly [wallTimeSeconds: number, step: number, value: number])[];

/** Milliseconds since the process was started. */
export interface StartTimes {
  readonly answered: number;
  /** All runs listed. */
  readonly listed: number;
  /** The last points of the first, the middle and the last run served. */
  readonly loaded: number;
  /** The longest that a small request waited for its answer until then, asked one after the other. */
  readonly longestWait: number;
}

/** A server that has loaded a workload of scalars; whoever started it stops it. */
export class ServedLogdir {
  readonly times: StartTimes;
  /** By name. */
  readonly runs: readonly string[];
  readonly tags: readonly string[];
  readonly client: HttpClient;
  readonly #process: RunboardProcess;

  private constructor(
    process: RunboardProcess,
    client: HttpClient,
    times: StartTimes,
    runs: readonly string[],
    tags: readonly string[],
  ) {
    this.#process = process;
    this.client = client;
    this.times = times;
    this.runs = runs;
    this.tags = tags;
  }

  static runboard(name: WorkloadName, logdir: string): Promise<ServedLogdir> {
    return ServedLogdir.#start(name, () => startRunboard('--logdir', logdir));
  }

  /** With the index of an earlier start, if there is one. */
  static runboardWithCache(name: WorkloadName, logdir: string): Promise<ServedLogdir> {
    return ServedLogdir.#start(name, () => startCached(['--logdir', logdir]));
  }

  /** The real one, with its fast loader. */
  static tensorboard(python: string, name: WorkloadName, logdir: string): Promise<ServedLogdir> {
    const flags = ['--logdir', logdir, '--host', '127.0.0.1', '--port', '0', '--load_fast', 'true'];
    return ServedLogdir.#start(name, () => startedAt(python, ['-m', 'tensorboard.main', ...flags]));
  }

  static async #start(name: WorkloadName, start: () => Promise<RunboardProcess>): Promise<ServedLogdir> {
    const { runs: runCount, lastStep } = WORKLOADS[name];
    const sinceMs = performance.now();
    const after = () => performance.now() - sinceMs;
    const process = await start();
    const client = new HttpClient(process.url);
    try {
      const answered = await until(after, async () => (await client.get('data/environment')).length > 0);
      const waits = new Waits(process.url);
      // Not by their tags: to be asked for all tags a hundred times a second is not what a loading server is for.
      const listed = await until(
        after,
        async () => (JSON.parse((await client.get('data/runs')).toString()) as string[]).length === runCount,
      );
      let listing: Listed = {};
      await until(after, async () => {
        listing = JSON.parse((await client.get('data/plugin/scalars/tags')).toString()) as Listed;
        return Object.keys(listing).length === runCount;
      });
      const runs = Object.keys(listing).sort();
      const tags = Object.keys(listing[runs[0] ?? ''] ?? {}).sort();
      const sample = [runs[0], runs[runs.length >> 1], runs.at(-1)].filter((run) => run !== undefined);
      const loaded = await until(after, async () => {
        const lastSteps = await Promise.all(sample.map((run) => lastStepOf(client, run, tags.at(-1) ?? '')));
        return lastSteps.every((step) => step === lastStep);
      });
      const longestWait = await waits.end();
      return new ServedLogdir(process, client, { answered, listed, loaded, longestWait }, runs, tags);
    } catch (error) {
      client.close();
      await process.stop();
      throw error;
    }
  }

  /** Of the process and all that it started, now. */
  get memoryMb(): number {
    return treeMbOf(this.#process.pid);
  }

  /** Milliseconds of a core that the process and all that it started took until now. */
  get cpuMs(): number {
    return treeCpuMsOf(this.#process.pid);
  }

  series(run: string, tag: string): Promise<Buffer> {
    return this.client.get(seriesPath(run, tag));
  }

  /** One tag of every run, as TensorBoard's page asks for it: in batches, one after the other on one connection. */
  async tagOfEveryRun(tag: string): Promise<number> {
    let bytes = 0;
    for (let at = 0; at < this.runs.length; at += RUNS_AT_ONCE) {
      const form = new URLSearchParams({ tag });
      for (const run of this.runs.slice(at, at + RUNS_AT_ONCE)) form.append('runs', run);
      bytes += (await this.client.postForm('data/plugin/scalars/scalars_multirun', form)).length;
    }
    return bytes;
  }

  async everyTagOfEveryRun(): Promise<number> {
    let bytes = 0;
    for (const tag of this.tags) bytes += await this.tagOfEveryRun(tag);
    return bytes;
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.#process.stop();
  }
}

/** Small requests, one after the other, until told to end. */
class Waits {
  readonly #client: HttpClient;
  readonly #asking: Promise<number>;
  #ended = false;

  constructor(url: string) {
    this.#client = new HttpClient(url);
    this.#asking = this.#ask();
  }

  /** Tells the longest wait, in milliseconds. */
  async end(): Promise<number> {
    this.#ended = true;
    const longest = await this.#asking;
    this.#client.close();
    return longest;
  }

  async #ask(): Promise<number> {
    let longest = 0;
    while (!this.#ended) longest = Math.max(longest, await timed(() => this.#client.get('data/environment')));
    return longest;
  }
}

export function seriesPath(run: string, tag: string): string {
  return `data/plugin/scalars/scalars?${new URLSearchParams({ run, tag })}`;
}

async function lastStepOf(client: HttpClient, run: string, tag: string): Promise<number | undefined> {
  const points = JSON.parse((await client.get(seriesPath(run, tag))).toString()) as Points;
  return points.at(-1)?.[1];
}

/** Asks again until it is so; tells when it was. Rejects after five minutes. */
async function until(after: () => number, holds: () => Promise<boolean>): Promise<number> {
  while (!(await holds())) {
    if (after() > GIVE_UP_MS) throw new Error(`the server was not ready within ${GIVE_UP_MS} ms`);
    await pause(POLL_MS);
  }
  return after();
}
