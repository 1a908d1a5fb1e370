// Starting again from an index: what it shows is what the files hold, whatever became of them or of the index.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventFile, joined, scalar } from '../../../test/scripted-logdir.ts';
import { problemText } from '../../problem.ts';
import { alignedBytes, type Part } from '../cache/index-bytes.ts';
import { clearCache, trimFolder } from '../cache/index-cache.ts';
import { INDEX_VERSION, IndexFile, type SavedRun } from '../cache/index-file.ts';
import { CompositeLogdir } from '../composite-logdir.ts';
import { DiskLogdir } from '../disk-logdir.ts';
import type { FileState, Listing, Logdir, OpenedFile, Soon, Walk } from '../logdir.ts';
import { type LogSource, openLogSource } from './log-source.ts';
import type { Snapshot } from './snapshot.ts';

/** A machine that does much else at the same time. */
const WAIT = { timeout: 10_000 };

let folder: string;
let logdir: string;
let index: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-index-'));
  logdir = join(folder, 'logs');
  mkdirSync(logdir);
  index = join(folder, 'cache', 'logs.v5.index');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A disk that tells how many bytes were read. */
class CountingLogdir extends DiskLogdir {
  readBytes = 0;

  override open(path: string): OpenedFile | undefined {
    const opened = super.open(path);
    return (
      opened && {
        ...opened,
        read: (buffer, offsetBytes) => {
          this.readBytes += buffer.length;
          return opened.read(buffer, offsetBytes);
        },
      }
    );
  }
}

/** A disk on which nothing tells that a file was changed in place. */
class SilentLogdir extends DiskLogdir {
  override state(path: string): FileState | undefined {
    const state = super.state(path);
    return state && { ...state, changedMs: 1 };
  }

  override open(path: string): OpenedFile | undefined {
    const opened = super.open(path);
    return opened && { ...opened, changedMs: 1 };
  }
}

/** A logdir that is not walked before it is told to. */
class WaitingLogdir implements Logdir {
  readonly onDisk = true;
  readonly #logdir: Logdir;
  #goOn: (() => void) | undefined;
  readonly #told = new Promise<void>((resolve) => {
    this.#goOn = resolve;
  });

  constructor(logdir: Logdir) {
    this.#logdir = logdir;
  }

  goOn(): void {
    this.#goOn?.();
  }

  async list(walk?: Walk): Promise<Listing> {
    await this.#told;
    return this.#logdir.list(walk);
  }

  state(path: string): Soon<FileState | undefined> {
    return this.#logdir.state(path);
  }

  open(path: string): Soon<OpenedFile | undefined> {
    return this.#logdir.open(path);
  }
}

/** What a snapshot shows, in plain values. */
function everything(snapshot: Snapshot) {
  const series = snapshot.pluginNames.flatMap((name) => snapshot.seriesOf(name));
  return {
    runs: snapshot.runs,
    problems: snapshot.problems.map(problemText).sort(),
    series: series.map((one) => ({
      head: [one.run, one.tag, one.pluginName, one.displayName, one.description, one.storage, one.length],
      content: [...one.pluginContent],
      steps: [...one.steps],
      wallTimes: [...one.wallTimes],
      values: one.storage === 'columns' ? [one.values.constructor.name, ...one.values] : one.places,
      summary: one.storage === 'columns' ? one.summary : undefined,
    })),
  };
}

const opened: LogSource[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((source) => source.close()));
});

function opens(withIndex: boolean, disk: Logdir): LogSource {
  const source = openLogSource({
    logdir: disk,
    reloadIntervalSeconds: 0,
    clock: () => 0,
    newPool: () => undefined,
    ...(withIndex && { index: { path: index, leastBytes: 1, leastFileBytes: 0, saveAfterMs: 0 } }),
  });
  opened.push(source);
  return source;
}

async function open(withIndex = true, disk: Logdir = new DiskLogdir(logdir)): Promise<LogSource> {
  const source = opens(withIndex, disk);
  await source.reload();
  return source;
}

/** A first start, up to its index. */
async function firstStart(disk?: Logdir): Promise<void> {
  const source = await open(true, disk);
  await expect.poll(() => existsSync(index), WAIT).toBe(true);
  await source.close();
}

async function truth() {
  return everything((await open(false)).snapshot);
}

const loss = (from: number, to: number, tag = 'loss') =>
  eventFile(...Array.from({ length: to - from }, (_, i) => scalar(tag, from + i, (from + i) / 3)));

function write(name: string, bytes: Uint8Array): string {
  const path = join(logdir, name, 'events.out.tfevents.1.a');
  mkdirSync(join(logdir, name), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

describe('a second start', () => {
  it('shows what the first one showed, of every kind of log, and reads next to nothing', async () => {
    cpSync('test/fixtures/logs', logdir, { recursive: true });
    await firstStart();
    const disk = new CountingLogdir(logdir);
    const again = await open(true, disk);
    const readFirst = disk.readBytes;
    expect(everything(again.snapshot)).toEqual(await truth());
    const plain = new CountingLogdir(logdir);
    await open(false, plain);
    expect(readFirst).toBeLessThan(plain.readBytes / 3);
  });

  it('goes on where files grew, and where others came behind them', async () => {
    const path = write('a', loss(0, 500));
    write('b', loss(0, 500));
    await firstStart();
    appendFileSync(path, loss(500, 700));
    writeFileSync(join(logdir, 'b', 'events.out.tfevents.2.a'), loss(400, 600));
    writeFileSync(join(logdir, 'b', 'events.out.tfevents.0.a'), new Uint8Array(0));
    expect(everything((await open()).snapshot)).toEqual(await truth());
  });

  it('goes on within an open source, and saves anew', async () => {
    const path = write('a', loss(0, 500));
    await firstStart();
    const source = await open();
    const before = statSync(index).ino;
    appendFileSync(path, loss(200, 700));
    await source.reload();
    expect(everything(source.snapshot)).toEqual(await truth());
    await expect.poll(() => statSync(index).ino, WAIT).not.toBe(before);
    await source.close();
    expect(everything((await open()).snapshot)).toEqual(await truth());
  });

  it.each<[string, (path: string) => void]>([
    ['was cut', (path) => truncateSync(path, 3000)],
    ['was written anew', (path) => writeFileSync(path, loss(0, 900, 'other'))],
    ['is gone', (path) => rmSync(path)],
    [
      'was replaced by one of the same size and time',
      (path) => {
        const { atime, mtime } = statSync(path);
        writeFileSync(
          `${path}.new`,
          loss(0, 500).map((byte) => byte),
        );
        const bytes = readFileSync(`${path}.new`);
        bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
        writeFileSync(`${path}.new`, bytes);
        renameSync(`${path}.new`, path);
        utimesSync(path, atime, mtime);
      },
    ],
    [
      'was changed in place, its size and time kept',
      (path) => {
        const { atime, mtime } = statSync(path);
        const bytes = readFileSync(path);
        writeFileSync(path, loss(1000, 1500).subarray(0, bytes.length));
        utimesSync(path, atime, mtime);
      },
    ],
  ])('reads a file anew that %s', async (_, change) => {
    const path = write('a', loss(0, 500));
    write('b', loss(0, 500));
    await firstStart();
    change(path);
    expect(everything((await open()).snapshot)).toEqual(await truth());
  });

  it('looks into files all the same that no sign tells of a change of', async () => {
    const path = write('a', loss(0, 500));
    write('b', loss(0, 500));
    await firstStart(new SilentLogdir(logdir));
    const { atime, mtime } = statSync(path);
    writeFileSync(path, loss(1000, 1500).subarray(0, readFileSync(path).length));
    utimesSync(path, atime, mtime);
    const source = await open(true, new SilentLogdir(logdir));
    expect(everything(source.snapshot)).toEqual(await truth());
  });

  it('finds files that came and went, also where their folder tells of no change', async () => {
    for (const name of ['a', 'b', 'deep/c', 'deep/d']) write(name, loss(0, 500));
    const settle = () => {
      for (const [i, name] of ['', 'a', 'b', 'deep', 'deep/c', 'deep/d'].entries()) {
        const path = join(logdir, name);
        if (existsSync(path)) utimesSync(path, 1, 1_000_000_000 + i);
      }
    };
    settle();
    await firstStart();
    writeFileSync(join(logdir, 'a', 'events.out.tfevents.2.a'), loss(500, 600));
    write('deep/e', loss(0, 500));
    rmSync(join(logdir, 'b'), { recursive: true });
    settle();
    const source = await open();
    await expect.poll(async () => everything(source.snapshot), WAIT).toEqual(await truth());
  });

  it('shows at once what did not change, and behind the walk what came and went', async () => {
    for (const name of ['a', 'b', 'c', 'gone', 'grown']) write(name, loss(0, 500));
    await firstStart();
    rmSync(join(logdir, 'gone'), { recursive: true });
    appendFileSync(join(logdir, 'grown', 'events.out.tfevents.1.a'), loss(500, 600));
    writeFileSync(join(logdir, 'b', 'events.out.tfevents.0.a'), loss(400, 700));
    write('new', loss(0, 100));
    const disk = new WaitingLogdir(new DiskLogdir(logdir));
    const source = opens(true, disk);
    await expect.poll(() => source.snapshot.runs.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(source.snapshot.loading).toBe(true);
    expect(source.snapshot.series('b', 'loss')?.steps.length).toBe(500);
    disk.goOn();
    await source.reload();
    expect(everything(source.snapshot)).toEqual(await truth());
  });

  it('does so for several folders too', async () => {
    write('one/a', loss(0, 500));
    write('two/a', loss(0, 300));
    const roots = [
      { name: 'x', path: join(logdir, 'one') },
      { name: 'y', path: join(logdir, 'two') },
    ];
    const composite = () => new CompositeLogdir(roots, () => undefined);
    await firstStart(composite());
    const again = new WaitingLogdir(composite());
    const source = opens(true, again);
    await expect.poll(() => source.snapshot.runs.map(({ name }) => name)).toEqual(['x/a', 'y/a']);
    expect(source.snapshot.series('y/a', 'loss')?.steps.length).toBe(300);
    again.goOn();
    await source.reload();
    expect(source.snapshot.runs.map(({ name }) => name)).toEqual(['x/a', 'y/a']);
  });

  it('finds the columns of a tag of all runs behind one another', async () => {
    for (const name of ['c', 'a', 'b']) write(name, joined([loss(0, 99), loss(0, 77, 'other')]));
    await firstStart();
    const file = IndexFile.open(index) as IndexFile;
    for (const tag of ['loss', 'other']) {
      let endBytes = 0;
      for (const name of ['a', 'b', 'c']) {
        const saved = file.seriesOfTag(file.runs.get(name) as SavedRun, tag);
        // Steps are kept once.
        const { atBytes = 0, lengthBytes = 0 } = saved?.columns ?? {};
        if (endBytes > 0) expect(atBytes).toBe(alignedBytes(endBytes));
        endBytes = atBytes + lengthBytes;
      }
    }
    file.close();
  });

  it.each([1, 20])(
    'shows runs that share tags with some of the others only, and have %i more',
    async (own) => {
      for (let run = 0; run < 6; run++) {
        const tags = [
          ...Array.from({ length: own }, (_, i) => `own-${run}-${i}`),
          `of-${run % 2}`,
          ...(run > 3 ? ['late'] : []),
        ];
        write(`run-${run}`, joined(tags.map((tag) => loss(run, run + 20, tag))));
      }
      await firstStart();
      const { snapshot } = await open();
      expect(snapshot.series('run-5', 'late')?.steps[0]).toBe(5);
      expect(snapshot.series('run-3', 'late')).toBeUndefined();
      expect(everything(snapshot)).toEqual(await truth());
    },
  );

  it('shows one series of a run as it shows all', async () => {
    for (let run = 0; run < 3; run++) {
      write(`run-${run}`, joined([loss(0, 300), loss(0, 400, 'other'), loss(0, 200, 'third')]));
    }
    await firstStart();
    const { snapshot } = await open();
    const alone = snapshot.series('run-1', 'other');
    expect(snapshot.series('run-1', 'none')).toBeUndefined();
    expect(everything(snapshot)).toEqual(await truth());
    expect(snapshot.series('run-1', 'other')).toBe(alone);
    const grown = await open();
    const before = grown.snapshot.series('run-2', 'third');
    appendFileSync(join(logdir, 'run-2', 'events.out.tfevents.1.a'), loss(250, 260, 'third'));
    await grown.reload();
    expect([before?.length, before?.steps.length]).toEqual([200, 200]);
    expect(grown.snapshot.series('run-2', 'third')?.length).toBe(210);
    expect(everything(grown.snapshot)).toEqual(await truth());
  });

  it('tells again what is wrong with files', async () => {
    const bytes = loss(0, 500);
    bytes[4000] = (bytes[4000] ?? 0) ^ 4;
    write('a', bytes);
    await firstStart();
    const again = await open();
    expect(again.snapshot.problems).toHaveLength(1);
    expect(everything(again.snapshot)).toEqual(await truth());
  });
});

type Runs = IndexFile['runs'];
const endsOf = (runs: Runs, run: string) => runs.get(run)?.ends as Part;

describe('an index', () => {
  it('that is damaged anywhere never shows a wrong value: the run is read anew', async () => {
    write('a', loss(0, 300));
    write('b', loss(0, 300, 'other'));
    await firstStart();
    const whole = readFileSync(index);
    const expected = await truth();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, bits, cut) => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] ?? 0) ^ bits;
          writeFileSync(index, cut ? bytes.subarray(0, at) : bytes);
          const source = await open();
          const look = () => {
            try {
              return everything(source.snapshot).series;
            } catch (error) {
              return (error as Error).name;
            }
          };
          const first = look();
          // Whatever is shown at first is right, or is told not to be there.
          if (typeof first === 'string') expect(first).toBe('StoredValueError');
          else for (const series of first) expect(expected.series).toContainEqual(series);
          await expect.poll(look, WAIT).toEqual(expected.series);
          await source.close();
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it.each([
    ['first columns', 'a', () => 100],
    ['first columns', 'b', () => 100],
    ['table of series', 'b', (runs: Runs) => endsOf(runs, 'a').atBytes - 16],
    ['ends of files', 'b', (runs: Runs) => endsOf(runs, 'a').atBytes + 10],
  ])('whose %s are damaged is made anew while %s grows: nobody needs to look', async (_, grown, place) => {
    write('a', loss(0, 300));
    write('b', loss(0, 300, 'other'));
    await firstStart();
    const known = IndexFile.open(index);
    const at = place(known?.runs ?? new Map());
    known?.close();
    const bytes = readFileSync(index);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(index, bytes);
    const before = statSync(index).ino;
    const source = await open();
    appendFileSync(join(logdir, grown, 'events.out.tfevents.1.a'), loss(300, 900));
    await expect
      .poll(async () => {
        await source.reload();
        return statSync(index).ino;
      }, WAIT)
      .not.toBe(before);
    const expected = await truth();
    expect(source.snapshot.problems.map(({ done }) => done)).toEqual(['the run is read anew']);
    await source.close();
    expect(everything((await open()).snapshot)).toEqual(expected);
  });

  it('of another version is left alone, and told of', async () => {
    write('a', loss(0, 300));
    await firstStart();
    const bytes = readFileSync(index);
    bytes.writeDoubleLE(99, 8);
    writeFileSync(index, bytes);
    const source = await open();
    expect(source.snapshot.problems.map(({ what }) => what)).toEqual([
      `the index of the logs: its version is 99, not ${INDEX_VERSION}`,
    ]);
    await source.close();
    expect(readFileSync(index).equals(bytes)).toBe(true);
  });

  it('that cannot be written is told of, and the logs are shown', async () => {
    write('a', loss(0, 300));
    writeFileSync(join(folder, 'cache'), 'no folder');
    const source = await open();
    await expect
      .poll(() => source.snapshot.problems.map(({ done }) => done), WAIT)
      .toContain('the next start reads all logs anew');
    expect(source.snapshot.series('a', 'loss')?.length).toBe(300);
  });

  it('is whole, whichever of two servers wrote it last', async () => {
    for (let i = 0; i < 20; i++) write(`run-${i}`, loss(0, 300));
    await Promise.all([open(), open(), open()]);
    await expect.poll(() => readdirSync(join(folder, 'cache')), WAIT).toEqual(['logs.v5.index']);
    await Promise.all(opened.splice(0).map((source) => source.close()));
    expect(everything((await open()).snapshot)).toEqual(await truth());
  });
});

describe('the cache folder', () => {
  const file = (name: string, bytes: number, usedSeconds: number) => {
    writeFileSync(join(folder, name), new Uint8Array(bytes));
    utimesSync(join(folder, name), usedSeconds, usedSeconds);
  };

  it('keeps what was used last, within its bounds, and what is not its own', () => {
    file('a.v5.index', 100, 1000);
    file('b.v5.index', 100, 3000);
    file('c.v5.index', 100, 2000);
    file('a.v2.index', 100, 2500);
    file('b.v2.index', 20, 2800);
    file('d.v2.index.1-2.part', 100, 1000);
    file('notes.txt', 1000, 1);
    trimFolder(folder, 250, 'a.v5.index');
    const kept = ['a.v5.index', 'b.v2.index', 'b.v5.index', 'logs', 'notes.txt'];
    expect(readdirSync(folder).sort()).toEqual(kept);
  });

  it('is cleared of indexes alone', () => {
    file('a.v5.index', 1, 1);
    file('b.v5.index', 1, 1);
    file('b.v5.index.77-aa.part', 1, 1);
    file('notes.txt', 1, 1);
    expect(clearCache(folder)).toBe(3);
    expect(readdirSync(folder).sort()).toEqual(['logs', 'notes.txt']);
  });
});
