import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type EventSink, MemorySink } from './event-sink.ts';
import { FileSink } from './node/file-sink.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-sink-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

/** What both sinks must do. */
function describeSink(name: string, newSink: () => { sink: EventSink; bytes: () => Uint8Array }): void {
  describe(name, () => {
    it('puts bytes where they belong, and the same bytes twice as if once', async () => {
      const { sink, bytes } = newSink();
      await sink.write(Uint8Array.of(1, 2), 0);
      const background = sink.write(Uint8Array.of(3, 4), 2);
      sink.writeSync?.(Uint8Array.of(3, 4, 5), 2);
      await background;
      await sink.verify();
      await sink.close();
      expect([...bytes()]).toEqual([1, 2, 3, 4, 5]);
    });
  });
}

describeSink('memory', () => {
  const sink = new MemorySink();
  return { sink, bytes: () => sink.bytes };
});

describeSink('a file', () => {
  const sink = new FileSink(join(folder, 'run'), '');
  return { sink, bytes: () => readFileSync(sink.name) };
});

describe('a file', () => {
  it('has a name as PyTorch gives it, in a folder that is made', async () => {
    const sink = new FileSink(join(folder, 'a', 'b'), '.suffix');
    expect(existsSync(join(folder, 'a'))).toBe(false);
    sink.open();
    const [name = ''] = readdirSync(join(folder, 'a', 'b'));
    expect(name).toMatch(/^events\.out\.tfevents\.\d{10}\./);
    expect(name).toContain(`.${hostname()}.${process.pid}.`);
    expect(name.endsWith('.suffix')).toBe(true);
    await sink.close();
  });

  it('is never one that is there already', async () => {
    // Another container of the same host name and process id may have had any of the next names.
    const first = new FileSink(folder, '');
    first.open();
    const [, stem, number] = /^(.*\.)(\d+)$/.exec(basename(first.name)) ?? [];
    const seconds = Number(/tfevents\.(\d+)/.exec(first.name)?.[1]);
    for (let later = 0; later < 5; later++) {
      const taken = stem?.replace(String(seconds), String(seconds + later)) ?? '';
      writeFileSync(join(folder, `${taken}${Number(number) + 1}`), 'theirs');
    }
    const second = new FileSink(folder, '');
    await second.write(Uint8Array.of(1), 0);
    expect(basename(second.name).endsWith(`.${Number(number) + 2}`)).toBe(true);
    const theirs = readdirSync(folder).filter((name) => name.endsWith(`.${Number(number) + 1}`));
    expect(theirs.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(
      new Array(5).fill('theirs'),
    );
    await Promise.all([first.close(), second.close()]);
  });

  it('that was removed is missed', async () => {
    const sink = new FileSink(join(folder, 'run'), '');
    await sink.write(Uint8Array.of(1), 0);
    rmSync(join(folder, 'run'), { recursive: true });
    await expect(sink.verify()).rejects.toThrow('the file was removed while it was written');
    await sink.close();
  });

  it('that cannot be made says why, and can be tried again', async () => {
    writeFileSync(join(folder, 'run'), '');
    const sink = new FileSink(join(folder, 'run'), '');
    await expect(sink.write(Uint8Array.of(1), 0)).rejects.toThrow('EEXIST');
    rmSync(join(folder, 'run'));
    await sink.write(Uint8Array.of(1), 0);
    expect([...readFileSync(sink.name)]).toEqual([1]);
    await sink.close();
  });
});
