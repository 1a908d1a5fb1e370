// `npm run new-kind`, in a copy of the folders that it touches.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'runboard-new-kind-'));
const newKind = (...args: string[]) =>
  spawnSync(process.execPath, [join(folder, 'new-kind.mjs'), ...args], { encoding: 'utf8' });

beforeAll(() => {
  cpSync('new-kind.mjs', join(folder, 'new-kind.mjs'));
  cpSync('src/plugins/skeleton', join(folder, 'src/plugins/skeleton'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

it('copies the skeleton under names of its own', () => {
  const { stdout, status } = newKind('pr-curve');
  expect(status).toBe(0);
  expect(stdout).toContain('addPrCurve');
  const made = join(folder, 'src/plugins/pr-curve');
  expect(readFileSync(join(made, 'kind.ts'), 'utf8')).toContain('export const PR_CURVE: DataKind');
  expect(readFileSync(join(made, 'values.ts'), 'utf8')).toContain('export function prCurveOf(');
  const files = readdirSync(made, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain('pr-curve-dashboard.ts');
  const left = files.filter((file) =>
    /skeleton/i.test(readFileSync(join(file.parentPath, file.name), 'utf8')),
  );
  expect(left).toEqual([]);
});

it.each([
  ['no name', [], 'wants one name'],
  ['a name that is no kebab case', ['PrCurve'], 'wants one name'],
  ['a name that leads out', ['../x'], 'wants one name'],
  ['a kind that is there', ['skeleton'], 'is there already'],
])('refuses %s', (_, args, sentence) => {
  const { status, stderr } = newKind(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(sentence);
});
