// The built server as its users run it: `node dist/server/cli.js` in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** A server that answers; whoever started it stops it. */
export interface RunboardProcess {
  /** The address that it printed, ending in `/`. */
  readonly url: string;
  /** Everything that it printed so far, both streams. */
  output(): string;
  /** Asks it to end as Ctrl+C does; resolves to its exit code. */
  stop(): Promise<number | null>;
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
  const child: ChildProcess = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd && { cwd }),
  });
  let printed = '';
  const url = await new Promise<string>((found, failed) => {
    const take = (text: Buffer) => {
      printed += text.toString();
      const address = /https?:\/\/[^\s/]+(?:\/[^\s]*)?/.exec(printed)?.[0];
      if (address !== undefined && printed.includes('\n')) found(address);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`${command} ended with ${code}: ${printed}`)));
  });
  return {
    url: url.endsWith('/') ? url : `${url}/`,
    output: () => printed,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGINT');
        await ended;
      }
      return child.exitCode;
    },
  };
}

/** Starts the built server on a free port. Rejects with what to do where nothing is built. */
export async function startRunboard(...args: string[]): Promise<RunboardProcess> {
  for (const built of ['dist/server/cli.js', 'dist/public/index.html']) {
    if (!existsSync(built)) throw new Error(`${built} is missing: run \`npm run build\` first.`);
  }
  return startedAt(process.execPath, [resolve('dist/server/cli.js'), '--port', '0', ...args]);
}
