// What is told of runs, when, and how often.
import { describe, expect, it } from 'vitest';
import type { Api, VisibleRun } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { type Alert, RunWatch } from './run-watch.ts';

const START_MS = 1_700_000_000_000;
const RUNS: VisibleRun[] = ['a', 'b'].map((name) => ({
  name,
  color: '#000',
  startTimeSeconds: 0,
  label: `run ${name}`,
}));

function watched() {
  let nowMs = START_MS;
  let broken = false;
  const values = new Map<string, number[]>();
  const told: string[] = [];
  const asked: string[][] = [];
  const api = {
    columns: (_path: string, _query: object, { series }: { series: { run: string; tag: string }[] }) => {
      asked.push(series.map(({ run }) => run));
      if (broken) return Promise.reject(new Error('gone'));
      return Promise.resolve(
        series.map(({ run, tag }) => {
          const own = values.get(run) ?? [];
          return {
            head: { run, tag, generation: 0, length: own.length },
            columns: {
              wallTimes: Float64Array.from(own.keys(), (at) => nowMs / 1000 - (own.length - 1 - at)),
              values: Float32Array.from(own),
            },
          };
        }),
      );
    },
  } as unknown as Api;
  const watch = new RunWatch(
    () => api,
    ({ label, tag, what }: Alert) => told.push(`${label} ${tag} ${what}`),
    () => nowMs,
  );
  const look = async () => {
    const series = [...values].map(
      ([run, own]): SeriesInfo => ({
        ...{ run, tag: 'loss', pluginName: 'scalars', length: own.length, generation: 0, items: 0 },
        ...{ displayName: '', description: '' },
      }),
    );
    watch.watch(
      series.map((each) => known.find((old) => old.run === each.run && old.length === each.length) ?? each),
      RUNS,
    );
    await watch.look();
    known = series.map(
      (each) => known.find((old) => old.run === each.run && old.length === each.length) ?? each,
    );
    watch.watch(known, RUNS);
  };
  let known: SeriesInfo[] = [];
  return {
    told,
    asked,
    look,
    write: (run: string, ...more: number[]) => values.set(run, [...(values.get(run) ?? []), ...more]),
    pass: (seconds: number) => {
      nowMs += seconds * 1000;
    },
    breakDown: (now: boolean) => {
      broken = now;
    },
    end: () => watch.stop(),
  };
}

describe('a watch', () => {
  it('tells of a NaN once, and again only after it had gone', async () => {
    const { told, look, write, end } = watched();
    write('a', 3, 2);
    await look();
    expect(told).toEqual([]);
    write('a', Number.NaN);
    await look();
    write('a', Number.NaN);
    await look();
    expect(told).toEqual(['run a loss not-finite']);
    write('a', 1);
    await look();
    write('a', Number.NaN);
    await look();
    expect(told).toHaveLength(2);
    end();
  });

  it('tells that a run has stopped, not before it was silent long enough, and asks only for what has grown', async () => {
    const { told, asked, look, write, pass, end } = watched();
    write('a', 3, 2);
    write('b', 3, 2);
    await look();
    pass(100);
    write('b', 1);
    await look();
    expect(told).toEqual([]);
    pass(30);
    await look();
    expect(told).toEqual(['run a  stopped']);
    await look();
    expect(told).toHaveLength(1);
    expect(asked.map((runs) => runs.join(''))).toEqual(['ab', 'b']);
    end();
  });

  it('says nothing of a server that does not answer, and looks again', async () => {
    const { told, look, write, breakDown, end } = watched();
    breakDown(true);
    write('a', Number.NaN);
    await look();
    expect(told).toEqual([]);
    breakDown(false);
    await look();
    expect(told).toEqual(['run a loss not-finite']);
    end();
  });
});
