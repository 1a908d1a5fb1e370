import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openLogdir } from '../../src/reader.ts';
import { train } from './training.ts';

const logDir = mkdtempSync(join(tmpdir(), 'cnn-'));
afterEach(() => rmSync(logDir, { recursive: true }));

it('learns to read digits, and leaves learning curves, filters and a graph', async () => {
  const { accuracy } = await train(logDir, { trainingDigits: 400, validationDigits: 100, epochs: 2 });
  expect(accuracy).toBeGreaterThan(0.5);
  await using log = await openLogdir(logDir);
  expect(log.problems).toEqual([]);
  const [ofTrain, ofValidation] = [log.run('train'), log.run('validation')];
  for (const run of [ofTrain, ofValidation]) {
    const losses = run?.scalars.get('loss');
    expect(Array.from(losses?.steps ?? [], Number)).toEqual([1, 2]);
    expect(losses?.values[1]).toBeLessThan(losses?.values[0] ?? 0);
    expect(Array.from(run?.scalars.get('accuracy')?.steps ?? [], Number)).toEqual([1, 2]);
  }
  expect(ofValidation?.scalars.get('accuracy')?.values[1]).toBeCloseTo(accuracy, 6);
  // Eight filters of 5 × 5 in two rows, and what they see of a digit, 12 × 12; before training and after each epoch.
  const sizes = [];
  for (const tag of ['filters/conv1', 'seen by/conv1']) {
    const pictures = ofTrain?.images.get(tag);
    expect(Array.from(pictures?.steps ?? [], Number)).toEqual([0, 1, 2]);
    const { width, height } = (await pictures?.at(-1)) ?? {};
    sizes.push([width, height]);
  }
  expect(sizes).toEqual([
    [4 * 6 + 1, 2 * 6 + 1],
    [4 * 14 + 2, 2 * 14 + 2],
  ]);
  expect(ofTrain?.tags.map(({ kind }) => kind)).toContain('graphs');
}, 120_000);
