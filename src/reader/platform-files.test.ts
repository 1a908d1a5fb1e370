import { expect, it } from 'vitest';
import {
  isGoneWatched,
  isOutOfWatches,
  isPlainName,
  isSameName,
  replaceFile,
  syncsFolders,
} from './platform-files.ts';

it.each([
  ['run-1', true],
  ['émile & co', true],
  ['.hidden', true],
  ['console', true],
  ['com10', true],
  ['', false],
  ['.', false],
  ['..', false],
  ['a/b', false],
  ['a\\b', false],
  ['c:', false],
  ['a\0b', false],
  ['what?', false],
  ['CON', false],
  ['nul.txt', false],
  ['Lpt1', false],
  ['COM¹', false],
  ['ends in a dot.', false],
  ['ends in a space ', false],
  ['x'.repeat(201), false],
])('a plain name on every system: %j is %s', (name, plain) => expect(isPlainName(name)).toBe(plain));

it.each([
  ['.runboard', '.Runboard', true],
  ['é', 'e\u0301', true],
  ['a', 'b', false],
])('%s and %s are one name: %s', (one, other, same) => expect(isSameName(one, other)).toBe(same));

/** A system on which a file is in use so many times. */
function busy(platform: NodeJS.Platform, times: number, code: string) {
  const waits: number[] = [];
  let tries = 0;
  const parts = {
    platform,
    rename: async () => {
      if (tries++ < times) throw Object.assign(new Error(code), { code });
    },
    pause: async (milliseconds: number) => waits.push(milliseconds),
  };
  return { waits, replace: () => replaceFile('a', 'b', parts) };
}

it.each<[NodeJS.Platform, number, string, number]>([
  ['win32', 0, 'EPERM', 0],
  ['win32', 3, 'EPERM', 3],
  ['win32', 8, 'EBUSY', 8],
])(
  'on %s a file that is in use %d times (%s) is replaced after %d waits',
  async (platform, times, code, waited) => {
    const { waits, replace } = busy(platform, times, code);
    await replace();
    expect(waits).toHaveLength(waited);
  },
);

it.each<[NodeJS.Platform, number, string, number]>([
  ['win32', 99, 'EPERM', 8],
  ['win32', 1, 'ENOSPC', 0],
  ['linux', 1, 'EPERM', 0],
  ['darwin', 1, 'EACCES', 0],
])('on %s, %d times %s is told, after waits: %d', async (platform, times, code, waited) => {
  const { waits, replace } = busy(platform, times, code);
  await expect(replace()).rejects.toMatchObject({ code });
  expect(waits).toHaveLength(waited);
});

it('folders are synced everywhere but on Windows', () => {
  expect((['linux', 'darwin', 'win32'] as const).map(syncsFolders)).toEqual([true, true, false]);
});

it.each([
  ['ENOENT', true, false],
  ['EPERM', true, false],
  ['EACCES', true, false],
  ['ENOSPC', false, true],
  ['EMFILE', false, true],
  ['EIO', false, false],
  [undefined, false, false],
])('a watcher that says %s: its directory is gone %s, watches are used up %s', (code, gone, out) =>
  expect([isGoneWatched(code), isOutOfWatches(code)]).toEqual([gone, out]),
);
