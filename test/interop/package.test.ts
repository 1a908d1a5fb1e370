// The packed tarball, installed in an empty folder as a user would: it serves, and it is imported, with its types.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireBuild, startedAt } from '../runboard-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'runboard-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  requireBuild();
  // Without scripts: the build is there already, and packing anew would wipe it under the other tests.
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { stdio: 'pipe' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? 'no tarball';
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'user', private: true, type: 'module' }),
  );
  execFileSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], {
    cwd: folder,
    stdio: 'pipe',
  });
});

/** Compiles a program of the folder. */
function compile(file: string, ...flags: readonly string[]): void {
  const types = ['--typeRoots', resolve('node_modules/@types'), '--types', 'node', '--ignoreConfig'];
  const all = ['--module', 'nodenext', ...flags, ...types, file];
  execFileSync(resolve('node_modules/.bin/tsc'), all, { cwd: folder, stdio: 'pipe' });
}

it('writes a run by import and serves it by npx, without a build step', async () => {
  const program = `
    import { SummaryWriter } from 'runboard';
    const writer = new SummaryWriter('logs/first');
    for (let step = 0; step < 5; step++) writer.addScalar('loss', 1 / (step + 1), step);
    await writer.close();
  `;
  writeFileSync(join(folder, 'log.js'), program);
  execFileSync(process.execPath, ['log.js'], { cwd: folder, stdio: 'pipe' });

  const server = await startedAt(
    'npx',
    ['--no-install', 'runboard', '--logdir', 'logs', '--port', '0'],
    folder,
  );
  try {
    await expect.poll(async () => (await fetch(`${server.url}data/runs`)).json()).toEqual(['first']);
    const scalars = await fetch(`${server.url}data/plugin/scalars/scalars?run=first&tag=loss`);
    expect(await scalars.json()).toHaveLength(5);
    const page = await (await fetch(server.url)).text();
    const script = /src="\.?\/?([^"]+\.js)"/.exec(page)?.[1];
    expect((await fetch(new URL(script ?? 'no-script', server.url))).status).toBe(200);
  } finally {
    await server.stop();
  }
});

it('reads a log from a program, by import and by require', () => {
  const program = `
    import { openLogdir } from 'runboard/reader';
    await using log = await openLogdir('logs', { follow: true });
    const { steps, values } = log.run('first').scalars.get('loss');
    const later = [];
    for await (const points of log.run('first').scalars.get('loss').live()) {
      later.push(points.steps.length);
      break;
    }
    console.log(steps.at(-1), values[1], later, log.problems.length);
  `;
  // Node 20 knows no \`await using\`: compiled, as a user of TypeScript compiles it.
  writeFileSync(join(folder, 'read.ts'), program);
  compile('read.ts', '--noCheck', '--target', 'es2022');
  const required = `
    const { openLogdir } = require('runboard/reader');
    openLogdir('logs').then(async (log) => {
      console.log(log.runs.map(({ name }) => name).includes('first'));
      await log.close();
    });
  `;
  writeFileSync(join(folder, 'read.cjs'), required);
  const run = (name: string) => spawnSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' });
  expect(run('read.js')).toMatchObject({ stdout: '4 0.5 [ 5 ] 0\n', stderr: '' });
  expect(run('read.cjs')).toMatchObject({ stdout: 'true\n', stderr: '' });
});

it('is required by programs in CommonJS, quietly', () => {
  const program = `
    const { SummaryWriter } = require('runboard');
    const { tensorBoard } = require('runboard/tfjs');
    const writer = new SummaryWriter('logs/commonjs');
    writer.addScalar('loss', 1);
    writer.close().then(() => console.log(typeof tensorBoard().onEpochEnd));
  `;
  writeFileSync(join(folder, 'log.cjs'), program);
  const { stdout, stderr } = spawnSync(process.execPath, ['log.cjs'], { cwd: folder, encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: 'function\n', stderr: '' });
  expect(readdirSync(join(folder, 'logs/commonjs'))).toHaveLength(1);
});

it('brings types that a strict compiler takes', () => {
  const program = `
    import { makeGrid, SummaryWriter } from 'runboard';
    import { openLogdir } from 'runboard/reader';
    import { tensorBoard } from 'runboard/tfjs';
    const log = await openLogdir('logs', { onProblem: ({ file }) => console.warn(file) });
    for (const [tag, { steps, values }] of log.run('first')?.scalars ?? []) {
      tag satisfies string;
      steps satisfies Float64Array | BigInt64Array;
      values satisfies Float32Array | Float64Array;
    }
    const pixels: Uint8Array | undefined = (await log.run('first')?.images.get('digits')?.at(-1))?.pictures[0];
    // @ts-expect-error a run is not to be changed
    if (pixels) log.runs[0].startTimeSeconds = 0;
    tensorBoard({ logDir: 'logs', updateFreq: 10 }) satisfies { onTrainEnd(): Promise<void> };
    const writer: SummaryWriter = new SummaryWriter('logs/typed', { flushSecs: 1 });
    writer.addImage('digits', makeGrid({ data: new Float32Array(4), shape: [1, 1, 2, 2] }), 3);
    // @ts-expect-error a tag is a string
    writer.addScalar(1, 2);
  `;
  mkdirSync(join(folder, 'typed'));
  writeFileSync(join(folder, 'typed/program.ts'), program);
  compile('typed/program.ts', '--noEmit', '--strict', '--target', 'es2023', '--lib', 'es2023');
});

it('carries nothing that only developers need', () => {
  const packed = readdirSync(join(folder, 'node_modules/runboard'), { recursive: true, encoding: 'utf8' });
  expect(packed.filter((name) => /\.test\.|(^|\/)(examples|test)\//.test(name))).toEqual([]);
  expect(packed).toContain('LICENSE');
  expect(packed).toContain('README.md');
  // Of packages that the build put into files of its own.
  const licences = readFileSync(join(folder, 'node_modules/runboard/dist/server/cli.licenses.md'), 'utf8');
  expect(licences).toContain('## express - ');
  expect(readdirSync(join(folder, 'node_modules'))).not.toContain('vite');
});
