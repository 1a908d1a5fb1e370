import { describe, expect, it } from 'vitest';
import type { RouteRequest } from '../../../server/plugin-host.ts';
import { snapshotOf } from '../../../test/snapshot-of.ts';
import { decodeColumns } from '../../wire/columns.ts';
import type { ScalarThinnedHead, ScalarThinnedRequest } from './kind.ts';
import { scalarRoutes } from './routes.ts';

const wave = Array.from({ length: 10_000 }, (_, i) => (i === 4321 ? 9 : Math.sin(i / 100)));
const snapshot = snapshotOf([
  { run: 'a', tag: 'wave', values: wave },
  { run: 'a', tag: 'far', values: [1, 2, 3], steps: [0, 5, 2n ** 60n] },
]);

async function ask(request: ScalarThinnedRequest | object) {
  const route = scalarRoutes.page['/thinned'];
  const answer = await route?.({ snapshot, body: JSON.stringify(request) } as RouteRequest);
  if (!answer || !('bytes' in answer)) throw new Error('no bytes');
  return decodeColumns<ScalarThinnedHead>(answer.bytes.slice().buffer);
}

describe('a thinned series', () => {
  it('has at most as many points as asked, the ends and the one spike among them', async () => {
    const [block] = await ask({ series: [{ run: 'a', tag: 'wave' }], limit: 100 });
    const steps = Array.from(block?.columns['steps'] ?? [], Number);
    expect(steps.length).toBeLessThanOrEqual(100);
    expect([steps[0], steps.at(-1)]).toEqual([0, 9999]);
    expect(steps).toContain(4321);
    expect(block?.head).toEqual({ run: 'a', tag: 'wave', generation: 0, length: 10_000 });
  });

  it.each([
    ['between two steps', { fromStep: 4300, toStep: 4350 }, 51],
    ['from a step on', { fromStep: 9990 }, 10],
    ['up to a step', { toStep: 3.5 }, 4],
    ['where there is none', { fromStep: 20_000 }, 0],
    ['the wrong way round', { fromStep: 10, toStep: 5 }, 0],
  ])('%s is whole where it is short', async (_, between, length) => {
    const [block] = await ask({ series: [{ run: 'a', tag: 'wave' }], limit: 100, ...between });
    expect(block?.head.length).toBe(length);
    expect(block?.columns['values']).toHaveLength(length);
  });

  it('keeps steps beyond 2^53, and leaves out what is not there', async () => {
    const blocks = await ask({
      series: [
        { run: 'b', tag: 'wave' },
        { run: 'a', tag: 'far' },
      ],
      fromStep: 1,
      limit: 8,
    });
    expect(blocks.map(({ columns }) => columns['steps'])).toEqual([BigInt64Array.of(5n, 2n ** 60n)]);
  });

  it('goes by the steps beside it rather than by those of the whole request', async () => {
    const wave = { run: 'a', tag: 'wave' };
    const blocks = await ask({ series: [{ ...wave, fromStep: 5, toStep: 7 }, wave], toStep: 1, limit: 8 });
    expect(blocks.map(({ columns }) => Array.from(columns['steps'] ?? [], Number))).toEqual([
      [5, 6, 7],
      [0, 1],
    ]);
  });

  it.each([
    ['no limit', { series: [] }],
    ['a limit too small', { series: [], limit: 7 }],
    ['a step that is no number', { series: [], limit: 8, fromStep: '1' }],
    ['a step beside a series that is no number', { series: [{ run: 'a', tag: 'b', toStep: [] }], limit: 8 }],
    ['no list', { limit: 8 }],
  ])('is refused with %s', async (_, request) => expect(ask(request)).rejects.toMatchObject({ status: 400 }));
});
