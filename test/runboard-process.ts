// The built server as its users run it: `node dist/server/cli.js` in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** A server that answers; whoever started it stops it. */
export interface RunboardProcess {
  /** The address that it printed, ending in `/`. */
  readonly url: string;
  /** Of the process; it leads a group of its own. */
  readonly pid: number;
  /** Everything that it printed so far, both streams. */
  output(): string;
  /** Asks it to end, as Ctrl+C does unless told otherwise; resolves to its exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
}

/**
 * Runs a command that prints the address of its page, and waits for that. Rejects with what it printed when it ends
 * before. `cwd` is the current folder unless given.
 */
export async function startedAt(
  command: string,
  args: readonly string[],
  cwd?: string,
): Promise<RunboardProcess> {
  // A group of its own, so that stopping reaches what the command started, as Ctrl+C in a terminal does.
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(cwd !== undefined && { cwd }),
  });
  const interrupt = (signal: NodeJS.Signals = 'SIGINT') => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      process.kill(-child.pid, signal);
    }
  };
  const atExit = () => interrupt();
  process.once('exit', atExit);
  child.once('exit', () => process.off('exit', atExit));
  let printed = '';
  const url = await new Promise<string>((found, failed) => {
    const take = (text: Buffer) => {
      printed += text.toString();
      const address = /(https?:\/\/\S+)[^\n]*\n/.exec(printed)?.[1];
      if (address !== undefined) found(address);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`${command} ended with ${code}: ${printed}`)));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} did not start`);
  return {
    pid,
    url: url.endsWith('/') || url.includes('?') ? url : `${url}/`,
    output: () => printed,
    async stop(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        interrupt(signal);
        await ended;
      }
      return child.exitCode;
    },
  };
}

/** Throws a sentence that says what to do where nothing is built. */
export function requireBuild(): void {
  for (const built of ['dist/server/cli.js', 'dist/public/index.html']) {
    if (!existsSync(built)) throw new Error(`${built} is missing: run \`npm run build\` first.`);
  }
}

/** Starts the built server on a free port. Rejects where nothing is built. */
export function startRunboard(...args: string[]): Promise<RunboardProcess> {
  return startCached(['--no_cache', ...args]);
}

/** The same, with the index in the user's cache folder. */
export async function startCached(args: readonly string[]): Promise<RunboardProcess> {
  requireBuild();
  return startedAt(process.execPath, [resolve('dist/server/cli.js'), '--port', '0', ...args]);
}
