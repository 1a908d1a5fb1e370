import { describe, expect, it } from 'vitest';
import { eventFile, joined, ScriptedLogdir, scalar } from '../../test/scripted-logdir.ts';
import { frameRecord } from '../format/tf-record.ts';
import type { ScanBatch } from './batch.ts';
import { PlainScanner } from './scan.ts';
import { Tail } from './tail.ts';

function tailed(bytes: Uint8Array) {
  const logdir = new ScriptedLogdir();
  logdir.write('tfevents', bytes);
  const tail = new Tail(logdir, { path: '/log/tfevents', name: 'tfevents' }, () => new PlainScanner());
  const batches: ScanBatch[] = [];
  const read = () =>
    tail.read(async (_, batch) => {
      batches.push(batch);
      return true;
    });
  const events = () => batches.reduce((sum, batch) => sum + batch.events, 0);
  return { logdir, tail, batches, read, events };
}

const points = (count: number) =>
  joined(Array.from({ length: count }, (_, step) => eventFile(scalar('a', step, step))));
/** Twenty are longer than three blocks. */
const graphs = (count: number) =>
  joined(Array.from({ length: count }, () => eventFile({ graphDef: new Uint8Array(400_000) })));

describe('a tail', () => {
  it('reads a large file in blocks, and each record once', async () => {
    const bytes = graphs(40);
    const { tail, batches, read, events } = tailed(bytes);
    expect(await read()).toEqual({ kind: 'read' });
    expect(batches.length).toBeGreaterThan(2);
    expect(events()).toBe(40);
    expect(tail.offsetBytes).toBe(bytes.length);
    await read();
    expect(events()).toBe(40);
  });

  it('reads a record that is larger than a block', async () => {
    const graph = eventFile({ graphDef: new Uint8Array(5_000_000) });
    const { read, events } = tailed(joined([points(3), graph, points(3)]));
    await read();
    expect(events()).toBe(7);
  });

  it('gives others a turn while it decodes events in full, however small they are', async () => {
    const { batches, read, events } = tailed(points(20_000));
    await read();
    expect(batches.length).toBeGreaterThan(1);
    expect(events()).toBe(20_000);
  });

  it('takes a growing file byte by byte', async () => {
    const ends = [1, 2, 3].map((count) => points(count).length);
    const bytes = points(3);
    const { logdir, tail, read, events } = tailed(bytes.subarray(0, 0));
    for (let length = 1; length <= bytes.length; length++) {
      logdir.append('tfevents', bytes.subarray(length - 1, length));
      await read();
      expect(tail.unfinishedBytes).toBe(length - tail.offsetBytes);
      expect(events()).toBe(ends.filter((end) => end <= length).length);
    }
  });

  it('waits for a large record without reading its part again and again', async () => {
    const record = frameRecord(new Uint8Array(100_000));
    const { logdir, batches, read } = tailed(record.subarray(0, 50));
    await read();
    for (let length = 50; length < 500; length += 50) {
      logdir.append('tfevents', record.subarray(length, length + 50));
      await read();
    }
    expect(batches).toHaveLength(1);
  });

  it('leaves off when it is told to, and goes on there', async () => {
    const { tail, read, events } = tailed(graphs(20));
    let first = 0;
    await tail.read(async (_, batch) => {
      first += batch.events;
      return false;
    });
    expect(first).toBeLessThan(20);
    await read();
    expect(first + events()).toBe(20);
  });

  it('comes to an end when the file is cut while it is read', async () => {
    const bytes = points(3);
    const { logdir, tail, read, events } = tailed(bytes);
    const open = logdir.open.bind(logdir);
    logdir.open = async (path) => {
      const opened = await open(path);
      return opened && { ...opened, sizeBytes: bytes.length + 100 };
    };
    expect(await read()).toEqual({ kind: 'read' });
    expect([events(), tail.offsetBytes]).toEqual([3, bytes.length]);
    logdir.truncate('tfevents', bytes.length - 5);
    expect(await read()).toMatchObject({ kind: 'replaced' });
  });

  it('notices that a file was cut and grew again between two looks', async () => {
    const { logdir, read } = tailed(points(3));
    await read();
    logdir.truncate('tfevents', 0);
    logdir.append('tfevents', eventFile(...[5, 6, 7, 8, 9].map((step) => scalar('b', step, step))));
    expect(await read()).toEqual({ kind: 'replaced', why: 'the file was written anew' });
  });

  it('says that a file is gone', async () => {
    const { logdir, read } = tailed(points(1));
    await read();
    logdir.files.delete('tfevents');
    expect(await read()).toEqual({ kind: 'gone' });
    expect(logdir.openCount).toBe(0);
  });
});
