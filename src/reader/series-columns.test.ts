import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from '../format/step.ts';
import { SeriesColumns } from './series-columns.ts';

const scalars = (steps: readonly Step[], values: readonly number[] = steps.map(Number)) => ({
  steps: steps.some((step) => typeof step === 'bigint')
    ? BigInt64Array.from(steps, BigInt)
    : Float64Array.from(steps, Number),
  wallTimesSeconds: Float64Array.from(steps, (_, i) => 1000 + i),
  numbers: Float32Array.from(values),
});
const newColumns = (generation = 0) =>
  new SeriesColumns(
    'a',
    {
      pluginName: 'scalars',
      dataClass: 'scalar',
      displayName: '',
      description: '',
      content: new Uint8Array(0),
    },
    generation,
  );

/** What TensorBoard's data server does, as plainly as can be. */
function retained(points: readonly (readonly [Step, number])[]): (readonly [Step, number])[] {
  let kept: (readonly [Step, number])[] = [];
  for (const point of points) kept = [...kept.filter(([step]) => step < point[0]), point];
  return kept;
}

describe('order', () => {
  it.each<[string, Step[], Step[]]>([
    ['growing steps stay', [0, 1, 2], [0, 1, 2]],
    ['a restart replaces what it repeats', [0, 1, 2, 3, 2, 3, 4], [0, 1, 2, 3, 4]],
    ['a restart further back removes what it has not reached again', [0, 1, 2, 3, 1], [0, 1]],
    ['of one step the last value stays', [5, 5, 5], [5]],
    ['negative steps come first', [-3, -2, 0], [-3, -2, 0]],
    [
      'a step beyond 2^53 makes the column exact',
      [1, 2n ** 62n, 2n ** 62n + 1n],
      [1n, 2n ** 62n, 2n ** 62n + 1n],
    ],
  ])('%s', (_, steps, expected) => {
    const columns = newColumns();
    columns.append(scalars(steps));
    expect([...columns.view().steps]).toEqual(expected);
  });

  it('is that of the data server, however rows are cut into batches', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: -5, max: 40 }), fc.bigInt(2n ** 60n, 2n ** 60n + 3n)));
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 6 }), (batches) => {
        const columns = newColumns();
        let at = 0;
        const points: (readonly [Step, number])[] = [];
        for (const batch of batches) {
          const values = batch.map(() => at++);
          columns.append(scalars(batch, values));
          batch.forEach((step, i) => {
            points.push([step, values[i] ?? 0]);
          });
        }
        const { steps: kept, numbers = [] } = columns.view();
        expect(Array.from(kept, (step: Step, i: number) => [BigInt(step), numbers[i]])).toEqual(
          retained(points).map(([step, value]) => [BigInt(step), value]),
        );
      }),
    );
  });
});

describe('views', () => {
  it('never change, whatever comes later', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(30), { maxLength: 40 }), { maxLength: 8 }), (batches) => {
        const columns = newColumns();
        const views = batches.map((batch) => {
          columns.append(scalars(batch));
          const view = columns.view();
          return { view, copy: structuredClone(view) };
        });
        for (const { view, copy } of views) expect(view).toEqual(copy);
      }),
    );
  });

  it('tell a new generation only when a row that was shown is gone', () => {
    const columns = newColumns(3);
    columns.append(scalars([0, 1, 1, 2]));
    expect(columns.view().generation).toBe(3);
    columns.append(scalars([3, 3, 3]));
    expect(columns.view().generation).toBe(3);
    columns.append(scalars([3, 4]));
    expect(columns.view()).toMatchObject({ generation: 4, length: 5 });
    columns.append(scalars([0]));
    expect(columns.view()).toMatchObject({ generation: 5, length: 1 });
  });

  it('widen when a value needs it, and keep what was narrow', () => {
    const columns = newColumns();
    columns.append(scalars([0, 1], [0.1, 0.2]));
    columns.append({ ...scalars([2]), numbers: Float64Array.of(0.3) });
    expect(columns.view().numbers).toEqual(Float64Array.of(Math.fround(0.1), Math.fround(0.2), 0.3));
  });
});

it('a purge removes the rows from its step on and tells whether there were any', () => {
  const columns = newColumns();
  columns.append(scalars([0, 2, 4]));
  expect(columns.purge(5)).toBe(false);
  expect(columns.purge(3n)).toBe(true);
  expect([...columns.view().steps]).toEqual([0, 2]);
});
