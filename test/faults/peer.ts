// A running server of either make, as the fault scenarios see it: the points that it serves, by the one route that both
// speak, and what it says is wrong.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '../../src/problem.ts';
import type { ServerState } from '../../src/wire/api.ts';
import { type RunboardProcess, requireBuild, startedAt } from '../runboard-process.ts';
import { sameRows, type Written } from './written.ts';

/** Both look again this often. */
const RELOAD_SECONDS = 1;
const POLL_MS = 20;
/** So long a server may take to recover. */
const PATIENCE_MS = 20_000;
/** Neither may wait for ever. */
const ANSWER_MS = 15_000;

/** How a server is started, besides its logdir. */
export interface PeerOptions {
  /** Whose process it is; for root only. */
  readonly uid?: number;
  /** No file that it writes may be longer. */
  readonly mostFileBytes?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** A module that is loaded before the program; of ours alone. */
  readonly preload?: string;
  readonly flags?: readonly string[];
}

export type StartPeer = (logdir: string, options?: PeerOptions) => Promise<Peer>;

/** Our built server. Rejects where nothing is built. */
export const startOurs: StartPeer = async (logdir, { preload, ...options } = {}) => {
  requireBuild();
  const imported = preload === undefined ? [] : ['--import', preload];
  const command = [process.execPath, ...imported, resolve('dist/server/cli.js'), '--port', '0'];
  return new Peer(await start(command, logdir, options), true);
};

/** TensorBoard with its fast loader, RustBoard. */
export function startTheirs(python: string): StartPeer {
  return async (logdir, options = {}) => {
    const flags = ['--host', '127.0.0.1', '--port', '0', '--load_fast', 'true'];
    return new Peer(await start([python, '-m', 'tensorboard.main', ...flags], logdir, options), false);
  };
}

function start(
  command: readonly string[],
  logdir: string,
  { uid, mostFileBytes, env = {}, flags = [] }: PeerOptions,
): Promise<RunboardProcess> {
  const user =
    uid === undefined ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--'];
  const limit = mostFileBytes === undefined ? [] : ['prlimit', `--fsize=${mostFileBytes}`, '--'];
  // Nothing of the user's own is taken, or left behind.
  const kept = dirname(logdir);
  const own = { XDG_CACHE_HOME: join(kept, 'cache'), XDG_CONFIG_HOME: join(kept, 'settings') };
  const variables = Object.entries({ ...own, ...env }).map(([name, value]) => `${name}=${value}`);
  const common = ['--logdir', logdir, '--reload_interval', `${RELOAD_SECONDS}`, ...flags];
  return startedAt('env', [...variables, ...limit, ...user, ...command, ...common]);
}

/** Whoever started it stops it. */
export class Peer {
  readonly url: string;
  readonly pid: number;
  /** Whether it is ours, which has a list of problems. */
  readonly ours: boolean;
  readonly #process: RunboardProcess;
  /** By us. */
  #ended = false;

  constructor(process: RunboardProcess, ours: boolean) {
    this.#process = process;
    this.url = process.url;
    this.pid = process.pid;
    this.ours = ours;
  }

  /** Waits until exactly what was `written` is served, of all runs. Rejects as soon as anything else is: a value that nobody wrote. */
  async shows(written: Written): Promise<void> {
    await this.eventually(async () => {
      const names = await this.runs();
      const served = new Map<string, readonly Row[]>();
      for (const run of names) {
        const rows = await this.points(run);
        written.check(run, rows);
        served.set(run, rows);
      }
      const expected = written.rows();
      if (expected.size !== served.size) return `the runs ${JSON.stringify(names)}`;
      for (const [run, rows] of expected) {
        if (!sameRows(served.get(run), rows)) return `of ${run} ${JSON.stringify(served.get(run) ?? null)}`;
      }
      return true;
    });
  }

  /** Waits until a run is served as it was written, whatever else is served. */
  async showsRun(written: Written, run: string): Promise<void> {
    await this.eventually(async () => {
      const rows = await this.points(run);
      written.check(run, rows);
      return sameRows(rows, written.rows().get(run) ?? []) || `of ${run} ${JSON.stringify(rows)}`;
    });
  }

  /** Waits for a problem whose file and words match. The other make has no list of problems, so nothing is asked of it. */
  async tells(words: RegExp): Promise<void> {
    if (!this.ours) return;
    await this.eventually(async () => {
      const texts = (await this.problems()).map(({ file, what, done }) => `${file}: ${what}; ${done}`);
      return texts.some((text) => words.test(text)) || `the problems ${JSON.stringify(texts)}`;
    });
  }

  /** Waits until it has no problem that matches any more. */
  async forgets(words: RegExp): Promise<void> {
    if (!this.ours) return;
    await this.eventually(async () => {
      const texts = (await this.problems()).map(({ file, what }) => `${file}: ${what}`);
      const left = texts.filter((text) => words.test(text));
      return left.length === 0 || `the problems ${JSON.stringify(left)}`;
    });
  }

  /** Names of runs, in no stated order. */
  async runs(): Promise<string[]> {
    return Object.keys(JSON.parse(await this.text('data/plugin/scalars/tags')) as object);
  }

  /** Step and value of each point of the tag `loss`; none for a run that is gone. */
  async points(run: string): Promise<Row[]> {
    const path = `data/plugin/scalars/scalars?tag=loss&run=${encodeURIComponent(run)}`;
    const answer = await fetch(this.url + path, { signal: AbortSignal.timeout(ANSWER_MS) });
    const text = await answer.text();
    // 410: what is read anew.
    if ([400, 404, 410].includes(answer.status)) return [];
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${text.slice(0, 200)}`);
    return (JSON.parse(text) as [number, number, number][]).map(([, step, value]) => [step, value]);
  }

  async problems(): Promise<readonly Problem[]> {
    return (JSON.parse(await this.text('api/v1/state')) as ServerState).problems;
  }

  /** The body of an answer; rejects for another status than 200. */
  async text(path: string): Promise<string> {
    const answer = await fetch(this.url + path, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (answer.ok) return answer.text();
    throw new Error(`${path} was answered with ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
  }

  /** Waits until `condition` is true; what it answers else is told where it never is. */
  async eventually(condition: () => Promise<true | string>): Promise<void> {
    const sinceMs = performance.now();
    for (;;) {
      const found = await condition();
      if (found === true) return;
      if (performance.now() - sinceMs > PATIENCE_MS)
        throw new Error(`after ${PATIENCE_MS / 1000} s it still shows ${found}`);
      await pause(POLL_MS);
    }
  }

  /** Of the process alone: the main thread's and all others'. */
  signal(name: NodeJS.Signals): void {
    process.kill(-this.pid, name);
  }

  /** Throws where the process has ended by itself, or printed a fault of the program. */
  checkAlive(): void {
    const output = this.#process.output();
    if (!this.#ended && !existsSync(`/proc/${this.pid}`))
      throw new Error(`it has ended: ${output.slice(-600)}`);
    if (this.ours && /\n {4}at /.test(output))
      throw new Error(`it printed a fault of its own: ${output.slice(-1200)}`);
  }

  /** As a machine does that runs out of memory: nothing is finished. */
  kill(): void {
    process.kill(-this.pid, 'SIGKILL');
    this.#ended = true;
  }

  async stop(): Promise<void> {
    this.#ended = true;
    await this.#process.stop();
  }
}

/** A step and the value there. */
export type Row = readonly [step: number, value: number];
