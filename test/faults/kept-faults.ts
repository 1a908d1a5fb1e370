// What happens to what the server keeps: its index of the logs in the user's cache folder, and what users wrote, beside
// the logs. Whatever becomes of either, the logs are shown as they are, and nothing that is not understood is written over.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { joined } from '../scripted-logdir.ts';
import { NO_NOTES, putNotes, readNotes } from './notes.ts';
import type { Peer } from './peer.ts';
import { MAY_MOUNT, NOBODY, openWay } from './place-faults.ts';
import { addRun, FILE, type Scenario, type Start } from './scenario.ts';
import { startInjected } from './system-faults.ts';
import { fileOf, filler, record, rowsOf, type Written } from './written.ts';

/** More than 8 MiB: of less no index is kept. Made once. */
let much: Uint8Array | undefined;

/** A run that is worth an index, and a small one. */
function addMuch(written: Written): void {
  much ??= filler(200_000);
  written.put(`large/${FILE}`, joined([fileOf(rowsOf(0, 3)), much]));
  written.expect('large', rowsOf(0, 3));
  addRun(written, 'a');
}

const cacheOf = (written: Written) => join(dirname(written.logdir), 'cache');
const indexesIn = (written: Written) => {
  const folder = join(cacheOf(written), 'runboard', 'index');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

async function indexOf(written: Written, peer: Peer): Promise<string> {
  let found: string | undefined;
  await peer.eventually(async () => {
    found = indexesIn(written).find((name) => name.endsWith('.index'));
    return found !== undefined || `the cache ${JSON.stringify(indexesIn(written))}`;
  });
  return found ?? '';
}

/** A server that kept an index, and ended. Tells where. */
async function keptIndex(written: Written, start: Start): Promise<string> {
  addMuch(written);
  const first = await start();
  await first.shows(written);
  const index = await indexOf(written, first);
  await first.stop();
  return index;
}

/** Everything is shown and followed, whatever became of the index. */
async function goesOn(written: Written, peer: Peer, step = 3): Promise<void> {
  await peer.shows(written);
  for (const run of ['a', 'large']) {
    written.append(`${run}/${FILE}`, record([step, step + 0.5]));
    written.expect(run, rowsOf(0, step + 1));
  }
  await peer.shows(written);
}

function damage(index: string, atBytes: readonly number[]): void {
  const bytes = readFileSync(index);
  for (const at of atBytes) {
    const place = at < 0 ? bytes.length + at : at;
    bytes[place] = (bytes[place] ?? 0) ^ 0x10;
  }
  writeFileSync(index, bytes);
}

/** A second start meets an index to which this was done. */
function changedIndex(what: string, change: (index: string) => void, told: RegExp): Scenario {
  return {
    what,
    oursAlone: true,
    async run(written, start) {
      const index = await keptIndex(written, start);
      change(index);
      const before = readFileSync(index);
      const peer = await start();
      await peer.shows(written);
      // What lies in columns alone is met when somebody looks.
      await peer.text('data/plugin/scalars/scalars?run=large&tag=filler').catch(() => undefined);
      await peer.tells(told);
      await goesOn(written, peer);
      if (/version/.test(told.source)) {
        await peer.stop();
        if (!readFileSync(index).equals(before)) throw new Error('it wrote over an index of another version');
        return;
      }
      await peer.eventually(async () => !readFileSync(index).equals(before) || 'the damaged index');
      await peer.stop();
      const again = await start();
      await again.shows(written);
      const problems = await again.problems();
      if (problems.length > 0) throw new Error(`the new index is wrong too: ${JSON.stringify(problems)}`);
    },
  };
}

export const keptFaults: readonly Scenario[] = [
  {
    what: 'the disk of the cache is full, and is not any more',
    oursAlone: true,
    async run(written, start) {
      addMuch(written);
      const cache = cacheOf(written);
      mkdirSync(cache);
      if (MAY_MOUNT) mount('-t', 'tmpfs', '-o', 'size=64k', 'runboard-faults', cache);
      try {
        // Where no disk can be mounted, no file may be longer.
        const peer = await start(MAY_MOUNT ? {} : { mostFileBytes: 65_536 });
        await peer.shows(written);
        await peer.tells(/\.index: .*cannot be written \((ENOSPC|EFBIG).*reads all logs anew/);
        if (indexesIn(written).length > 0) throw new Error(`it left ${indexesIn(written)}`);
        await goesOn(written, peer);
        if (!MAY_MOUNT) return;
        mount('-o', 'remount,size=64m', cache);
        await peer.stop();
        const again = await start();
        await indexOf(written, again);
        await goesOn(written, again, 4);
      } finally {
        if (MAY_MOUNT) spawnSync('umount', ['--lazy', cache]);
      }
    },
  },
  {
    what: 'the cache folder may not be written to, and then the index in it may not be read',
    oursAlone: true,
    async run(written, start) {
      openWay(written);
      const index = await keptIndex(written, start);
      const folder = dirname(index);
      for (const path of [cacheOf(written), dirname(folder), folder]) chmodSync(path, 0o555);
      chmodSync(index, 0o444);
      const peer = await start(NOBODY);
      await goesOn(written, peer);
      await peer.stop();
      chmodSync(index, 0);
      const other = await start(NOBODY);
      await other.shows(written);
      await other.tells(/\.index: .*cannot be opened \(EACCES/);
      await goesOn(written, other, 4);
      await other.tells(/\.index: .*cannot be written \(EACCES/);
    },
  },
  changedIndex(
    'an index is damaged in its columns',
    (index) => damage(index, [16, 5000, 3_000_000]),
    /is damaged at byte/,
  ),
  changedIndex(
    'an index is damaged in its lists',
    (index) => damage(index, [-40, -200]),
    /is damaged at byte/,
  ),
  changedIndex(
    'an index is of a version to come',
    (index) => {
      const bytes = readFileSync(index);
      bytes.writeDoubleLE(99, 8);
      writeFileSync(index, bytes);
    },
    /its version is 99, not \d+; it was left as it is/,
  ),
  {
    what: 'an index is cut, and its folder deleted, while a server starts from it',
    oursAlone: true,
    async run(written, start) {
      const index = await keptIndex(written, start);
      const peer = await start();
      await peer.eventually(async () => (await peer.runs()).length === 2 || 'no runs');
      truncateSync(index, 20);
      // Not the first tag: its columns were read, whole, when the server started.
      await peer.text('data/plugin/scalars/scalars?run=large&tag=loss').catch(() => undefined);
      await peer.tells(/\.index: .*it ends at byte/);
      unlinkSync(index);
      await goesOn(written, peer);
    },
  },
  {
    what: 'the disk of the cache has errors (EIO)',
    oursAlone: true,
    async run(written, start) {
      await keptIndex(written, start);
      const { peer, end } = await startInjected(written, start, {
        code: 'EIO',
        calls: ['read', 'write', 'open', 'rename'],
        below: cacheOf(written),
      });
      await peer.shows(written);
      await peer.tells(/\.index: .*cannot be (opened|read|written) \(EIO/);
      await goesOn(written, peer);
      end();
    },
  },
  {
    what: 'two servers keep one index, and both are killed while they write',
    oursAlone: true,
    async run(written, start) {
      addMuch(written);
      for (let round = 0; round < 2; round++) {
        const both = await Promise.all([start(), start()]);
        const writing = () => indexesIn(written).some((name) => name.endsWith('.part'));
        await both[0].eventually(async () => writing() || indexesIn(written).length > 0 || 'no index');
        for (const peer of both) peer.kill();
      }
      const both = await Promise.all([start(), start()]);
      for (const peer of both) await peer.shows(written);
      await goesOn(written, both[0]);
      await both[1].shows(written);
      await indexOf(written, both[0]);
      await Promise.all(both.map((peer) => peer.stop()));
      const peer = await start();
      await goesOn(written, peer, 4);
      const problems = await peer.problems();
      if (problems.length > 0) throw new Error(`the index is wrong: ${JSON.stringify(problems)}`);
    },
  },
  {
    what: 'notes beside the logs are of a version to come, or damaged',
    oursAlone: true,
    async run(written, start) {
      addRun(written, 'a');
      const file = written.path('.runboard/runs.json');
      mkdirSync(dirname(file));
      for (const text of [
        '{"version": 2, "runs": {"a": {"note": "of 2030"}}}',
        '{"version": 1, "ru',
        '\0\0\0\0',
      ]) {
        writeFileSync(file, text);
        const peer = await start();
        await peer.shows(written);
        const { document, problem, etag } = await readNotes(peer);
        if (document !== null || !problem) throw new Error(`it took ${JSON.stringify(document)}`);
        const { status } = await putNotes(peer, 'mine', etag);
        if (status !== 409) throw new Error(`it was answered with ${status}, not 409`);
        if (readFileSync(file, 'utf8') !== text) throw new Error('it was written over');
        await peer.stop();
      }
    },
  },
  {
    what: 'the disk is full when a note is written, and is not any more; two servers write at once',
    oursAlone: true,
    async run(written, start) {
      addRun(written, 'a');
      const { peer, set, end } = await startInjected(written, start);
      await peer.shows(written);
      const first = await putNotes(peer, 'first', NO_NOTES);
      if (first.status !== 200) throw new Error(`a note was answered with ${first.status}`);
      const { etag } = await readNotes(peer);
      set({ code: 'ENOSPC', calls: ['rename'], below: written.logdir });
      const refused = await putNotes(peer, 'second', etag);
      if (refused.status !== 507) throw new Error(`a full disk was answered with ${refused.status}`);
      const kept = await readNotes(peer);
      if (kept.etag !== etag) throw new Error('the note before is not what it was');
      end();
      const other = await start();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, at) => putNotes(at % 2 === 0 ? peer : other, `note ${at}`, etag)),
      );
      const done = answers.filter(({ status }) => status === 200).length;
      if (done < 1 || done > 2)
        throw new Error(`${done} of ten writers on one ground were told that it is done`);
      const { document } = await readNotes(other);
      if (!/^note \d$/.test(document?.runs['a']?.note ?? '')) throw new Error(JSON.stringify(document));
      const left = readdirSync(written.path('.runboard'));
      if (left.length !== 1) throw new Error(`it left ${left}`);
      await peer.shows(written);
    },
  },
];

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr}`);
}
