// Builds what `npm start`, `npm test` and the package need: messages, Node code, page. `--dev` goes on building at each
// change and serves, started anew after a change of Node code: ./tensorboard, or what the flags behind `--dev` say.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const bin = (name) => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const devAt = process.argv.indexOf('--dev');
rmSync(new URL('dist', import.meta.url), { recursive: true, force: true });
run(process.execPath, 'proto/generate.mjs');
// Its memory is given to it, of the kind that threads can share; see uncountedMemory in src/reader/wasm-module.ts.
const givenMemory = '--importMemory --sharedMemory --enable threads --maximumMemory 65536'.split(' ');
for (const [source, wasm, ...more] of [
  ['src/reader/asm/scan.ts', 'src/reader/asm/scan.wasm', ...givenMemory],
  ['server/api/asm/points.ts', 'server/api/asm/points.wasm'],
  ['src/plugins/projector/asm/kernels.ts', 'src/plugins/projector/asm/kernels.wasm'],
]) {
  run(bin('asc'), source, '-o', wasm, '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', ...more);
}
cpSync(new URL('proto/gen', import.meta.url), new URL('dist/proto/gen', import.meta.url), {
  recursive: true,
});
for (const wasm of ['src/reader/asm/scan.wasm', 'server/api/asm/points.wasm']) {
  cpSync(new URL(wasm, import.meta.url), new URL(`dist/${wasm}`, import.meta.url));
}
run(bin('tsc'), '-p', 'tsconfig.build.json');
run(bin('vite'), 'build', '--logLevel', 'warn');
// Its declarations are apart from the others': a page has other types than Node.
run(bin('tsc'), '-p', 'tsconfig.browser.json');
run(bin('vite'), 'build', '--config', 'vite.browser.config.ts', '--logLevel', 'warn');
for (const mode of ['cli', 'scan-worker'])
  run(bin('vite'), 'build', '--config', 'vite.server.config.ts', '--mode', mode, '--logLevel', 'warn');
chmodSync(new URL('dist/server/cli.js', import.meta.url), 0o755);
if (devAt !== -1) {
  const flags = process.argv.slice(devAt + 1);
  // Ctrl+C reaches all of them: they share this terminal's process group.
  const goOn = (command, ...args) => spawn(command, args, { cwd: root, stdio: 'inherit' });
  goOn(bin('tsc'), '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput');
  goOn(bin('vite'), 'build', '--watch', '--mode', 'development', '--logLevel', 'warn');
  const served = flags.length > 0 ? flags : ['--logdir', 'tensorboard'];
  goOn(process.execPath, '--watch', '--watch-preserve-output', 'dist/server/cli.js', ...served);
}
