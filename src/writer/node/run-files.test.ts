// Runs below the logDir: what addHparams makes of them, and how their files come and go.
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventFileNamesIn, eventsIn, eventsOf } from '../../../test/event-files.ts';
import { ArgumentError } from '../../format/argument-error.ts';
import { hparamRecordOf } from '../../plugins/hparam/values.ts';
import { RunFiles } from '../run-files.ts';
import { FileSink } from './file-sink.ts';
import { NODE } from './node-surroundings.ts';
import { SummaryWriter } from './summary-writer.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-runs-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const QUIET = { maxQueue: 10, flushMs: 1000, surroundings: NODE, report: () => undefined };
const filesIn = () => new RunFiles((run) => new FileSink(join(folder, run), ''), QUIET);
const event = (step: number) => ({ wallTimeSeconds: 1, step, values: [{ tag: 'x', simpleValue: step }] });
const stepsIn = (run: string) =>
  eventFileNamesIn(join(folder, run)).length === 0 ? [] : eventsIn(join(folder, run)).map(({ step }) => step);

describe('a run that has ended', () => {
  it.skipIf(process.platform !== 'linux')('gives its file back to the system', async () => {
    const files = filesIn();
    for (let i = 0; i < 20; i++) {
      files.add(`run ${i}`, event(i));
      files.end(`run ${i}`);
    }
    await files.flush();
    const open = () =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).startsWith(join(folder, 'run'));
        } catch {
          // The descriptor of the listing itself is gone by now.
          return false;
        }
      });
    await vi.waitFor(() => expect(open()).toEqual([]));
    await files.close();
    expect(stepsIn('run 19')).toEqual([0, 19]);
  });

  it('takes further events into another file', async () => {
    const files = filesIn();
    files.add('run', event(1));
    files.end('run');
    await vi.waitFor(() => expect(stepsIn('run')).toEqual([0, 1]));
    await files.flush();
    files.add('run', event(2));
    await files.close();
    const events = eventFileNamesIn(join(folder, 'run')).flatMap((name) =>
      eventsOf(readFileSync(join(folder, 'run', name))),
    );
    expect(events.flatMap(({ values = [] }) => values.map(({ simpleValue }) => simpleValue))).toEqual([1, 2]);
  });

  it('whose folder cannot be made is told by flush and by close', async () => {
    writeFileSync(join(folder, 'run'), 'a file');
    const files = filesIn();
    files.add('run', event(1));
    files.end('run');
    files.end('unknown');
    await expect(files.flush()).rejects.toThrow(/run/);
    await expect(files.close()).rejects.toThrow(/run/);
  });
});

const valuesIn = (run: string) => eventsIn(join(folder, run)).flatMap(({ values = [] }) => values);

describe('addHparams', () => {
  it('makes a run of three records and the metrics, as PyTorch does', async () => {
    const writer = new SummaryWriter(folder);
    const metrics = { 'hparam/acc': 0.5, 'hparam/loss': Float32Array.of(2) };
    writer.addHparams({ lr: 0.1, opt: 'adam', aug: false }, metrics, {
      runName: 'trial 1',
      domains: { opt: ['adam', 'sgd'] },
      step: 3,
      wallTime: 5,
    });
    await writer.close();
    const events = eventsIn(join(folder, 'trial 1')).slice(1);
    expect(
      events.map(({ step, wallTimeSeconds, values }) => [step, wallTimeSeconds, values?.length]),
    ).toEqual(Array.from({ length: 5 }, () => [3, 5, 1]));
    const values = valuesIn('trial 1');
    expect(values.map(({ tag }) => tag)).toEqual([
      '_hparams_/experiment',
      '_hparams_/session_start_info',
      '_hparams_/session_end_info',
      'hparam/acc',
      'hparam/loss',
    ]);
    expect(values.map(({ simpleValue }) => simpleValue ?? undefined).slice(3)).toEqual([0.5, 2]);
    const start = hparamRecordOf(values[1]?.metadata?.pluginData?.content ?? new Uint8Array(0));
    expect(start).toMatchObject({
      start: {
        hparams: new Map<string, unknown>([
          ['lr', 0.1],
          ['opt', 'adam'],
          ['aug', false],
        ]),
      },
    });
  });

  it('names runs by the time, each its own', async () => {
    vi.useFakeTimers({ now: 1_700_000_000_250, toFake: ['Date'] });
    const writer = new SummaryWriter(folder);
    writer.addHparams({ lr: 1 }, {});
    writer.addHparams({ lr: 2 }, {});
    await writer.close();
    const runs = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(runs.map(({ name }) => name).sort()).toEqual(['1700000000.25', '1700000000.251']);
  });

  it.each<[string, (writer: SummaryWriter) => void]>([
    [
      'SummaryWriter.addHparams("t"): expected the hyperparameter "f" to be a number, a string or a boolean, got () => 1',
      (writer) => writer.addHparams({ f: (() => 1) as never }, { m: 1 }, { runName: 't' }),
    ],
    [
      'SummaryWriter.addHparams("t"): the metric "m": expected one number, got an array of shape [2]',
      (writer) => writer.addHparams({ lr: 1 }, { m: [1, 2] }, { runName: 't' }),
    ],
    [
      'SummaryWriter.addHparams("t"): expected metrics by name, got 3',
      (writer) => writer.addHparams({ lr: 1 }, 3 as never, { runName: 't' }),
    ],
    [
      'SummaryWriter.addHparams("a/../../b"): expected runName to be a name that stays in the logDir, got "a/../../b"',
      (writer) => writer.addHparams({ lr: 1 }, {}, { runName: 'a/../../b' }),
    ],
    [
      'SummaryWriter.addHparams("t"): expected the step to be a whole number of at most 64 bits, got 0.5',
      (writer) => writer.addHparams({ lr: 1 }, {}, { runName: 't', step: 0.5 }),
    ],
    [
      'SummaryWriter.addMesh("m"): expected vertices of shape [meshes, vertices, 3], got one of shape [1,3]',
      (writer) => writer.addMesh('m', [[1, 2, 3]]),
    ],
  ])('%s', async (message, add) => {
    const writer = new SummaryWriter(folder);
    expect(() => add(writer)).toThrow(new ArgumentError(message));
    writer.addScalar('after', 1, 1);
    await writer.close();
    expect(readdirSync(folder)).toHaveLength(1);
    expect(valuesIn('.')).toMatchObject([{ tag: 'after' }]);
  });
});

it('addMesh writes all parts into one event', async () => {
  const writer = new SummaryWriter(folder);
  writer.addMesh('m', [[[1, 2, 3]]], 2, { faces: [[[0, 0, 0]]], colors: [[[9, 8, 7]]] });
  await writer.close();
  const [, event] = eventsIn(folder);
  expect(event?.step).toBe(2);
  expect(event?.values?.map(({ tag }) => tag)).toEqual(['m_VERTEX', 'm_FACE', 'm_COLOR']);
});
