import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventFile, scalar } from '../../../test/scripted-logdir.ts';
import type { Event } from '../../format/event.ts';
import { type OpenedLogdir, openLogdir, pictureTypeOf } from '../../reader.ts';

const logs = fileURLToPath(new URL('../../../test/fixtures/logs', import.meta.url));

let folder: string;
let log: OpenedLogdir | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-open-logdir-'));
});
afterEach(async () => {
  await log?.close();
  log = undefined;
  rmSync(folder, { recursive: true });
});

const open = async (name: string) => {
  log = await openLogdir(join(logs, name));
  return log;
};

describe('a log that is read once', () => {
  it('lists runs, and tags by kind', async () => {
    const { runs } = await open('torch_api');
    expect(runs).toHaveLength(13);
    const root = runs.find(({ name }) => name === '.');
    expect(root?.tags).toContainEqual({ tag: 'h/steps', kind: 'histograms', length: 4 });
    expect([...(root?.scalars.keys() ?? [])]).toEqual([
      's/double',
      's/new_style',
      's/no_step',
      's/plain',
      's/walltime',
    ]);
  });

  it('gives numbers as typed arrays, as wide as they were stored', async () => {
    const root = (await open('torch_api')).run('.');
    const plain = root?.scalars.get('s/plain');
    expect(plain).toMatchObject({ run: '.', tag: 's/plain', kind: 'scalars', length: 30 });
    expect(plain?.values).toBeInstanceOf(Float32Array);
    expect(plain?.steps.slice(-2)).toEqual(Float64Array.of(28, 29));
    expect(root?.scalars.get('s/double')?.values).toBeInstanceOf(Float64Array);
  });

  it('gives steps beyond 2^53 exactly, and numbers that are not finite', async () => {
    const edge = await open('edge');
    const [big] = edge.run('big_steps')?.scalars.values() ?? [];
    expect(big?.steps).toBeInstanceOf(BigInt64Array);
    expect(big?.steps.at(-1)).toBe(2n ** 62n);
    const odd = [...(edge.run('nonfinite')?.scalars.values() ?? [])].flatMap(({ values }) => [...values]);
    expect(odd).toEqual(expect.arrayContaining([Number.NaN, Number.POSITIVE_INFINITY]));
  });

  it('reads pictures, buckets, texts, clips, curves and tensors when they are asked for', async () => {
    const root = (await open('torch_api')).run('.');
    const picture = await root?.images.get('i/hw')?.at(0);
    expect(picture && picture.width * picture.height).toBeGreaterThan(0);
    expect(pictureTypeOf(picture?.pictures[0] ?? new Uint8Array())).toBe('image/png');

    const histogram = await root?.histograms.get('h/auto')?.at(-1);
    expect(histogram?.left).toBeInstanceOf(Float64Array);
    expect(histogram?.count.length).toBe(histogram?.right.length);

    const texts: unknown[] = [];
    for await (const { step, value } of root?.texts.get('t/steps/text_summary') ?? [])
      texts.push([step, value.shape]);
    expect(texts).toEqual([
      [0, [1]],
      [1, [1]],
      [2, [1]],
    ]);

    expect((await root?.audio.get('audio')?.at(0))?.clips).toHaveLength(1);
    expect((await root?.prCurves.get('pr')?.at(0))?.precision.length).toBeGreaterThan(1);
    expect(await root?.tensors.get('raw_tensor')?.at(0)).toMatchObject({ dtype: 'float32' });
    await expect(root?.tensors.get('raw_tensor')?.at(1)).rejects.toThrow(
      'no value 1 in raw_tensor of ., which has 1',
    );
  });

  it('gives hyperparameters as numbers, texts and booleans', async () => {
    const sessions = (await open('torch_lecture')).runs.flatMap(({ session }) => session ?? []);
    expect(sessions.length).toBeGreaterThan(0);
    const types = new Set(
      sessions.flatMap(({ hparams }) => [...hparams.values()].map((value) => typeof value)),
    );
    expect(types).toContain('number');
    expect(sessions[0]?.end?.status).toBe('STATUS_SUCCESS');
  });

  it('tells of damage and reads what is sound', async () => {
    const told: string[] = [];
    log = await openLogdir(join(logs, 'edge'), { onProblem: ({ file }) => told.push(file) });
    expect(log.problems.map(({ file }) => file)).toEqual(told);
    expect(log.problems).toContainEqual(
      expect.objectContaining({
        file: expect.stringContaining('bad_data_crc'),
        what: expect.stringContaining('checksum'),
      }),
    );
    expect(log.run('bad_data_crc')?.scalars.size).toBeGreaterThan(0);
  });

  it('shows what was added after a reload, and older answers stay as they were', async () => {
    const file = join(folder, 'events.out.tfevents.1');
    writeFileSync(file, eventFile(scalar('loss', 0, 1)));
    log = await openLogdir(file);
    const before = log.run('.')?.scalars.get('loss');
    appendFileSync(file, eventFile(scalar('loss', 1, 2)));
    await log.reload();
    expect(before?.length).toBe(1);
    expect([...(log.run('.')?.scalars.get('loss')?.values ?? [])]).toEqual([1, 2]);
  });

  it.each([
    ['a folder that is not there', 'nowhere', {}, 'there is no folder nowhere'],
    ['no path', '', {}, 'wants the path of a folder'],
    ['a pause of no time', logs, { pollSeconds: 0 }, 'pollSeconds must be a number above 0'],
  ])('refuses %s', async (_, path, options, message) => {
    await expect(openLogdir(path, options)).rejects.toThrow(message);
  });

  it('says that it is not followed', async () => {
    const root = (await open('torch_api')).run('.');
    expect(() => root?.scalars.get('s/plain')?.live()).toThrow('open it with { follow: true }');
  });
});

describe('a log that is followed', () => {
  const file = () => join(folder, 'run', 'events.out.tfevents.1');

  async function followed(...events: readonly Partial<Event>[]): Promise<OpenedLogdir> {
    mkdirSync(join(folder, 'run'));
    writeFileSync(file(), eventFile(...events));
    log = await openLogdir(folder, { follow: true, pollSeconds: 0.05 });
    return log;
  }

  it('gives the points there are, then those that are added', async () => {
    const opened = await followed(scalar('loss', 0, 3), scalar('loss', 1, 2));
    const seen: number[] = [];
    for await (const { from, steps, values, restarted } of opened.run('run')?.scalars.get('loss')?.live() ??
      []) {
      expect(from).toBe(seen.length);
      expect(restarted).toBe(false);
      seen.push(...values);
      if (seen.length === 2) appendFileSync(file(), eventFile(scalar('loss', 2, 1), scalar('loss', 3, 0)));
      if (steps.at(-1) === 3) break;
    }
    expect(seen).toEqual([3, 2, 1, 0]);
  });

  it('says when a restart took points back', async () => {
    const opened = await followed(scalar('loss', 0, 3), scalar('loss', 1, 2));
    const batches: unknown[] = [];
    for await (const { steps, restarted } of opened.run('run')?.scalars.get('loss')?.live() ?? []) {
      batches.push([[...steps], restarted]);
      if (batches.length === 2) break;
      appendFileSync(file(), eventFile(scalar('loss', 1, 9)));
    }
    expect(batches).toEqual([
      [[0, 1], false],
      [[0, 1], true],
    ]);
  });

  it('gives heavy values one by one', async () => {
    const text = (step: number, word: string) => ({
      step,
      values: [
        {
          tag: 'note',
          metadata: { pluginData: { pluginName: 'text' } },
          tensor: { dtype: 7, tensorShape: { dim: [] }, stringVal: [new TextEncoder().encode(word)] },
        },
      ],
    });
    const opened = await followed(text(0, 'a'));
    const words: unknown[] = [];
    for await (const { step, value } of opened.run('run')?.texts.get('note')?.live() ?? []) {
      words.push([step, value.texts]);
      if (words.length === 2) break;
      appendFileSync(file(), eventFile(text(5, 'ü')));
    }
    expect(words).toEqual([
      [0, ['a']],
      [5, ['ü']],
    ]);
  });

  it('tells of new runs and series', async () => {
    const opened = await followed(scalar('loss', 0, 3));
    const heard: unknown[] = [];
    for await (const { runs, changed } of opened.changes()) {
      heard.push(...changed.map(({ run, tag }) => `${run} ${tag}`));
      if (runs.length === 2 && heard.includes('later acc')) break;
      mkdirSync(join(folder, 'later'), { recursive: true });
      writeFileSync(join(folder, 'later', 'events.out.tfevents.2'), eventFile(scalar('acc', 0, 1)));
    }
    expect(heard).toEqual(['run loss', 'later acc']);
  });

  it.each<[string, (opened: OpenedLogdir, abort: AbortController) => unknown]>([
    ['the signal is aborted', (_, abort) => abort.abort()],
    ['the log is closed', (opened) => opened.close()],
  ])('ends quietly when %s', async (_, end) => {
    const opened = await followed(scalar('loss', 0, 3));
    const abort = new AbortController();
    let batches = 0;
    for await (const _points of opened.run('run')?.scalars.get('loss')?.live({ signal: abort.signal }) ??
      []) {
      batches += 1;
      setImmediate(() => void end(opened, abort));
    }
    expect(batches).toBe(1);
  });

  it('waits for a folder that is not there yet', async () => {
    log = await openLogdir(join(folder, 'new'), { follow: true, pollSeconds: 0.05 });
    expect(log.runs).toEqual([]);
    mkdirSync(join(folder, 'new'));
    writeFileSync(join(folder, 'new', 'events.out.tfevents.1'), eventFile(scalar('loss', 0, 1)));
    await expect.poll(() => log?.runs.map(({ name }) => name)).toEqual(['.']);
  });
});
