import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeEvent } from '../src/format/event.ts';
import { frameRecord } from '../src/format/tf-record.ts';
import { inspect, inspectionOutput, inspectionText } from './inspect.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inspect-'));
  mkdirSync(join(folder, 'train'));
  file = join(folder, 'train', 'events.out.tfevents.1');
  const scalar = (tag: string, step: number, simpleValue: number) =>
    frameRecord(encodeEvent({ wallTimeSeconds: 1_700_000_000 + step, step, values: [{ tag, simpleValue }] }));
  const records = [
    scalar('loss', 0, 1),
    scalar('loss', 7, 0.25),
    scalar('odd', 1, Number.NaN),
    scalar('odd\u001b[2J', 1, Number.POSITIVE_INFINITY),
  ];
  writeFileSync(file, Buffer.concat([...records, Uint8Array.of(1, 2, 3)]));
  writeFileSync(join(folder, 'train', 'no.tfevents'), 'nothing of the kind, but long enough to tell');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('an inspection', () => {
  it('counts and measures every series and names the damage', async () => {
    const text = inspectionText(await inspect(folder, false));
    expect(text).toContain(`${folder}: 1 run, 3 series\n`);
    expect(text).toContain('train  (2023-11-14T22:13:20.000Z to 2023-11-14T22:13:27.000Z)\n');
    expect(text).toMatch(/scalars {2}loss +2 +0 \.\. 7 +0\.25 \.\. 1\n/);
    expect(text).toMatch(/scalars {2}odd +1 +1 \.\. 1 +1 not finite\n/);
    expect(text).toMatch(
      /2 problems\n {2}train\/events\.out\.tfevents\.1, byte 168: .*\n {2}train\/no\.tfevents, byte 0: this/,
    );
  });

  it('lets no control character of a log through to the terminal', async () =>
    expect(inspectionText(await inspect(folder, false)).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u));

  it('of one file and one tag has nothing else', async () =>
    expect(await inspect(file, true, 'loss')).toMatchObject({
      runs: [
        {
          name: '.',
          series: [
            { pluginName: 'scalars', tag: 'loss', count: 2, firstStep: 0, lastStep: 7, min: 0.25, max: 1 },
          ],
        },
      ],
    }));

  it('is JSON where that is wanted', async () => {
    const line = {
      kind: 'inspect',
      logdir: undefined,
      eventFile: undefined,
      tag: 'loss',
      json: true,
    } as const;
    const output = await inspectionOutput(line, () => folder);
    expect(JSON.parse(output)).toMatchObject({ path: folder, runs: [{ series: [{ count: 2 }] }] });
  });

  it.each([
    ['missing', false, 'There is no folder'],
    ['missing', true, 'There is no file'],
    ['.', true, 'There is no file'],
  ])('of %s is refused', async (name, isFile, message) =>
    expect(inspect(join(folder, name), isFile)).rejects.toThrow(message),
  );
});
