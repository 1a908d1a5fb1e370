// The command line as its users meet it: the built program in a process of its own.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { requireBuild, startRunboard } from '../runboard-process.ts';

let empty: string;
beforeAll(() => {
  requireBuild();
  empty = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterAll(() => rmSync(empty, { recursive: true }));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [resolve('dist/server/cli.js'), ...args], {
    cwd: empty,
    encoding: 'utf8',
  });
}

it('prints just the number', () => expect(run('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/));

it('explains its flags', () => expect(run('--help')).toMatchObject({ status: 0, stderr: '' }));

it.each([
  [[], 1, 'ERROR: Which folder holds the event files? Type: runboard --logdir DIR'],
  [['--logdri', 'x'], 1, 'ERROR: There is no flag --logdri. The nearest is --logdir'],
  [['--logdir', 'x', '--host', '192.0.2.1', '--port', '0'], 1, 'ERROR: --host 192.0.2.1'],
])('refuses %j in one sentence', (args, status, message) => {
  const ended = run(...args);
  expect(ended.stderr).toContain(message);
  expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  expect(ended.status).toBe(status);
});

it.each([
  [['inspect', resolve('test/fixtures/logs/tf1')], /^\S+tf1: \d+ runs, \d+ series\n/],
  [
    ['--inspect', '--logdir', resolve('test/fixtures/logs/tf1'), '--tag', 'none'],
    /^\S+tf1: 0 runs, 0 series\n$/,
  ],
  [['inspect', resolve('test/fixtures/logs/tf1'), '--json'], /^\{"path":"\S+tf1","runs":\[\{/],
])('%j prints what is there and ends', (args, expected) => {
  const { status, stdout, stderr } = run(...args);
  expect(stdout).toMatch(expected);
  expect([status, stderr]).toEqual([0, '']);
});

it('exports what is there to a pipe', () => {
  const logs = resolve('test/fixtures/logs/tf1');
  const { status, stdout, stderr } = run('export', logs, '--out', '-', '--format', 'csv', '--table', 'runs');
  expect(stdout).toMatch(/^run,start_time,last_time,series\r\n/);
  expect([status, stderr]).toEqual([0, '']);
});

it('serves several folders as one and names what has no effect', async () => {
  const logs = resolve('test/fixtures/logs');
  const server = await startRunboard('--logdir_spec', `a:${logs}/tf1/a,${logs}/tf2`, '--load_fast', 'false');
  const runs = async () => (await fetch(`${server.url}data/runs`)).json();
  await expect.poll(runs, { timeout: 10_000 }).toEqual(expect.arrayContaining(['a/.', 'main', 'mesh']));
  expect(server.output()).toContain('--load_fast has no effect here: ');
  expect(await server.stop()).toBe(0);
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'ends within a second of %s, whoever is connected',
  async (signal) => {
    const server = await startRunboard('--logdir', resolve('test/fixtures/logs/tf1'));
    const { port } = new URL(server.url);
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}api/v1/live`);
    const half = connect(Number(port), 'localhost');
    half.on('error', () => undefined);
    await Promise.all([once(socket, 'open'), once(half, 'connect')]);
    half.write('POST /data/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf');
    const sinceMs = performance.now();
    expect(await server.stop(signal)).toBe(0);
    // Twice what is promised, for machines that are busy.
    expect(performance.now() - sinceMs).toBeLessThan(2000);
  },
);

it('reachable from elsewhere, it prints what that means and the address with its token', async () => {
  const server = await startRunboard('--logdir', empty, '--host', '0.0.0.0');
  expect(server.output()).toMatch(
    /^Other machines can reach this server\. .*\n.* at http:\S+\?token=[\w-]{32} /,
  );
  const { token } = /token=(?<token>[\w-]+)/.exec(server.output())?.groups ?? {};
  const asked = (path: string) => fetch(new URL(path, server.url));
  expect((await asked('/data/runs')).status).toBe(401);
  expect((await asked(`/data/runs?token=${token}`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
});

it('refuses a port that is taken, with the exit code of TensorBoard', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => taken.once('listening', listening));
  const address = taken.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  expect(run('--logdir', 'x', '--port', port)).toMatchObject({
    status: 255,
    stderr: expect.stringContaining(`could not bind to port ${port}, it was already in use`),
  });
  taken.close();
});

it('serves a logdir that is not there yet, says where in one line, and stops cleanly', async () => {
  const server = await startRunboard('--logdir', join(empty, 'later'), '--path_prefix', '/p');
  expect(server.output()).toMatch(
    /^TensorBoard \(Runboard-\S+\) at http:\/\/localhost:\d+\/p\/ \(Press CTRL\+C to quit\)\n$/,
  );
  expect(await (await fetch(`${server.url}data/runs`)).json()).toEqual([]);
  expect((await fetch(server.url)).headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await server.stop()).toBe(0);
});
