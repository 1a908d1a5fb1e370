import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RunInfo, SeriesInfo } from '../../src/wire/api.ts';
import type { LiveMessage, LivePiece } from '../../src/wire/live.ts';
import { EMPTY_STATE } from '../../test/empty-state.ts';
import { LiveReader } from './live-reader.ts';

const runOf = (name: string): RunInfo => ({ name, startTimeSeconds: 0, lastTimeSeconds: 0 });
const seriesOf = (run: string): SeriesInfo => ({
  run,
  tag: 'loss',
  pluginName: 'scalars',
  length: 1,
  generation: 0,
  items: 0,
  displayName: '',
  description: '',
});

/** What is told of the messages once all are read. */
async function toldOf(messages: readonly (LiveMessage | LivePiece)[]): Promise<LiveMessage[]> {
  const told: LiveMessage[] = [];
  const last: LiveMessage = { type: 'document', name: 'last', etag: '' };
  await new Promise<void>((resolve) => {
    const reader = new LiveReader((message) => {
      if (message.type === 'document' && message.name === 'last') resolve();
      else told.push(message);
    });
    for (const message of [...messages, last]) reader.take(JSON.stringify(message));
  });
  return told;
}

it('what nothing waits before is told at once', () => {
  const told: LiveMessage[] = [];
  new LiveReader((message) => told.push(message)).take('{"type":"changes","loading":false,"series":[]}');
  expect(told).toEqual([{ type: 'changes', loading: false, series: [] }]);
});

it('a state has the items of its pieces, in their order, and then its own', async () => {
  const state = { ...EMPTY_STATE, runs: [runOf('c')] };
  const told = await toldOf([
    { type: 'piece', runs: [runOf('a'), runOf('b')] },
    { type: 'piece', series: [seriesOf('a')] },
    { type: 'piece', series: [seriesOf('b')] },
    { type: 'state', protocol: 2, state },
  ]);
  const [runs, series] = [['a', 'b', 'c'].map(runOf), ['a', 'b'].map(seriesOf)];
  expect(told).toEqual([{ type: 'state', protocol: 2, state: { ...state, runs, series } }]);
});

it('pieces are those of the next message alone, and a list that neither has did not change', async () => {
  const changes = { type: 'changes', loading: false, series: [] } as const;
  const told = await toldOf([
    { type: 'piece', series: [seriesOf('a')] },
    { type: 'document', name: 'runs', etag: '1' },
    changes,
    changes,
  ]);
  expect(told).toEqual([
    { type: 'document', name: 'runs', etag: '1' },
    { ...changes, series: [seriesOf('a')] },
    changes,
  ]);
});

it('tells in the order of the texts, however long each takes to read', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5_000), { maxLength: 6 }), async (lengths) => {
      const messages = lengths.map((length, at): LiveMessage => {
        const series = Array.from({ length }, () => seriesOf(String(at)));
        return { type: 'changes', loading: false, series };
      });
      expect(await toldOf(messages)).toEqual(messages);
    }),
    { numRuns: 5 },
  ));

it('once stopped it tells nothing more', async () => {
  const told: string[] = [];
  const reader: LiveReader = new LiveReader((message) => {
    told.push(message.type);
    reader.stop();
  });
  // Read in one task or in two, the second finds nobody to tell.
  reader.take('{"type":"changes","loading":false,"series":[]}');
  await new Promise(setImmediate);
  expect(told).toEqual(['changes']);
});
