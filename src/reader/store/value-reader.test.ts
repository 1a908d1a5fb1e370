import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventFile } from '../../../test/scripted-logdir.ts';
import type { Event } from '../../format/event.ts';
import { type LogSource, openLogSource } from './log-source.ts';
import type { PlacedSeries } from './series.ts';
import { ValueReader } from './value-reader.ts';

let folder: string;
let file: string;
let source: LogSource | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-value-reader-'));
  file = join(folder, 'tfevents');
});
afterEach(async () => {
  await source?.close();
  rmSync(folder, { recursive: true });
});

const word = (step: number, ...words: string[]): Partial<Event> => ({
  step,
  values: words.map((text, i) => ({
    tag: `t${i}`,
    metadata: { pluginData: { pluginName: 'text' } },
    tensor: { dtype: 7, tensorShape: { dim: [{ size: 1 }] }, stringVal: [new TextEncoder().encode(text)] },
  })),
});

/** The series of a tag, as it is indexed when it is asked for. */
async function indexed(tag: string, logdir = folder, run = '.'): Promise<PlacedSeries> {
  await source?.close();
  source = openLogSource({ logdir, reloadIntervalSeconds: 0 });
  await source.reload();
  const series = source.snapshot.series(run, tag);
  if (series?.storage !== 'places') throw new Error(`no values of ${tag} by place`);
  return series;
}

async function textOf(reader: ValueReader, series: PlacedSeries, index: number): Promise<string> {
  const tensor = await reader.tensorAt(series, index);
  if (tensor.dtype !== 'string') throw new Error('no strings');
  return new TextDecoder().decode(tensor.strings[0]);
}

it('reads each value of an event from its own place', async () => {
  writeFileSync(file, eventFile(word(0, 'a', 'b'), word(1, 'c', 'd')));
  const reader = new ValueReader();
  const second = await indexed('t1');
  expect(second.places.map(({ valueIndex, items }) => [valueIndex, items])).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(await textOf(reader, second, 0)).toBe('b');
  expect(await textOf(reader, second, 1)).toBe('d');
});

it.each<[string, () => void]>([
  ['was cut', () => truncateSync(file, 30)],
  ['is gone', () => rmSync(file)],
  ['holds something else at that place', () => writeFileSync(file, eventFile(word(7), word(0, 'xy')))],
  [
    'was damaged there',
    () => {
      const bytes = readFileSync(file);
      bytes[bytes.length - 6] = 1;
      writeFileSync(file, bytes);
    },
  ],
])('says so when the file %s', async (_, change) => {
  writeFileSync(file, eventFile(word(0, 'first'), word(1, 'second')));
  const series = await indexed('t0');
  change();
  await expect(new ValueReader().tensorAt(series, 1)).rejects.toMatchObject({
    reason: 'gone',
    message: expect.stringContaining('is no longer what was indexed'),
  });
});

it('leaves no file open behind values that were asked for together, and tells all of them where there is none', async () => {
  const words = Array.from({ length: 50 }, (_, step) => `word ${step}`);
  writeFileSync(file, eventFile(...words.map((text, step) => word(step, text))));
  const series = await indexed('t0');
  const together = () => {
    const reader = new ValueReader();
    return Promise.allSettled(words.map((_, index) => textOf(reader, series, index)));
  };
  expect(await together()).toEqual(words.map((value) => ({ status: 'fulfilled', value })));
  const open = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return [];
    }
  });
  expect(open.filter((path) => path === file)).toEqual([]);
  rmSync(file);
  for (const { status } of await together()) expect(status).toBe('rejected');
});

it('says what is wrong with a value that cannot be read', async () => {
  const metadata = { pluginData: { pluginName: 'histograms' } };
  const tensor = { dtype: 2, tensorShape: { dim: [{ size: 5 }, { size: 3 }] }, doubleVal: [1, 2] };
  writeFileSync(file, eventFile({ values: [{ tag: 'h', metadata, tensor }] }));
  const series = await indexed('h');
  await expect(new ValueReader().tensorAt(series, 0)).rejects.toMatchObject({
    reason: 'damaged',
    message: expect.stringContaining('2 values do not fill a shape of 15 elements'),
  });
});

it('keeps what was used last, within its bounds', async () => {
  const words = ['a', 'b', 'c'].map((letter) => letter.repeat(1000));
  writeFileSync(file, eventFile(...words.map((text, step) => word(step, text))));
  const series = await indexed('t0');
  const reader = new ValueReader(2500);
  for (const index of [0, 1, 0, 2]) await textOf(reader, series, index);
  rmSync(file);
  expect(await textOf(reader, series, 0)).toBe(words[0]);
  expect(await textOf(reader, series, 2)).toBe(words[2]);
  await expect(reader.tensorAt(series, 1)).rejects.toMatchObject({ reason: 'gone' });
});

it('reads every heavy value of the fixtures', async () => {
  const logs = fileURLToPath(new URL('../../../test/fixtures/logs', import.meta.url));
  source = openLogSource({ logdir: logs, reloadIntervalSeconds: 0 });
  await source.reload();
  const { snapshot } = source;
  const reader = new ValueReader();
  let values = 0;
  for (const series of snapshot.pluginNames.flatMap((name) => snapshot.seriesOf(name))) {
    if (series.storage !== 'places') continue;
    for (const [index, place] of series.places.entries()) {
      const { dtype, shape } = await reader.tensorAt(series, index);
      // Histograms of old lose their empty ends when they are read.
      if (dtype === 'string') expect(place.items).toBe(shape[0] ?? 1);
      values++;
    }
  }
  expect(values).toBe(223);
});
