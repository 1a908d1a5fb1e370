import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventFileNamesIn, eventsIn } from '../../../test/event-files.ts';
import { ArgumentError } from '../../format/argument-error.ts';
import { tensorOf } from '../../format/legacy.ts';
import type { SummaryWriterOptions } from '../add-options.ts';
import { SummaryWriter } from './summary-writer.ts';

let folder: string;
let home: string;
let opened: SummaryWriter[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-writer-'));
  home = process.cwd();
  opened = [];
});
afterEach(async () => {
  process.chdir(home);
  await Promise.allSettled(opened.map((writer) => writer.close()));
  rmSync(folder, { recursive: true, force: true });
});

function newWriter(logDir?: string, options?: SummaryWriterOptions): SummaryWriter {
  const writer = new SummaryWriter(logDir, options);
  opened.push(writer);
  return writer;
}

/** All values of the run in `run`, with the step of their event. */
const valuesIn = (run = '.') =>
  eventsIn(join(folder, run)).flatMap(({ step, values = [] }) => values.map((value) => ({ ...value, step })));

describe('the folder', () => {
  it('is there, with a file, once the constructor returns', () => {
    const writer = newWriter(join(folder, 'a', 'b'));
    expect(eventFileNamesIn(join(folder, 'a', 'b'))).toHaveLength(1);
    expect(writer.logDir).toBe(join(folder, 'a', 'b'));
  });

  it('is relative to the working directory of that moment', async () => {
    process.chdir(folder);
    const writer = newWriter('tensorboard/run');
    process.chdir(home);
    writer.addScalars('loss', { train: 1 });
    await writer.close();
    expect(readdirSync(join(folder, 'tensorboard/run'))).toContain('loss_train');
  });

  it('is PyTorch’s where none is given', () => {
    process.chdir(folder);
    const { logDir } = newWriter(undefined, { comment: '_lr0.1' });
    expect(logDir).toMatch(/^runs\/[A-Z][a-z]{2}\d\d_\d\d-\d\d-\d\d_/);
    expect(logDir.endsWith(`_${hostname()}_lr0.1`)).toBe(true);
    expect(existsSync(join(folder, logDir))).toBe(true);
  });

  it('has no comment where one is given', () =>
    expect(newWriter(join(folder, 'run'), { comment: '_x' }).logDir).toBe(join(folder, 'run')));

  it('that cannot be made is an error that names it', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => newWriter(join(folder, 'file', 'run'))).toThrow(
      /^new SummaryWriter: no event file can be made in .*file\/run \(ENOTDIR/,
    );
  });

  it('is shared by two writers, but no file is', async () => {
    const [one, two] = [newWriter(folder), newWriter(folder, { filenameSuffix: '.two' })];
    expect(one.logDir).toBe(two.logDir);
    const names = eventFileNamesIn(folder);
    expect(names).toHaveLength(2);
    expect(names.filter((name) => name.endsWith('.two'))).toHaveLength(1);
  });
});

describe('a file', () => {
  it('begins with the version and who wrote it', async () => {
    await newWriter(folder).close();
    expect(eventsIn(folder)).toMatchObject([
      { step: 0, fileVersion: 'brain.Event:2', sourceWriter: 'runboard.writer.event_file_writer' },
    ]);
  });

  it('with a purgeStep says from where on the past is void, as PyTorch does', async () => {
    await newWriter(folder, { purgeStep: 7 }).close();
    const [, version, start] = eventsIn(folder);
    expect(version).toMatchObject({ step: 7, fileVersion: 'brain.Event:2' });
    expect(start).toMatchObject({ step: 7, sessionLog: { status: 1 } });
  });
});

describe('adding', () => {
  it('keeps scalars, steps and wall times', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            tag: fc.string({ unit: 'grapheme', minLength: 1 }),
            value: fc.float(),
            step: fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
            wallTime: fc.double({ noNaN: true, noDefaultInfinity: true }),
          }),
        ),
        async (points) => {
          const run = mkdtempSync(join(folder, 'run-'));
          const writer = newWriter(run);
          for (const { tag, value, step, wallTime } of points)
            writer.addScalar(tag, value, step, { wallTime });
          await writer.close();
          const [, ...read] = eventsIn(run);
          expect(read.map((event) => BigInt(event.step))).toEqual(points.map((point) => BigInt(point.step)));
          expect(read.map((event) => event.wallTimeSeconds)).toEqual(points.map((point) => point.wallTime));
          expect(read.map((event) => event.values?.[0]?.tag)).toEqual(points.map((point) => point.tag));
          expect(read.map((event) => event.values?.[0]?.simpleValue)).toEqual(
            points.map((point) => point.value),
          );
        },
      ),
      { numRuns: 20 },
    ));

  it('without a step is at step 0, without a wall time is now', async () => {
    const writer = newWriter(folder);
    const before = Date.now() / 1000;
    writer.addScalar('loss', 1);
    await writer.flush();
    const event = eventsIn(folder)[1];
    expect(event?.step).toBe(0);
    expect(event?.wallTimeSeconds).toBeGreaterThanOrEqual(before);
    expect(event?.wallTimeSeconds).toBeLessThanOrEqual(Date.now() / 1000);
  });

  it('several scalars makes a run of each key, as PyTorch does', async () => {
    const writer = newWriter(folder);
    writer.addScalars('loss/all', { train: 1, validate: 2 }, 1);
    writer.addScalars('loss/all', { train: 3 }, 2, { wallTime: 5 });
    await writer.close();
    const { fileVersion } = eventsIn(join(folder, 'loss_all_train'))[0] ?? {};
    expect(fileVersion).toBe('brain.Event:2');
    expect(valuesIn('loss_all_train')).toMatchObject([
      { tag: 'loss/all', step: 1, simpleValue: 1 },
      { tag: 'loss/all', step: 2, simpleValue: 3 },
    ]);
    expect(valuesIn('loss_all_validate')).toMatchObject([{ tag: 'loss/all', step: 1, simpleValue: 2 }]);
    expect(valuesIn()).toEqual([]);
  });

  it('histograms, images and text stores each kind as PyTorch does', async () => {
    const writer = newWriter(folder);
    writer.addHistogram('h', Float32Array.of(0, 1, 2, 3), 1, { bins: 3 });
    writer.addImage('i', { shape: [2, 5, 3], data: new Uint8Array(30) }, 2, { dataformats: 'HWC' });
    writer.addText('t', '*hi*', 3);
    await writer.close();
    const [h, i, t] = valuesIn();
    expect(h).toMatchObject({ tag: 'h', step: 1, histo: { num: 4, bucket: [0, 1, 1, 2] } });
    expect(i).toMatchObject({ tag: 'i', step: 2, image: { height: 2, width: 5, colorspace: 3 } });
    expect(t).toMatchObject({ tag: 't/text_summary', step: 3 });
    expect(tensorOf(t ?? {})).toMatchObject({ dtype: 'string', shape: [1] });
  });
});

describe('what cannot be written', () => {
  it.each<[string, (writer: SummaryWriter) => void]>([
    [
      'SummaryWriter.addScalar("loss"): expected one number, got an array of shape [2]',
      (writer) => writer.addScalar('loss', [1, 2], 1),
    ],
    [
      'SummaryWriter.addScalar(""): expected the tag to be a string that is not empty, got ""',
      (writer) => writer.addScalar('', 1),
    ],
    [
      'SummaryWriter.addScalar("loss"): expected the step to be a whole number of at most 64 bits, got 1.5',
      (writer) => writer.addScalar('loss', 1, 1.5),
    ],
    [
      'SummaryWriter.addScalar("loss"): expected the step to be a whole number of at most 64 bits, got 9223372036854775808n',
      (writer) => writer.addScalar('loss', 1, 2n ** 63n),
    ],
    [
      'SummaryWriter.addScalar("loss"): expected wallTime to be seconds since 1970, got NaN',
      (writer) => writer.addScalar('loss', 1, 1, { wallTime: Number.NaN }),
    ],
    [
      'SummaryWriter.addScalars("loss"): expected numbers by name, got 3',
      (writer) => writer.addScalars('loss', 3 as never),
    ],
    [
      'SummaryWriter.addScalars("loss"): expected the key to be a name that stays in the logDir, got "/../../x"',
      (writer) => writer.addScalars('loss', { '/../../x': 3 }),
    ],
    [
      'SummaryWriter.addHistogram("w"): expected at least one value, got none',
      (writer) => writer.addHistogram('w', []),
    ],
    [
      'SummaryWriter.addImage("i"): expected a shape of C, H, W, got [2]',
      (writer) => writer.addImage('i', Float32Array.of(1, 2)),
    ],
    ['SummaryWriter.addText("t"): expected a string, got 1', (writer) => writer.addText('t', 1 as never)],
  ])('%s', async (message, add) => {
    const writer = newWriter(folder);
    expect(() => add(writer)).toThrow(new ArgumentError(message));
    writer.addScalar('after', 1, 1);
    await writer.close();
    expect(valuesIn()).toMatchObject([{ tag: 'after' }]);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each<[SummaryWriterOptions, string]>([
    [{ maxQueue: -1 }, 'new SummaryWriter: expected maxQueue to be a number from 0 on, got -1'],
    [{ flushSecs: Number.NaN }, 'new SummaryWriter: expected flushSecs to be a number from 0 on, got NaN'],
    [
      { filenameSuffix: '/x' },
      'new SummaryWriter: expected filenameSuffix to be a string without slashes, got "/x"',
    ],
    [
      { purgeStep: 0.5 },
      'new SummaryWriter: expected purgeStep to be a whole number of at most 64 bits, got 0.5',
    ],
  ])('options %j', (options, message) => {
    expect(() => newWriter(join(folder, 'run'), options)).toThrow(new ArgumentError(message));
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });

  it('is everything, once closed', async () => {
    const writer = newWriter(folder);
    await writer.close();
    expect(() => writer.addScalar('loss', 1)).toThrow(
      'SummaryWriter.addScalar("loss"): the writer is closed; make a new one',
    );
    await writer.flush();
    await writer.close();
  });
});

it('a sub-run whose folder cannot be made stops no training, and flush tells', async () => {
  const writer = newWriter(folder);
  writeFileSync(join(folder, 'loss_train'), 'in the way');
  writer.addScalars('loss', { train: 1, validate: 2 }, 1);
  await expect(writer.flush()).rejects.toThrow(/loss_train: EEXIST/);
  rmSync(join(folder, 'loss_train'));
  mkdirSync(join(folder, 'loss_train'));
  await writer.close();
  expect(valuesIn('loss_train')).toMatchObject([{ simpleValue: 1 }]);
  expect(valuesIn('loss_validate')).toMatchObject([{ simpleValue: 2 }]);
});

describe('the event error', () => {
  const blocked = () => {
    writeFileSync(join(folder, 'a'), 'in the way');
    writeFileSync(join(folder, 'b'), 'in the way');
    const writer = newWriter(folder);
    writer.addHparams({ lr: 1 }, {}, { runName: 'a' });
    writer.addHparams({ lr: 1 }, {}, { runName: 'b' });
    return writer;
  };

  it('is fired once, whatever fails after, and keeps stderr silent where it is taken', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const writer = blocked();
    const errors: Error[] = [];
    writer.addEventListener('error', (event) => {
      event.preventDefault();
      errors.push(event.error);
    });
    await expect(writer.flush()).rejects.toThrow(AggregateError);
    await expect(writer.close()).rejects.toThrow(AggregateError);
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/\/a: EEXIST.*events wait/)]);
    expect(stderr).not.toHaveBeenCalled();
    stderr.mockRestore();
  });

  it('is one line on stderr where nobody takes it', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const writer = blocked();
    await expect(writer.close()).rejects.toThrow(AggregateError);
    expect(stderr.mock.calls.map(([line]) => line)).toEqual([
      expect.stringMatching(/^runboard: .*EEXIST.*\n$/),
    ]);
    stderr.mockRestore();
  });
});

describe('at the end of a `using` block', () => {
  it('everything is on disk, at once, and the writer is closed', () => {
    const writer = newWriter(folder);
    writer.addScalar('loss', 1, 2);
    writer.addScalars('both', { a: 1 }, 3);
    // What the block calls; Node 20 has the symbol, not yet the syntax.
    writer[Symbol.dispose]();
    expect(valuesIn()).toMatchObject([{ tag: 'loss', step: 2 }]);
    expect(valuesIn('both_a')).toMatchObject([{ tag: 'both', step: 3 }]);
    expect(() => writer.addScalar('loss', 1, 3)).toThrow('closed');
    writer[Symbol.dispose]();
  });

  it('what could not be written is thrown', async () => {
    const writer = newWriter(folder);
    writer.addEventListener('error', (event) => event.preventDefault());
    writeFileSync(join(folder, 'both_a'), 'in the way');
    writer.addScalars('both', { a: 1 }, 3);
    expect(() => writer[Symbol.dispose]()).toThrow(/both_a: EEXIST/);
    await expect(writer.close()).rejects.toThrow('EEXIST');
  });
});

it('is closed at the end of an `await using` block', async () => {
  const writer = newWriter(folder);
  writer.addScalar('loss', 1, 2);
  // What the block calls; Node 20 has the symbol, not yet the syntax.
  await writer[Symbol.asyncDispose]();
  expect(valuesIn()).toMatchObject([{ tag: 'loss', step: 2 }]);
  expect(() => writer.addScalar('loss', 1, 3)).toThrow('closed');
});
