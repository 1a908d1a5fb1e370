import { describe, expect, it } from 'vitest';
import { eventFile, scalar } from '../../test/scripted-logdir.ts';
import type { Event, SummaryValue } from '../format/event.ts';
import type { ScanProblem } from './batch.ts';
import { RunLoader } from './run-loader.ts';
import { PlainScanner } from './scan.ts';
import type { SeriesColumns } from './series-columns.ts';

/** A run of these files, each a list of events, read one after the other. */
function loaded(...files: readonly (readonly Partial<Event>[])[]) {
  const loader = new RunLoader('run');
  const problems: ScanProblem[] = [];
  const series = new Map<string, SeriesColumns>();
  files.forEach((events, i) => {
    const bytes = eventFile(...events);
    const scanner = new PlainScanner();
    for (let at = 0; at < bytes.length; ) {
      const batch = scanner.scan(bytes.subarray(at), at, bytes.length);
      problems.push(...batch.problems);
      loader.apply(`/log/${i}`, at, batch, (problem) => problems.push(problem));
      at += batch.consumedBytes;
    }
  });
  for (const columns of loader.takeChanged()) series.set(columns.tag, columns);
  const steps = (tag: string) => [...(series.get(tag)?.view().steps ?? [])];
  const numbers = (tag: string) => [...(series.get(tag)?.view().numbers ?? [])];
  return { loader, problems, series, steps, numbers };
}

const metadata = (pluginName: string, more = {}) => ({ metadata: { pluginData: { pluginName }, ...more } });
const tensor = (number: number): SummaryValue => ({
  tensor: { dtype: 1, tensorShape: { dim: [] }, floatVal: [number] },
});
const text = (word: string): SummaryValue => ({
  tensor: { dtype: 7, tensorShape: { dim: [] }, stringVal: [new TextEncoder().encode(word)] },
});
const at = (step: number, ...values: SummaryValue[]): Partial<Event> => ({
  step,
  values: values.map((value) => ({ tag: 'a', ...value })),
});

describe('metadata', () => {
  it('is inherited by later values of the file', () => {
    const { numbers, problems } = loaded([at(0, { ...tensor(1), ...metadata('scalars') }), at(1, tensor(2))]);
    expect(numbers('a')).toEqual([1, 2]);
    expect(problems).toEqual([]);
  });

  it('is inherited by values that another file has, or that came before', () => {
    const { numbers, steps } = loaded(
      [at(0, tensor(1)), at(1, tensor(2))],
      [at(2, { ...tensor(3), ...metadata('scalars') })],
      [at(3, tensor(4))],
    );
    expect(numbers('a')).toEqual([1, 2, 3, 4]);
    expect(steps('a')).toEqual([0, 1, 2, 3]);
  });

  it('binds as it was first seen', () => {
    const { series, numbers } = loaded(
      [at(0, { ...tensor(1), ...metadata('scalars', { displayName: 'first' }) })],
      [at(1, { ...tensor(2), ...metadata('scalars', { displayName: 'second' }) })],
    );
    expect(series.get('a')?.metadata.displayName).toBe('first');
    expect(numbers('a')).toEqual([1, 2]);
  });

  it('of another kind in another file leaves those values out, and says so once', () => {
    const { numbers, problems } = loaded(
      [at(0, { ...tensor(1), ...metadata('scalars') })],
      [at(1, { ...text('x'), ...metadata('text') }), at(2, text('y'))],
      [at(3, tensor(4))],
    );
    expect(numbers('a')).toEqual([1, 4]);
    expect(problems.map(({ what }) => what)).toEqual([
      'the tag "a" has other metadata than where the run first used it, for scalars',
    ]);
  });

  it('that comes late leaves out values that do not fit it', () => {
    const { numbers, problems } = loaded([
      at(0, tensor(1)),
      at(1, text('x')),
      at(2, { ...tensor(3), ...metadata('scalars') }),
    ]);
    expect(numbers('a')).toEqual([1, 3]);
    expect(problems.map(({ what }) => what)).toEqual(['a value of the tag "a" does not fit scalars']);
  });

  it('without any, values show nowhere', () => {
    expect(loaded([at(0, tensor(1))]).series.size).toBe(0);
  });

  it('without a value makes a series', () => {
    const { series } = loaded([at(0, metadata('hparams'))]);
    expect(series.get('a')?.view()).toMatchObject({ length: 1, places: { items: Uint32Array.of(0) } });
  });
});

describe('restarts', () => {
  it('replace, per series, what a later file repeats', () => {
    const { steps, numbers } = loaded(
      [0, 1, 2, 3].map((step) => scalar('a', step, 0)).concat(scalar('b', 9, 0)),
      [2, 3, 4].map((step) => scalar('a', step, 1)),
    );
    expect(steps('a')).toEqual([0, 1, 2, 3, 4]);
    expect(numbers('a')).toEqual([0, 0, 1, 1, 1]);
    expect(steps('b')).toEqual([9]);
  });
});

it('a run begins and ends with its smallest and largest wall time, NaN aside', () => {
  const wallTimes = [Number.NaN, 20, 10, Number.NaN, 15];
  const { loader } = loaded(wallTimes.map((wallTimeSeconds) => ({ wallTimeSeconds })));
  expect(loader).toMatchObject({ startTimeSeconds: 10, lastTimeSeconds: 20, events: 5 });
  expect(loaded([{ wallTimeSeconds: Number.NaN }]).loader.startTimeSeconds).toBeNaN();
});

it('whoever asked for the files before they were joined finds them there', () => {
  const loader = new RunLoader('run');
  const { files } = loader;
  const bytes = eventFile(at(0, { ...text('word'), ...metadata('text') }));
  loader.apply('/log/1', 0, new PlainScanner().scan(bytes, 0, bytes.length), () => undefined);
  expect(loader.takeChanged().size).toBe(1);
  expect(files).toEqual(['/log/1']);
});
