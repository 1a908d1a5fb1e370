import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunFiles } from './run-files.ts';

let folder: string;
let files: RunFiles;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-files-'));
  mkdirSync(join(folder, 'logs/run/deep'), { recursive: true });
  mkdirSync(join(folder, 'elsewhere'));
  writeFileSync(join(folder, 'secret'), 'secret');
  writeFileSync(join(folder, 'logs/beside'), 'secret');
  writeFileSync(join(folder, 'logs/run/inside'), 'inside');
  writeFileSync(join(folder, 'logs/run/deep/file'), 'deep');
  writeFileSync(join(folder, 'elsewhere/file'), 'elsewhere');
  symlinkSync('deep/file', join(folder, 'logs/run/good link'));
  symlinkSync('../../secret', join(folder, 'logs/run/bad link'));
  symlinkSync('../../elsewhere', join(folder, 'logs/run/bad folder'));
  symlinkSync('nowhere', join(folder, 'logs/run/dangling'));
  symlinkSync('../elsewhere', join(folder, 'logs/linked run'));
  files = new RunFiles(join(folder, 'logs'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

describe('what lies inside is read', () => {
  it.each([
    [{ run: 'run' }, 'inside', 'inside'],
    [{ run: 'run' }, 'deep/../inside', 'inside'],
    [{ run: 'run' }, 'good link', 'deep'],
    [{ run: 'run', below: 'deep' }, 'file', 'deep'],
    [{ run: '.' }, 'run/deep/file', 'deep'],
    // The walk over the logdir follows a run that is a link, so its files count as inside.
    [{ run: 'linked run' }, 'file', 'elsewhere'],
  ])('%j %s', async (where, path, expected) =>
    expect(textOf(await files.read(where, path, 100))).toBe(expected),
  );

  it('by an absolute path too', async () => {
    expect(textOf(await files.read({ run: 'run' }, join(folder, 'logs/run/inside'), 100))).toBe('inside');
  });
});

describe('what lies outside is refused', () => {
  it.each([
    [{ run: 'run' }, '../beside'],
    [{ run: 'run' }, '../../secret'],
    [{ run: 'run' }, 'bad link'],
    [{ run: 'run' }, 'bad folder/file'],
    [{ run: 'run', below: 'bad folder' }, 'file'],
    [{ run: 'run', below: 'deep' }, '../inside'],
    [{ run: 'run' }, '/etc/passwd'],
  ])('%j %s', async (where, path) => {
    await expect(files.read(where, path, 100)).rejects.toMatchObject({
      status: 400,
      message: `Asset path ${JSON.stringify(path)} resolves outside the config directory`,
    });
  });
});

describe('there is nothing', () => {
  it.each([
    [{ run: 'run' }, 'missing'],
    [{ run: 'run' }, 'dangling'],
    [{ run: 'run' }, 'deep'],
    [{ run: 'run' }, ''],
    [{ run: 'run' }, 'a\0b'],
    [{ run: '..' }, 'secret'],
    [{ run: 'run/../..' }, 'secret'],
    [{ run: 'run', below: '../../..' }, 'secret'],
  ])('%j %s', async (where, path) => expect(await files.read(where, path, 100)).toBeUndefined());

  it('without a directory', async () =>
    expect(await new RunFiles(undefined).read({ run: '.' }, 'secret', 100)).toBeUndefined());
});

it('a file above the limit is refused', async () => {
  await expect(files.read({ run: 'run' }, 'inside', 5)).rejects.toMatchObject({ status: 413 });
});
