import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheKeyOf, type ServerInfo, writeInfoFile } from './info-file.ts';

let outside: string;
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'info-'));
});
afterEach(() => rmSync(outside, { recursive: true }));

const info: ServerInfo = {
  version: '1.2.3',
  port: 6006,
  pathPrefix: '/p',
  logdir: 'runs',
  arguments: ['--logdir', 'runs'],
  workingDirectory: '/home',
};

it('has the keys and types that TensorBoard reads, and is deleted', () => {
  const folder = join(outside, 'made');
  const forget = writeInfoFile(info, folder);
  expect(statSync(folder).mode & 0o777).toBe(0o777);
  const [name = ''] = readdirSync(folder);
  expect(name).toBe(`pid-${process.pid}.info`);
  expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual({
    cache_key: cacheKeyOf(['--logdir', 'runs'], '/home'),
    db: '',
    logdir: 'runs',
    path_prefix: '/p',
    pid: process.pid,
    port: 6006,
    start_time: expect.any(Number),
    version: '1.2.3',
  });
  forget();
  expect(readdirSync(folder)).toEqual([]);
  forget();
});

it('does not write through a link that lies there', () => {
  const victim = join(outside, 'victim');
  writeFileSync(victim, 'untouched');
  symlinkSync(victim, join(outside, `pid-${process.pid}.info`));
  writeInfoFile(info, outside)();
  expect(readFileSync(victim, 'utf8')).toBe('untouched');
  expect(existsSync(join(outside, `pid-${process.pid}.info`))).toBe(false);
});

// Made by `tensorboard.manager.cache_key(working_directory, arguments, {})`.
it.each([
  [
    ['--logdir', 'runs'],
    '/home',
    'eyJhcmd1bWVudHMiOlsiLS1sb2dkaXIiLCJydW5zIl0sImNvbmZpZ3VyZV9rd2FyZ3MiOnt9LCJ3b3JraW5nX2RpcmVjdG9yeSI6Ii9ob21lIn0=',
  ],
  [
    ['--logdir', 'größe 漢字 😀', '--window_title="a\\b"\t\u007f'],
    '/tmp/é',
    'eyJhcmd1bWVudHMiOlsiLS1sb2dkaXIiLCJnclx1MDBmNlx1MDBkZmUgXHU2ZjIyXHU1YjU3IFx1ZDgzZFx1ZGUwMCIsIi0td2luZG93X3RpdGxlPVwiYVxcYlwiXHRcdTAwN2YiXSwiY29uZmlndXJlX2t3YXJncyI6e30sIndvcmtpbmdfZGlyZWN0b3J5IjoiL3RtcC9cdTAwZTkifQ==',
  ],
])('the key of %j in %s is that of Python', (args, folder, key) =>
  expect(cacheKeyOf(args, folder)).toBe(key),
);
