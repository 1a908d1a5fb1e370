// What happens below and inside the server: a network file system whose handles go stale, a disk with errors, no
// descriptors, no watches, a clock that jumps, workers that die, a machine that sleeps.
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { joined } from '../scripted-logdir.ts';
import type { InjectedFaults } from './injected-faults.ts';
import type { Peer } from './peer.ts';
import { addRun, FILE, type Scenario, type Start } from './scenario.ts';
import { fileOf, filler, record, rowsOf, type Written } from './written.ts';

const PRELOAD = pathToFileURL(resolve('dist/test/faults/injected-faults.js')).href;

/** A server that fails as it is told to, until `end`. */
export interface Injected {
  readonly peer: Peer;
  set(faults: InjectedFaults): void;
  end(): void;
}

/** Starts a server that fails as it is told to. */
export async function startInjected(
  written: Written,
  start: Start,
  first: InjectedFaults = {},
): Promise<Injected> {
  const file = join(dirname(written.logdir), 'faults.json');
  const set = (faults: InjectedFaults) => writeFileSync(file, JSON.stringify(faults));
  set(first);
  const peer = await start({ preload: PRELOAD, env: { RUNBOARD_FAULTS: file } });
  return { peer, set, end: () => rmSync(file) };
}

/** Whatever call fails with whatever code while files grow: told, and over when it is over. */
function failing(what: string, faults: InjectedFaults, told: RegExp): Scenario {
  return {
    what,
    oursAlone: true,
    async run(written, start) {
      for (const run of ['a', 'b/deep']) addRun(written, run);
      const { peer, set, end } = await startInjected(written, start);
      await peer.shows(written);
      set({ ...faults, below: written.logdir });
      for (const run of ['a', 'b/deep']) written.append(`${run}/${FILE}`, record([3, 3.5]));
      await peer.tells(told);
      for (const run of ['a', 'b/deep']) written.append(`${run}/${FILE}`, record([4, 4.5]));
      end();
      for (const run of ['a', 'b/deep']) written.expect(run, rowsOf(0, 5));
      await peer.shows(written);
      await peer.forgets(/cannot be|logdir/);
    },
  };
}

/** Enough files, and one large enough, that workers read. */
function addMuch(written: Written): void {
  for (let run = 0; run < 60; run++) addRun(written, `run-${run}`, rowsOf(0, 20));
  // Above the size from which several threads read a file.
  const many = filler(400_000);
  written.put(
    `large/${FILE}`,
    joined([fileOf(rowsOf(0, 2)), many, ...rowsOf(2, 4).map((row) => record(row))]),
  );
  written.expect('large', rowsOf(0, 4));
}

export const systemFaults: readonly Scenario[] = [
  failing(
    'handles of a network file system go stale (ESTALE, at every call)',
    { code: 'ESTALE', calls: ['stat', 'open', 'read', 'readdir', 'realpath'] },
    /cannot be read \(ESTALE/,
  ),
  failing(
    'handles go stale between opening and reading',
    { code: 'ESTALE', calls: ['read'] },
    /^a\/.*cannot be read \(ESTALE/,
  ),
  failing('the disk has errors (EIO)', { code: 'EIO', calls: ['read', 'stat'] }, /cannot be read \(EIO/),
  failing(
    'there are no descriptors left (EMFILE)',
    { code: 'EMFILE', calls: ['open', 'readdir', 'watch'] },
    /cannot be read \(EMFILE/,
  ),
  failing(
    'a server of files does not answer in time (ETIMEDOUT)',
    { code: 'ETIMEDOUT', calls: ['stat', 'readdir'] },
    /ETIMEDOUT/,
  ),
  {
    what: 'the system watches no more folders (ENOSPC)',
    oursAlone: true,
    async run(written, start) {
      addRun(written, 'a');
      const { peer } = await startInjected(written, start, { code: 'ENOSPC', calls: ['watch'] });
      await peer.shows(written);
      await peer.tells(/^the logdir: changes cannot all be watched for \(ENOSPC/);
      written.append(`a/${FILE}`, record([3, 3.5]));
      written.expect('a', rowsOf(0, 4));
      addRun(written, 'b');
      await peer.shows(written);
    },
  },
  {
    what: 'the system watches folders and tells of nothing',
    oursAlone: true,
    async run(written, start) {
      addRun(written, 'a');
      const { peer } = await startInjected(written, start, { silentWatch: true });
      await peer.shows(written);
      // Behind the first of them the server has made up its mind whom to trust.
      for (const [at, run] of ['b', 'c', 'd', 'e'].entries()) {
        addRun(written, run);
        written.append(`a/${FILE}`, record([at + 3, at + 3.5]));
        written.expect('a', rowsOf(0, at + 4));
        await peer.shows(written);
      }
    },
  },
  {
    what: "the server's clock jumps a day back and a year forth",
    oursAlone: true,
    async run(written, start) {
      const { peer, set } = await startInjected(written, start);
      const rows = rowsOf(0, 8);
      for (const [at, days] of [-1, 365, 0].entries()) {
        set({ clockShiftMs: days * 86_400_000 });
        written.put(`a/${FILE}`, fileOf(rows.slice(0, at + 1)));
        written.expect('a', rows.slice(0, at + 1));
        await peer.shows(written);
      }
    },
  },
  ...(['exit', 'throw'] as const).map(
    (workers): Scenario => ({
      what: `workers that read die (${workers === 'exit' ? 'quietly' : 'by an error'})`,
      oursAlone: true,
      async run(written, start) {
        addMuch(written);
        const { peer, end } = await startInjected(written, start, { workers });
        await peer.shows(written);
        end();
        for (let run = 60; run < 100; run++) addRun(written, `run-${run}`);
        await peer.shows(written);
      },
    }),
  ),
  {
    what: 'the machine sleeps while trainings go on elsewhere',
    async run(written, start) {
      addRun(written, 'a');
      const peer = await start();
      await peer.shows(written);
      peer.signal('SIGSTOP');
      written.append(`a/${FILE}`, record([3, 3.5]));
      addRun(written, 'b');
      peer.signal('SIGCONT');
      written.expect('a', rowsOf(0, 4));
      await peer.shows(written);
    },
  },
];
