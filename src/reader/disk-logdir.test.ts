import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskLogdir } from './disk-logdir.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runboard-logdir-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), '');
  }
}

/** Runs with the names of their files. */
async function listed(folder = root) {
  const { runs } = await new DiskLogdir(folder).list();
  return Object.fromEntries([...runs].map(([run, files]) => [run, files.map(({ name }) => name)]));
}

describe('the walk', () => {
  it('makes a run of each directory that holds an event file itself', async () => {
    put(
      'a/b/events.out.tfevents.2',
      'a/b/events.out.tfevents.1',
      'a/notes.txt',
      'x.tfevents.bak',
      'c/TFEVENTS',
    );
    expect(await listed()).toEqual({
      '.': ['x.tfevents.bak'],
      'a/b': ['a/b/events.out.tfevents.1', 'a/b/events.out.tfevents.2'],
    });
  });

  it('passes over our own folder, at any depth', async () => {
    put('a/tfevents', '.runboard/trash/1/b/tfevents', 'deep/.runboard/trash/1/b/tfevents');
    expect(await listed()).toEqual({ a: ['a/tfevents'] });
  });

  it.each([
    'with space',
    'ünï 漢字',
    `quote'"s`,
    '100%2F',
    '<script>alert(1)<b>',
    '..dots',
    'back\\slash',
    '#?&+',
  ])('passes the name %s unchanged', async (name) => {
    put(`${name}/tfevents`);
    expect(await listed()).toEqual({ [name]: [`${name}/tfevents`] });
  });

  it('finds nothing in a logdir that does not exist, and names the directory in which it will appear', async () => {
    const { runs, directories, unreadable } = await new DiskLogdir(join(root, 'not', 'yet')).list();
    expect([runs.size, directories, unreadable]).toEqual([0, [root], []]);
  });

  it('finds nothing in a logdir that is a file', async () => {
    put('file');
    expect(await listed(join(root, 'file'))).toEqual({});
  });

  it('leaves out what only has the name of an event file', async () => {
    mkdirSync(join(root, 'tfevents'));
    put('tfevents/tfevents');
    symlinkSync('nowhere', join(root, 'dangling.tfevents'));
    expect(await listed()).toEqual({ tfevents: ['tfevents/tfevents'] });
  });

  it('tells of each directory before it looks into it, and of each run', async () => {
    put('a/b/2.tfevents', 'a/b/1.tfevents');
    const heard: string[] = [];
    const { directories } = await new DiskLogdir(root).list({
      enter: (directory) => void heard.push(relative(root, directory)),
      found: (runs) => {
        for (const { name, files } of runs)
          heard.push([`${name}:`, ...files.map((file) => file.name)].join(' '));
      },
    });
    expect(heard).toEqual(['', 'a', 'a/b', 'a/b: a/b/1.tfevents a/b/2.tfevents']);
    expect(directories).toHaveLength(3);
  });
});

describe('symbolic links', () => {
  it('are followed, to files and to directories, also out of the logdir', async () => {
    put('elsewhere/run/tfevents', 'logs/real/tfevents');
    symlinkSync(join(root, 'elsewhere'), join(root, 'logs/linked'));
    symlinkSync('real/tfevents', join(root, 'logs/also.tfevents'));
    expect(await listed(join(root, 'logs'))).toEqual({
      '.': ['also.tfevents'],
      'linked/run': ['linked/run/tfevents'],
      real: ['real/tfevents'],
    });
  });

  it('that lead back up are not', async () => {
    put('a/b/tfevents');
    symlinkSync('../..', join(root, 'a/b/up'));
    symlinkSync('.', join(root, 'self'));
    symlinkSync('loop', join(root, 'loop'));
    expect(await listed()).toEqual({ 'a/b': ['a/b/tfevents'] });
  });

  it('make a logdir of what they lead to', async () => {
    put('real/run/tfevents');
    symlinkSync('real', join(root, 'link'));
    expect(await listed(join(root, 'link'))).toEqual({ run: ['run/tfevents'] });
  });
});

describe('a walk after another', () => {
  const walk = { enter: () => undefined };
  let ages = 0;

  /** Makes all directories look as if they had last changed long ago, each at a time it never had. */
  function settle(directory = root): void {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (entry.isDirectory()) settle(join(directory, entry.name));
    }
    const isNew = Date.now() - statSync(directory).mtimeMs < 1_000_000_000;
    if (isNew) utimesSync(directory, 1, 1_000_000_000 + ages++);
  }

  it('gives the same listing where nothing changed, and looks again when it is told to', async () => {
    put('a/b/tfevents', 'c/tfevents');
    settle();
    const logdir = new DiskLogdir(root);
    const first = await logdir.list(walk);
    expect(await logdir.list(walk)).toBe(first);
    const again = await logdir.list({ ...walk, anew: true });
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });

  it('reads a directory again that changed a moment ago: its clock may be coarse', async () => {
    put('a/tfevents');
    const logdir = new DiskLogdir(root);
    const first = await logdir.list(walk);
    expect(await logdir.list(walk)).not.toBe(first);
  });

  it('finds what a first walk finds, whatever happened in between', async () => {
    const name = fc.constantFrom('a', 'b', 'a/b', 'a/c', 'b/a', 'a/b/c', 'd');
    const change = fc.oneof(
      fc.record({ act: fc.constant('put'), name, to: fc.constantFrom('1.tfevents', '2.tfevents', 'notes') }),
      fc.record({ act: fc.constant('remove'), name, to: fc.constantFrom('1.tfevents', '') }),
      fc.record({ act: fc.constant('rename'), name, to: name }),
      fc.record({ act: fc.constant('link'), name, to: name }),
    );
    const make = {
      put: (from: string, to: string) => put(join('in', from, to)),
      remove: (from: string, to: string) => rmSync(join(root, 'in', from, to), { recursive: true }),
      rename: (from: string, to: string) => renameSync(join(root, 'in', from), join(root, 'in', to)),
      link: (from: string, to: string) => symlinkSync(join(root, 'in', to), join(root, 'in', from, 'link')),
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 8 }), async (rounds) => {
        rmSync(join(root, 'in'), { recursive: true, force: true });
        put('in/a/b/1.tfevents', 'in/b/1.tfevents');
        const logdir = new DiskLogdir(join(root, 'in'));
        for (const changes of rounds) {
          settle();
          await logdir.list(walk);
          for (const { act, name: from, to } of changes) {
            try {
              make[act as keyof typeof make](from, to);
            } catch (error) {
              // What is not there cannot be moved, and what is there not be made: no change then.
              if ((error as NodeJS.ErrnoException).code === undefined) throw error;
            }
          }
          settle();
          expect(await logdir.list(walk)).toEqual(await new DiskLogdir(join(root, 'in')).list());
        }
      }),
      { numRuns: 60 },
    );
  });
});

it('finds the odd names among the fixtures', async () => {
  const names = fileURLToPath(new URL('../../test/fixtures/logs/edge/names', import.meta.url));
  expect(Object.keys(await listed(names))).toContain('ünï-cødé 漢字');
});

it('a file that is gone is undefined, not an error', async () => {
  const logdir = new DiskLogdir(root);
  expect(await logdir.open(join(root, 'gone'))).toBeUndefined();
  expect(await logdir.state(join(root, 'gone'))).toBeUndefined();
});
