// Programs that log, each in a process of its own, and what the real reader finds of them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { openLogdir } from '../../src/reader.ts';

/** A program while it runs, and after. */
export interface WritingProgram {
  readonly child: ChildProcess;
  /** Resolves to what it sends next, or to undefined where it has ended. */
  heard(): Promise<unknown>;
  /** Resolves when it has ended, to how. */
  ended(): Promise<{ code: number | null; signal: string | null; stderr: string }>;
}

export interface ProgramOptions {
  /** Of the bundle that has SummaryWriter. */
  readonly bundlePath: string;
  readonly logDir: string;
  /** Shell commands that bound the process before it begins. */
  readonly bounds?: string;
  /** Whose process it is; for root only. */
  readonly uid?: number;
}

/**
 * Starts an ES module that has `SummaryWriter`, `logDir`, `say(value)`, `heard()`, which resolves when it is told
 * something, and `failureOf(promise)`, which resolves to the message of a rejection or to undefined.
 */
export function startProgram(source: string, options: ProgramOptions): WritingProgram {
  const program = `
    import { SummaryWriter } from ${JSON.stringify(pathToFileURL(options.bundlePath).href)};
    const logDir = ${JSON.stringify(options.logDir)};
    const say = (value) => new Promise((sent) => process.send(value, sent));
    const heard = () => new Promise((told) => process.once('message', told));
    const failureOf = (promise) => promise.then(() => undefined, (error) => error.message);
    ${source}
    process.disconnect();`;
  const shell = `${options.bounds ?? ''}\nexec "$@"`;
  const node = [process.execPath, '--input-type=module', '--eval', program];
  const child = spawn('/bin/bash', ['-c', shell, 'bash', ...node], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    cwd: '/',
    ...(options.uid !== undefined && { uid: options.uid }),
  });
  const said: unknown[] = [];
  child.on('message', (value) => said.push(value));
  let stderr = '';
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  const closed = once(child, 'close');
  return {
    child,
    async heard() {
      while (said.length === 0 && child.exitCode === null && child.signalCode === null) {
        await Promise.race([once(child, 'message'), closed]);
      }
      return said.shift();
    },
    async ended() {
      const [code, signal] = await closed;
      return { code, signal, stderr };
    },
  };
}

/** The steps of a scalar as `runboard/reader` reads them, in a folder in which it finds no damage. */
export async function stepsRead(logDir: string, tag = 'loss', run = '.'): Promise<number[]> {
  await using log = await openLogdir(logDir);
  expect(log.problems).toEqual([]);
  const points = log.run(run)?.scalars.get(tag);
  return Array.from(points?.steps ?? [], Number);
}

/** 0 to n - 1. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, step) => step);
