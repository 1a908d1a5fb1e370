// A page's writer and a server, with a line between them that fails: nothing is lost, nothing is doubled, nothing stops.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { seededRandom } from '../../examples/mlp-mnist/seeded-random.ts';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { EventFileWriter } from '../../src/writer/event-file-writer.ts';
import { NODE } from '../../src/writer/node/node-surroundings.ts';
import { HttpSink } from '../../src/writer/page/http-sink.ts';
import { eventsOf } from '../event-files.ts';

let logdir: string;
let server: RunningServer;
let line: Server;
let lineUrl: string;
/** What the line does with a request: `pass`, lose the `request`, or lose the `answer` after the server has acted. */
let fate: () => 'pass' | 'request' | 'answer';

beforeEach(async () => {
  logdir = mkdtempSync(join(tmpdir(), 'runboard-line-'));
  server = await startServer({ ...defaultOptions(logdir), port: 0, ingest: true }, []);
  fate = () => 'pass';
  line = createServer((incoming, outgoing) => {
    const decided = fate();
    if (decided === 'request') return void incoming.socket.destroy();
    const { method, url: path, headers } = incoming;
    const passed = request({ host: 'localhost', port: server.port, method, path, headers }, (answer) => {
      if (decided === 'answer') return void incoming.socket.destroy();
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => incoming.socket.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => line.listen(0, 'localhost', resolve));
  lineUrl = `http://localhost:${(line.address() as AddressInfo).port}`;
});
afterEach(async () => {
  line.close();
  line.closeAllConnections();
  await server.close();
  rmSync(logdir, { recursive: true, force: true });
});

function newWriter({ token = server.ingestToken ?? '', pausesMs = [1, 1] } = {}) {
  const errors: Error[] = [];
  const sink = new HttpSink({ url: lineUrl, token, run: 'page/a' }, pausesMs);
  const options = {
    maxQueue: 10,
    flushMs: 20,
    surroundings: NODE,
    report: (error: Error) => errors.push(error),
  };
  return { writer: new EventFileWriter(sink, options), errors };
}

function stepsWritten() {
  const folder = join(logdir, 'page/a');
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  return eventsOf(readFileSync(join(folder, names[0] ?? ''))).map(({ step }) => step);
}
const upTo = (n: number) => Array.from({ length: n }, (_, step) => step);

it('a line that loses requests and answers loses no record and doubles none', async () => {
  const random = seededRandom(7);
  const fates = ['pass', 'request', 'answer'] as const;
  let requests = 0;
  fate = () => {
    requests++;
    return fates[Math.floor(random() * fates.length)] ?? 'pass';
  };
  const { writer } = newWriter({ pausesMs: new Array(40).fill(1) });
  for (let step = 0; step < 600; step++) {
    writer.addScalar('loss', 1, step, step);
    if (step % 20 === 0) await writer.flush();
  }
  await writer.close();
  expect(stepsWritten()).toEqual(upTo(600));
  expect(requests).toBeGreaterThan(10);
});

it('while there is no server, flush rejects and records wait; when it is back, all are there', async () => {
  fate = () => 'request';
  const { writer, errors } = newWriter();
  writer.addScalar('loss', 1, 0, 0);
  await expect(writer.flush()).rejects.toThrow(
    /run page\/a: the server does not answer .*until the server takes them/,
  );
  writer.addScalar('loss', 1, 1, 1);
  await expect(writer.flush()).rejects.toThrow('does not answer');
  expect(errors).toHaveLength(1);
  fate = () => 'pass';
  await writer.flush();
  await writer.close();
  expect(stepsWritten()).toEqual([0, 1]);
  expect(errors).toHaveLength(1);
});

it('a wrong token is told in the words of the server, without asking again and again', async () => {
  let requests = 0;
  fate = () => {
    requests++;
    return 'pass';
  };
  const { writer } = newWriter({ token: 'guess' });
  writer.addScalar('loss', 1, 0, 0);
  await expect(writer.flush()).rejects.toThrow('the server answered 401: The token is missing or wrong');
  expect(requests).toBe(1);
  await expect(writer.close()).rejects.toThrow('are lost');
});

it('more than fits into one request goes in several, each of whole records', async () => {
  const { writer } = newWriter();
  const graphDef = new Uint8Array(3 * 2 ** 20);
  for (let step = 0; step < 4; step++) writer.add({ wallTimeSeconds: 1, step, graphDef });
  await writer.close();
  expect(stepsWritten()).toEqual(upTo(4));
});

it('a page that goes hands over what fits', async () => {
  const sink = new HttpSink({ url: lineUrl, token: server.ingestToken ?? '', run: 'page/a' });
  let leave: () => void = () => undefined;
  const atEnd = (ended: { flushSync(): void }) => {
    leave = () => ended.flushSync();
    return () => undefined;
  };
  const surroundings = { ...NODE, atEnd, later: () => () => undefined };
  const writer = new EventFileWriter(sink, {
    maxQueue: 0,
    flushMs: 1e6,
    surroundings,
    report: () => undefined,
  });
  for (let step = 0; step < 3; step++) writer.addScalar('loss', 1, step, step);
  leave();
  await expect.poll(() => readdirSync(logdir, { recursive: true }).length).toBe(3);
  await expect.poll(stepsWritten).toEqual(upTo(3));
  // Where the page comes back, the same is sent again and not taken again.
  writer.addScalar('loss', 1, 3, 3);
  await writer.close();
  expect(stepsWritten()).toEqual(upTo(4));
});
