// A logdir whose files grow, shrink, come and go at random, against one that is read once at the end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventFile, joined, ScriptedLogdir, scalar } from '../../../test/scripted-logdir.ts';
import { type LogSource, openLogSource } from './log-source.ts';
import type { Snapshot } from './snapshot.ts';

async function opened(logdir: ScriptedLogdir): Promise<LogSource> {
  const source = openLogSource({ logdir, reloadIntervalSeconds: 0, clock: () => 0 });
  await source.reload();
  return source;
}

const loss = (step: number) => eventFile(scalar('loss', step, step));

function pointsOf(snapshot: Snapshot, run: string): unknown[] | undefined {
  const series = snapshot.series(run, 'loss');
  return series?.storage === 'columns'
    ? Array.from(series.steps, (step: number | bigint, i: number) => [step, series.values[i]])
    : undefined;
}

describe('whatever happens to the files', () => {
  const names = ['a/tfevents', 'b/tfevents', 'b/deep/tfevents'];
  const chunk = fc.oneof(
    fc.nat(12).map((step) => loss(step)),
    fc.nat(12).map((step) => eventFile({ step, sessionLog: { status: 1 } })),
    fc.nat(12).map((step) => loss(step).subarray(0, 17)),
    fc.uint8Array({ maxLength: 40 }),
  );
  const action = fc.record({
    name: fc.constantFrom(...names),
    what: fc.constantFrom('append', 'append', 'append', 'write', 'truncate', 'remove'),
    bytes: fc.array(chunk, { maxLength: 4 }).map(joined),
    look: fc.boolean(),
  });

  function act(
    logdir: ScriptedLogdir,
    { name, what, bytes }: { name: string; what: string; bytes: Uint8Array },
  ) {
    const file = logdir.files.get(name);
    if (what === 'write' || !file) logdir.write(name, bytes);
    else if (what === 'append') logdir.append(name, bytes);
    else if (what === 'truncate') logdir.truncate(name, file.bytes.length >> 1);
    else logdir.files.delete(name);
  }

  function shown(snapshot: Snapshot) {
    return snapshot.runs.map(({ name }) => [name, pointsOf(snapshot, name)]);
  }

  it('a source that followed them shows what one that reads them now shows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 12 }), async (actions) => {
        const logdir = new ScriptedLogdir();
        const source = await opened(logdir);
        let before = source.snapshot;
        for (const one of actions) {
          act(logdir, one);
          // What was cut must be looked at, for it may grow again to just what it was.
          if (!one.look && one.what !== 'truncate') continue;
          await source.reload();
          for (const series of before.seriesOf('scalars')) {
            const now = source.snapshot.series(series.run, series.tag);
            // Within a generation a series only grows at its end.
            if (now?.generation !== series.generation) continue;
            expect([...now.steps.subarray(0, series.length)]).toEqual([...series.steps]);
          }
          before = source.snapshot;
        }
        await source.reload();
        const fresh = await opened(logdir);
        expect(shown(source.snapshot)).toEqual(shown(fresh.snapshot));
        expect(logdir.openCount).toBe(0);
        await source.close();
        await fresh.close();
      }),
      { numRuns: 150 },
    );
  });
});
