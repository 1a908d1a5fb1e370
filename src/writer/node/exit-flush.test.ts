// Ways in which a process ends, each in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundleForNode, type NodeBundle } from '../../../test/bundle-for-node.ts';
import { eventFileNamesIn, eventsIn, eventsOf } from '../../../test/event-files.ts';
import { readRecord } from '../../format/tf-record.ts';

// Starting Node takes its time where all cores are busy.
vi.setConfig({ testTimeout: 30_000 });

let bundle: NodeBundle;
let logDir: string;
beforeAll(async () => {
  bundle = await bundleForNode('src/index.ts');
}, 60_000);
afterAll(() => bundle.remove());
beforeEach(() => {
  logDir = mkdtempSync(join(tmpdir(), 'runboard-exit-'));
  return () => rmSync(logDir, { recursive: true, force: true });
});

/** Starts a program that has `writer`, `log(n)`, which adds steps 0 to n - 1, and `ready()`; `before` runs before. */
function start(program: string, before = ''): ChildProcess {
  const source = `
    import { SummaryWriter } from ${JSON.stringify(pathToFileURL(bundle.path).href)};
    ${before}
    const writer = new SummaryWriter(${JSON.stringify(logDir)}, { maxQueue: 1000, flushSecs: 60 });
    const log = (n) => { for (let step = 0; step < n; step++) writer.addScalar('loss', step, step); };
    const ready = () => process.send('ready');
    const forever = () => setInterval(() => {}, 1000);
    ${program}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  const [code, signal] = await once(child, 'exit');
  return { code, signal };
}

/** Like `eventsIn`, up to a last record that is not whole. */
function wholeEvents() {
  const [name] = eventFileNamesIn(logDir);
  if (name === undefined) return [];
  const bytes = readFileSync(join(logDir, name));
  let end = 0;
  for (;;) {
    const record = readRecord(bytes, end);
    if (record.kind === 'incomplete') return eventsOf(bytes.subarray(0, end));
    if (record.kind === 'corrupt') throw new Error(`byte ${end} begins a record that is corrupt`);
    end = record.nextOffsetBytes;
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((turned) => setTimeout(turned, 20));
}

const steps = () => eventsIn(logDir).flatMap((event) => (event.values ? [event.step] : []));
const upTo = (n: number) => Array.from({ length: n }, (_, step) => step);

describe('nothing is lost', () => {
  it.each<[string, string, number, number]>([
    ['at a normal end', 'log(5);', 5, 0],
    ['at process.exit', 'log(5); process.exit(3);', 5, 3],
    ['while a background write is under way', 'log(2500); process.exit(0);', 2500, 0],
    ['at an uncaught exception', "log(5); throw new Error('boom');", 5, 1],
    [
      'at an unhandled rejection',
      "log(5); Promise.reject(new Error('boom')); await new Promise(() => {});",
      5,
      1,
    ],
    ['of what an exit handler adds', "process.on('exit', () => log(5));", 5, 0],
    ['after close', 'log(5); await writer.close(); process.abort();', 5, -1],
    ['after flush', "log(5); await writer.flush(); process.kill(process.pid, 'SIGKILL');", 5, -1],
  ])('%s', async (_, program, count, expectedCode) => {
    const { code, signal } = await ended(start(program));
    expect(steps()).toEqual(upTo(count));
    if (expectedCode === -1) expect(signal).not.toBeNull();
    else expect(code).toBe(expectedCode);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'at %s, which ends the program as ever',
    async (signal) => {
      const child = start('forever(); log(5); ready();');
      await once(child, 'message');
      child.kill(signal);
      expect(await ended(child)).toEqual({ code: null, signal });
      expect(steps()).toEqual(upTo(5));
    },
  );

  it.each([
    ['on', 'after'],
    ['once', 'after'],
    ['once', 'before'],
  ])('where the program has a handler of its own (%s, %s ours), which alone decides', async (how, order) => {
    const handler = `process.${how}('SIGINT', () => {
      writer.addScalar('loss', 5, 5);
      setTimeout(() => process.exit(7), 20);
    });`;
    const program = 'forever(); log(5); ready();';
    const child = order === 'before' ? start(program, handler) : start(handler + program);
    await once(child, 'message');
    child.kill('SIGINT');
    expect(await ended(child)).toEqual({ code: 7, signal: null });
    expect(steps()).toEqual(upTo(6));
  });
});

it('a kill -9 of a program that never gives way to the event loop leaves all but the last moment', async () => {
  const child = start(`
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let step = 0; ; step++) {
      writer.addScalar('loss', step, step);
      Atomics.wait(pause, 0, 0, 1);
    }`);
  // The write that a thousand waiting events begin is the last that could end without the event loop.
  await until(() => wholeEvents().length > 1100);
  child.kill('SIGKILL');
  expect(await ended(child)).toEqual({ code: null, signal: 'SIGKILL' });
  const written = wholeEvents().flatMap((event) => (event.values ? [event.step] : []));
  expect(written).toEqual(upTo(written.length));
});

it('a closed writer leaves the process without handlers of ours', async () => {
  const count = "process.listenerCount('SIGINT') + process.listenerCount('exit')";
  const child = start(
    `await writer.close(); process.exitCode = ${count} - before;`,
    `const before = ${count};`,
  );
  expect(await ended(child)).toEqual({ code: 0, signal: null });
});
