// Files that go among the ordinary ones against the plain scanner, and logdirs full of them.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalPort } from '../../test/local-port.ts';
import { openBytes, scanned, scannedOrdinary } from '../../test/scanned-file.ts';
import { eventFile, joined, scalar } from '../../test/scripted-logdir.ts';
import { type FileState, UNSEEN } from './logdir.ts';
import { OrdinaryFileScanner } from './ordinary-file-scanner.ts';
import { OrdinaryFiles, type OrdinaryRun } from './ordinary-files.ts';
import { PlainScanner } from './scan.ts';
import { ScanEngine } from './scan-engine.ts';
import { ScanPool } from './scan-pool.ts';
import { type LogSource, openLogSource } from './store/log-source.ts';

const engine = ScanEngine.load();
const TAGS = ['loss', 'accuracy', 'train/lr'];
const version = eventFile({ fileVersion: 'brain.Event:2' });

/** A file of `steps` steps of the first `tags` tags. */
const file = (tags: number, steps: number, from = 0) =>
  joined([
    version,
    ...Array.from({ length: steps }, (_, step) =>
      eventFile(...TAGS.slice(0, tags).map((tag) => scalar(tag, from + step, Math.sin(step)))),
    ),
  ]);

/** A file of a tag with a display name. */
const named = (displayName: string) =>
  joined([
    version,
    ...Array.from({ length: 20 }, (_, step) => {
      const metadata = { pluginData: { pluginName: 'scalars' }, displayName };
      const value = {
        tag: 'named',
        tensor: { dtype: 1, tensorContent: new Uint8Array(Float32Array.of(step).buffer) },
      };
      return eventFile({ step, values: [{ ...value, metadata }] });
    }),
  ]);

describe.skipIf(!engine)('a scanner of ordinary files', () => {
  const files = new OrdinaryFileScanner(engine as ScanEngine, true);

  it('takes a file once its tags are known, and finds in it what the plain scanner does', () => {
    // No engine of any other test knows this tag.
    const unknown = joined([
      version,
      ...Array.from({ length: 20 }, (_, i) => eventFile(scalar('only here', i, i))),
    ]);
    expect(scannedOrdinary(files, unknown)).toBeUndefined();
    scanned(new PlainScanner(engine), unknown, unknown.length);
    expect(scannedOrdinary(files, unknown)).toEqual(scanned(new PlainScanner(), unknown, unknown.length));
  });

  it('refuses what is not ordinary from end to end, and is as before then', () => {
    const whole = file(2, 20);
    scanned(new PlainScanner(engine), whole, whole.length);
    const expected = scanned(new PlainScanner(), whole, whole.length);
    const image = eventFile({ step: 3, values: [{ tag: 'picture', image: { height: 1, width: 1 } }] });
    const refused = [
      whole.subarray(0, 200),
      whole.subarray(0, whole.length - 5),
      joined([whole, new Uint8Array(3)]),
      joined([whole, image]),
      joined([whole, eventFile({ step: 9, sessionLog: { status: 1 } })]),
      joined([whole.subarray(0, 300), Uint8Array.of(1, 2, 3), whole.subarray(300)]),
    ];
    for (const bytes of refused) {
      expect(scannedOrdinary(files, bytes)).toBeUndefined();
      expect(files.length).toBe(0);
      // As whoever refused it reads it, and what comes behind it.
      for (const next of [bytes, whole]) scanned(new PlainScanner(engine), next, next.length);
      expect(scannedOrdinary(files, whole)).toEqual(expected);
    }
  });

  it('gives columns that can be posted, of files large and small in turn', () => {
    const small = file(1, 20);
    const large = file(1, 40_000);
    for (const [number, bytes] of [small, large, small, large, small].entries()) {
      scanned(new PlainScanner(engine), bytes, bytes.length);
      expect(files.add(number, openBytes(bytes))).toBe(true);
    }
    const [table] = files.take();
    const posted = table && structuredClone(table);
    const lengths = [0, 1, 2, 3, 4].map((row) => {
      const [found] = posted ? new OrdinaryFiles(posted).part(row, '').found : [];
      return found?.batch.rows[0]?.steps.at(-1);
    });
    expect(lengths).toEqual([19, 39_999, 19, 39_999, 19]);
  });

  it('finds what the plain scanner finds in whatever it takes', () => {
    let taken = 0;
    const change = fc.record({ at: fc.nat(2000), bit: fc.nat(7), cut: fc.nat(40) });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 6, max: 60 }),
        fc.nat(2 ** 40),
        fc.option(change),
        (tags, steps, from, damage) => {
          const whole = file(tags, steps, from);
          scanned(new PlainScanner(engine), whole, whole.length);
          if (damage && damage.at < whole.length)
            whole[damage.at] = (whole[damage.at] ?? 0) ^ (1 << damage.bit);
          const bytes = damage ? whole.subarray(0, whole.length - damage.cut) : whole;
          const found = scannedOrdinary(files, bytes);
          if (found) taken++;
          if (found) expect(found).toEqual(scanned(new PlainScanner(), bytes, bytes.length));
        },
      ),
    );
    expect(taken).toBeGreaterThan(0);
  });
});

describe.skipIf(!engine)('a table of ordinary files', () => {
  let folder: string;
  // Of its own: what others learned decides what is ordinary.
  let engine: ScanEngine;
  beforeEach(() => {
    engine = ScanEngine.load() as ScanEngine;
    folder = mkdtempSync(join(tmpdir(), 'runboard-table-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return { path, name };
  };
  const teach = (bytes: Uint8Array) => scanned(new PlainScanner(engine), bytes, bytes.length);
  const stepsOf = ({ files, first, count }: OrdinaryRun) =>
    Array.from({ length: count }, (_, at) =>
      files.part(first + at, '').found.flatMap(({ batch }) => batch.rows.map(({ steps }) => [...steps])),
    );
  const metadataIn = ({ files, first }: OrdinaryRun) =>
    files.part(first, '').found[0]?.batch.rows[0]?.metadata?.displayName;

  it('has all files of a run, however full it was before', () => {
    const files = new OrdinaryFileScanner(engine);
    teach(file(1, 20, 1));
    const lengths = Array.from({ length: 30 }, (_, at) => 20 + ((at * 7919) % 12_000));
    const runs = lengths.map((length, at) => {
      const names = [0, 1, 2].map((number) => write(`${at}-${number}`, file(1, length + number, at + 1)));
      return { found: files.readRun(names), length, at };
    });
    for (const { found, length, at } of runs) {
      const expected = [0, 1, 2].map((number) => [
        Array.from({ length: length + number }, (_, i) => at + 1 + i),
      ]);
      expect(found && stepsOf(found)).toEqual(expected);
      expect(found?.files.totals(found).events).toBe(3 * length + 6);
    }
    expect(new Set(runs.map(({ found }) => found?.files)).size).toBeGreaterThan(3);
  });

  it('stays what it was when another has the engine, and when the engine is renewed', () => {
    const [one, other] = [new OrdinaryFileScanner(engine), new OrdinaryFileScanner(engine)];
    const whole = file(1, 20, 5);
    teach(whole);
    const first = one.readRun([write('first', whole)]);
    const second = other.readRun([write('second', file(1, 30, 6))]);
    const third = one.readRun([write('third', file(1, 40, 7))]);
    expect([first, second, third].map((run) => run && stepsOf(run)[0]?.[0]?.length)).toEqual([20, 30, 40]);
    const fourth = one.readRun([write('fourth', file(1, 50, 8))]);
    for (let from = 0; from < 10_000; from += 1000) {
      const names = Array.from({ length: 1000 }, (_, at) => scalar(`renewed ${from + at}`, 1, at));
      teach(joined([version, eventFile(...names)]));
    }
    // Its tags are forgotten.
    expect(one.readRun([write('fifth', whole), write('sixth', whole)])).toBeUndefined();
    expect(fourth && stepsOf(fourth)).toEqual([[Array.from({ length: 50 }, (_, step) => 8 + step)]]);
  });

  it('keeps the metadata that each file told', () => {
    const files = new OrdinaryFileScanner(engine);
    const found = ['one', 'two', 'one'].map((name) => {
      // The first one tells that it is not what it was; the second is learned.
      teach(named(name));
      teach(named(name));
      return files.readRun([write(name, named(name))]);
    });
    expect(found.map((run) => run && metadataIn(run))).toEqual(['one', 'two', 'one']);
  });

  it('tells what file it was only where that cannot have changed since it was read', () => {
    const files = new OrdinaryFileScanner(engine);
    teach(file(1, 20));
    const run = files.readRun([write('only', file(1, 20))]);
    const sizeBytes = file(1, 20).length;
    const now = { sizeBytes, identity: '12:34', modifiedMs: 56, changedMs: Date.now() - 60_000 };
    const unseen = { sizeBytes, identity: UNSEEN, modifiedMs: Number.NaN };
    const stateGiven = (state?: FileState) => run?.files.state(run.first, () => state);
    for (const state of [
      undefined,
      { ...now, changedMs: Date.now() },
      { ...now, sizeBytes: sizeBytes + 1 },
      { sizeBytes, identity: '12:34', modifiedMs: 56 },
    ]) {
      expect(stateGiven(state)).toEqual(unseen);
    }
    const seen = { sizeBytes, identity: '12:34', modifiedMs: 56 };
    expect(stateGiven(now)).toEqual(seen);
    expect(stateGiven({ ...now, identity: '99:99' })).toEqual(seen);
  });
});

describe('a logdir of many small files', () => {
  let logdir: string;
  const sources: LogSource[] = [];
  beforeEach(() => {
    logdir = mkdtempSync(join(tmpdir(), 'runboard-ordinary-'));
    for (let run = 0; run < 60; run++) {
      const folder = join(logdir, `group${run % 3}`, `run${run}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'events.out.tfevents.1'), file(1 + (run % 3), 12));
      writeFileSync(join(folder, 'events.out.tfevents.2'), file(1 + (run % 3), 12, 8));
    }
    // What a tag's metadata are changes from run to run.
    for (let run = 0; run < 30; run++) {
      const folder = join(logdir, 'group3', `run${run}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'events.out.tfevents.1'), named(`name ${Math.floor(run / 3) % 2}`));
    }
    // One that is read as any other, in a run of which the other file is ordinary.
    writeFileSync(join(logdir, 'group0', 'run0', 'events.out.tfevents.3'), file(1, 12, 30).subarray(0, -3));
  });
  afterEach(async () => {
    for (const source of sources.splice(0)) await source.close();
    rmSync(logdir, { recursive: true });
  });

  const open = async (options: object) => {
    const source = openLogSource({ logdir, reloadIntervalSeconds: 0, ...options });
    sources.push(source);
    await source.reload();
    return source;
  };
  const plainly = () => open({ newScanner: (state?: never) => new PlainScanner(undefined, state) });
  const shown = ({ snapshot }: LogSource) => ({
    runs: snapshot.runs,
    problems: snapshot.problems,
    series: snapshot.seriesOf('scalars').map((series) => ({
      name: [series.run, series.tag],
      steps: [...series.steps],
      wallTimes: [...series.wallTimes],
      values: series.storage === 'columns' ? [...series.values] : [],
      displayName: series.displayName,
      summary: series.storage === 'columns' && series.summary,
    })),
  });

  it.each([
    ['alone', { newPool: () => undefined }],
    ['with workers', { newPool: () => new ScanPool(() => new LocalPort(), 2) }],
    [
      'with workers that post a little at a time',
      { newPool: () => new ScanPool(() => new LocalPort(3000), 1) },
    ],
  ])('shows %s what one that decodes every event shows, and follows it', async (_, options) => {
    const [source, plain] = [await open(options), await plainly()];
    expect(shown(source)).toEqual(shown(plain));
    expect(shown(source).runs).toHaveLength(90);
    appendFileSync(join(logdir, 'group1', 'run1', 'events.out.tfevents.2'), file(1, 5, 20));
    writeFileSync(join(logdir, 'group2', 'run2', 'events.out.tfevents.1'), file(1, 3, 5));
    rmSync(join(logdir, 'group1', 'run4', 'events.out.tfevents.2'));
    rmSync(join(logdir, 'group0', 'run3'), { recursive: true });
    await source.reload();
    await plain.reload();
    const now = shown(source);
    expect(now).toEqual(shown(plain));
    expect(now.runs).toHaveLength(89);
    expect(now.series.find(({ name }) => `${name}` === 'group1/run1,loss')?.steps.at(-1)).toBe(24);
  });

  it('is shown anew where a file was replaced by one of the same size behind the first look', async () => {
    const source = await open({ newPool: () => undefined });
    const path = join(logdir, 'group1', 'run1', 'events.out.tfevents.1');
    writeFileSync(path, file(2, 12, 100));
    await source.reload();
    expect([...(source.snapshot.series('group1/run1', 'loss')?.steps ?? [])]).toEqual(
      Array.from({ length: 12 }, (_, step) => 8 + step),
    );
    rmSync(join(logdir, 'group1', 'run1', 'events.out.tfevents.2'));
    await source.reload();
    expect(source.snapshot.series('group1/run1', 'loss')?.steps.at(-1)).toBe(111);
  });

  it('is not read again while its files have not changed, and shows what came to one', async () => {
    const source = await open({ newPool: () => undefined });
    const before = source.snapshot;
    await source.reload();
    expect(source.snapshot).toBe(before);
    appendFileSync(join(logdir, 'group1', 'run1', 'events.out.tfevents.2'), file(2, 5, 20));
    await source.reload();
    const changed = source.snapshot
      .seriesOf('scalars')
      .filter((one) => before.series(one.run, one.tag) !== one);
    expect(changed.map(({ run, tag }) => `${run} ${tag}`)).toEqual([
      'group1/run1 accuracy',
      'group1/run1 loss',
    ]);
  });
});
