import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openLogSource } from './log-source.ts';

const fixtures = fileURLToPath(new URL('../../test/fixtures/logs', import.meta.url));

it('loads every log of the fixtures', async () => {
  const source = openLogSource({ logdir: fixtures, reloadIntervalSeconds: 0 });
  await source.reload();
  const { snapshot } = source;
  expect(snapshot.loading).toBe(false);
  expect(snapshot.runs).toHaveLength(62);
  expect(snapshot.pluginNames).toContain('scalars');
  expect(snapshot.problems).toHaveLength(6);
  await source.close();
});
