// What happens to event files while they grow: writers that die, files that are cut, replaced, moved, copied.
import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { joined } from '../scripted-logdir.ts';
import { addRun, FILE, looked, type Scenario } from './scenario.ts';
import { fileOf, record, rowsOf } from './written.ts';

/** Sorts behind FILE. */
const NEXT_FILE = 'events.out.tfevents.1790000100.host.2.0';
const LONG_AGO = new Date('2026-01-01T00:00:00Z');
const other = rowsOf(0, 8, 1);

export const fileFaults: readonly Scenario[] = [
  {
    what: 'writers are killed at every byte of a record, and their trainings go on in new files',
    async run(written, start) {
      const cut = record([2, 2.5]);
      for (let bytes = 1; bytes < cut.length; bytes++) {
        const name = `cut-${bytes}/${FILE}`;
        written.put(name, joined([fileOf(rowsOf(0, 2)), cut.subarray(0, bytes)]));
        utimesSync(written.path(name), LONG_AGO, LONG_AGO);
        written.expect(`cut-${bytes}`, rowsOf(0, 2));
      }
      const peer = await start();
      await peer.shows(written);
      for (const bytes of [1, 11, 12, cut.length - 1]) {
        await peer.tells(new RegExp(`^cut-${bytes}/.*ends inside a record \\(${bytes} bytes\\)`));
      }
      for (let bytes = 1; bytes < cut.length; bytes++) {
        written.put(`cut-${bytes}/${NEXT_FILE}`, fileOf(rowsOf(2, 4)));
        written.expect(`cut-${bytes}`, rowsOf(0, 4));
      }
      await peer.shows(written);
    },
  },
  {
    what: 'a record comes byte by byte',
    async run(written, start) {
      addRun(written, 'slow');
      const peer = await start();
      await peer.shows(written);
      for (const byte of record([3, 3.5])) {
        written.append(`slow/${FILE}`, Uint8Array.of(byte));
        await pause(5);
      }
      written.expect('slow', rowsOf(0, 4));
      await peer.shows(written);
    },
  },
  {
    what: 'a file is cut inside a record, and grows again',
    async run(written, start) {
      addRun(written, 'cut', rowsOf(0, 6));
      const peer = await start();
      await peer.shows(written);
      const kept = fileOf(rowsOf(0, 3));
      truncateSync(written.path(`cut/${FILE}`), kept.length + 7);
      written.expect('cut', rowsOf(0, 3));
      await peer.shows(written);
      await peer.tells(/^cut\/.*shrank from \d+ to \d+ bytes/);
      truncateSync(written.path(`cut/${FILE}`), kept.length);
      written.append(`cut/${FILE}`, joined(rowsOf(3, 9, 1).map((row) => record(row))));
      written.expect('cut', [...rowsOf(0, 3), ...rowsOf(3, 9, 1)]);
      await peer.shows(written);
    },
  },
  ...(['shorter', 'just as long', 'longer'] as const).map(
    (length): Scenario => ({
      what: `a file is written anew in its place, ${length}`,
      async run(written, start) {
        const lengths = { shorter: 3, 'just as long': 6, longer: 8 };
        addRun(written, 'anew', rowsOf(0, 6));
        const peer = await start();
        await peer.shows(written);
        const rows = other.slice(0, lengths[length]);
        // Without cutting it first, so that no look can see it shorter than it will be.
        const descriptor = openSync(written.path(`anew/${FILE}`), 'r+');
        const bytes = fileOf(rows);
        writeSync(descriptor, bytes);
        ftruncateSync(descriptor, bytes.length);
        closeSync(descriptor);
        written.expect('anew', rows);
        await peer.shows(written);
        await peer.tells(/^anew\/.*(shrank|written anew)/);
      },
    }),
  ),
  {
    what: 'a file is replaced by another of its name',
    async run(written, start) {
      addRun(written, 'swapped');
      const peer = await start();
      await peer.shows(written);
      written.put('swapped/unfinished', fileOf(other));
      renameSync(written.path('swapped/unfinished'), written.path(`swapped/${FILE}`));
      written.expect('swapped', other);
      await peer.shows(written);
      await peer.tells(/^swapped\/.*replaced by another/);
    },
  },
  {
    what: 'a file is deleted and made again, other points in it',
    async run(written, start) {
      addRun(written, 'again');
      addRun(written, 'beside');
      const peer = await start();
      await peer.shows(written);
      rmSync(written.path(`again/${FILE}`));
      written.expectNone('again');
      await peer.shows(written);
      written.put(`again/${FILE}`, fileOf(other));
      written.expect('again', other);
      await peer.shows(written);
    },
  },
  {
    what: 'a file is deleted and made again at once, just as long',
    async run(written, start) {
      addRun(written, 'again', rowsOf(0, 8));
      const peer = await start();
      await peer.shows(written);
      rmSync(written.path(`again/${FILE}`));
      written.put(`again/${FILE}`, fileOf(other));
      written.expect('again', other);
      await peer.shows(written);
    },
  },
  {
    what: 'a file gets another name, and grows on',
    async run(written, start) {
      addRun(written, 'named');
      const peer = await start();
      await peer.shows(written);
      renameSync(written.path(`named/${FILE}`), written.path(`named/${NEXT_FILE}`));
      written.append(`named/${NEXT_FILE}`, record([3, 3.5]));
      written.expect('named', rowsOf(0, 4));
      await peer.shows(written);
    },
  },
  {
    what: "a run's folder gets another name, and another is deleted",
    async run(written, start) {
      for (const run of ['before', 'deleted', 'beside']) addRun(written, run);
      const peer = await start();
      await peer.shows(written);
      renameSync(written.path('before'), written.path('after'));
      rmSync(written.path('deleted'), { recursive: true });
      written.expectNone('before');
      written.expectNone('deleted');
      written.expect('after', rowsOf(0, 3));
      await peer.shows(written);
      written.append(`after/${FILE}`, record([3, 3.5]));
      written.expect('after', rowsOf(0, 4));
      await peer.shows(written);
    },
  },
  {
    what: 'a file is rotated: moved aside, a new one begun',
    async run(written, start) {
      addRun(written, 'rotated');
      const peer = await start();
      await peer.shows(written);
      renameSync(written.path(`rotated/${FILE}`), written.path(`rotated/${FILE}.1`));
      written.put(`rotated/${NEXT_FILE}`, fileOf(rowsOf(3, 5)));
      written.expect('rotated', rowsOf(0, 5));
      await peer.shows(written);
    },
  },
  {
    what: 'a file is rotated: copied aside, cut to nothing, written on',
    async run(written, start) {
      addRun(written, 'rotated');
      const peer = await start();
      await peer.shows(written);
      copyFileSync(written.path(`rotated/${FILE}`), written.path(`rotated/${FILE}.1`));
      truncateSync(written.path(`rotated/${FILE}`), 0);
      await looked(written, peer, 'beside');
      written.append(`rotated/${FILE}`, joined(rowsOf(3, 5).map((row) => record(row))));
      written.expect('rotated', rowsOf(0, 5));
      await peer.shows(written);
    },
  },
  {
    what: 'rsync copies a file under a name of its own, and later a longer one beside the first',
    async run(written, start) {
      const temporary = `copied/.${FILE}.aB3xY9`;
      addRun(written, 'beside');
      const peer = await start();
      await peer.shows(written);
      const whole = fileOf(rowsOf(0, 4));
      written.put(temporary, whole.subarray(0, whole.length - 9));
      addRun(written, 'look-1');
      await peer.showsRun(written, 'look-1');
      renameTo(written.path(temporary), written.path(`copied/${FILE}`), whole);
      written.expect('copied', rowsOf(0, 4));
      await peer.shows(written);
      const longer = fileOf(rowsOf(0, 8));
      written.put(temporary, longer.subarray(0, longer.length - 9));
      await looked(written, peer, 'look-2');
      renameTo(written.path(temporary), written.path(`copied/${FILE}`), longer);
      written.expect('copied', rowsOf(0, 8));
      await peer.shows(written);
    },
  },
  {
    what: 'a bit flips in the middle of a file',
    async run(written, start) {
      const bytes = fileOf(rowsOf(0, 3));
      const damaged = joined([bytes, ...rowsOf(3, 6).map((row) => record(row))]);
      // In the value, which stands at the end of the payload: what is read in spite of its checksum is wrong.
      const value = bytes.length + record([3, 3.5]).length - 6;
      damaged[value] = (damaged[value] ?? 0) ^ 4;
      written.put(`flipped/${FILE}`, damaged);
      written.expect('flipped', [...rowsOf(0, 3), ...rowsOf(4, 6)]);
      const peer = await start();
      await peer.shows(written);
      await peer.tells(/^flipped\/.*checksum/);
    },
  },
  {
    what: 'power fails: zeros at the end of a file, and the training goes on in a new one',
    async run(written, start) {
      written.put(`zeros/${FILE}`, joined([fileOf(rowsOf(0, 3)), new Uint8Array(4096)]));
      written.put(`zeros/${NEXT_FILE}`, fileOf(rowsOf(3, 5)));
      written.expect('zeros', rowsOf(0, 5));
      const peer = await start();
      await peer.shows(written);
      await peer.tells(/^zeros\//);
    },
  },
  {
    what: "the writer's clock jumps back a day, and times of files lie in 1970 and 2099",
    async run(written, start) {
      for (const [run, year] of [
        ['old', 1970],
        ['future', 2099],
      ] as const) {
        addRun(written, run);
        utimesSync(written.path(`${run}/${FILE}`), new Date(`${year}-06-01`), new Date(`${year}-06-01`));
      }
      const peer = await start();
      await peer.shows(written);
      for (const run of ['old', 'future']) {
        written.append(`${run}/${FILE}`, record([3, 3.5], 1_789_913_600));
        written.expect(run, rowsOf(0, 4));
      }
      await peer.shows(written);
      utimesSync(written.path(`future/${FILE}`), new Date('1999-01-01'), new Date('1999-01-01'));
      written.append(`old/${FILE}`, record([4, 4.5]));
      written.expect('old', rowsOf(0, 5));
      await peer.shows(written);
    },
  },
];

/** As copying programs end: the last bytes, then the name. */
function renameTo(temporary: string, path: string, bytes: Uint8Array): void {
  writeFileSync(temporary, bytes);
  renameSync(temporary, path);
}
