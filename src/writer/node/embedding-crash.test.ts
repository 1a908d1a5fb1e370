// Embeddings of a process that is killed: whoever reads, before and after, finds whole files only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bundleForNode, type NodeBundle } from '../../../test/bundle-for-node.ts';
import { shapeOfLines } from '../../plugins/projector/model/points.ts';
import { projectorConfigOf } from '../../plugins/projector/values.ts';

vi.setConfig({ testTimeout: 60_000 });

let bundle: NodeBundle;
let logDir: string;
beforeAll(async () => {
  bundle = await bundleForNode('src/index.ts');
  logDir = mkdtempSync(join(tmpdir(), 'runboard-embedding-'));
}, 60_000);
afterAll(() => {
  bundle.remove();
  rmSync(logDir, { recursive: true, force: true });
});

const PROGRAM = `
  const writer = new SummaryWriter(LOG_DIR);
  const metadata = Array.from({ length: 50 }, (_, i) => 'label ' + i);
  const labelImg = { shape: [50, 1, 4, 4], data: new Float32Array(800) };
  const data = Float32Array.from({ length: 400 }, Math.random);
  for (let step = 0; ; step++) writer.addEmbedding({ shape: [50, 8], data }, { metadata, labelImg, step });`;

function readEmbeddings() {
  const path = join(logDir, 'projector_config.pbtxt');
  const embeddings = existsSync(path) ? (projectorConfigOf(readFileSync(path, 'utf8')).embeddings ?? []) : [];
  const last = embeddings.at(-1);
  if (last) {
    const read = (file = '') => readFileSync(join(logDir, file));
    expect(shapeOfLines(read(last.tensorPath))).toEqual([50, 8]);
    expect(shapeOfLines(read(last.metadataPath))).toEqual([50, 1]);
    expect(read(last.sprite?.imagePath).subarray(-8, -4).toString()).toBe('IEND');
  }
  return embeddings;
}

it.each([1, 7, 23, 50])('killed when there are %i of them', async (count) => {
  rmSync(logDir, { recursive: true, force: true });
  const source = PROGRAM.replace('LOG_DIR', JSON.stringify(logDir));
  const program = `import { SummaryWriter } from ${JSON.stringify(pathToFileURL(bundle.path).href)};${source}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' });
  const exit = once(child, 'exit');
  while (readEmbeddings().length < count && child.exitCode === null) await setImmediate();
  child.kill('SIGKILL');
  await exit;
  const embeddings = readEmbeddings();
  expect(embeddings.length).toBeGreaterThanOrEqual(count);
  const names = embeddings.map(({ tensorName }) => tensorName);
  expect(names).toEqual(names.map((_, step) => `default:${String(step).padStart(5, '0')}`));
});
