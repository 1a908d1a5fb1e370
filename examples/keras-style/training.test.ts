import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { eventsIn } from '../../test/event-files.ts';
import { train } from './training.ts';

const logDir = mkdtempSync(join(tmpdir(), 'keras-style-'));
afterEach(() => rmSync(logDir, { recursive: true }));

it('learns to read digits and leaves its curves in two runs', async () => {
  const accuracy = await train(logDir, 600, 2);
  expect(accuracy).toBeGreaterThan(0.6);
  const tagsOf = (run: string) =>
    new Set(eventsIn(join(logDir, run)).flatMap(({ values = [] }) => values.map(({ tag }) => tag)));
  expect(tagsOf('validation')).toContain('epoch_accuracy');
  expect([...tagsOf('train')].filter((tag) => tag?.endsWith('/histogram'))).toHaveLength(4);
  expect(tagsOf('train')).toContain('batch_loss');
}, 60_000);
