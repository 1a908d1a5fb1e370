// Builds what `npm start`, `npm test` and the package need: messages, Node code, page. `--dev` watches instead.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const bin = (name) => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const dev = process.argv.includes('--dev');
rmSync(new URL('dist', import.meta.url), { recursive: true, force: true });
run(process.execPath, 'proto/generate.mjs');
cpSync(new URL('proto/gen', import.meta.url), new URL('dist/proto/gen', import.meta.url), {
  recursive: true,
});
if (dev) {
  const watch = (command, ...args) => spawn(command, args, { cwd: root, stdio: 'inherit' });
  watch(bin('tsc'), '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput');
  watch(bin('vite'), 'build', '--watch', '--logLevel', 'warn');
} else {
  run(bin('tsc'), '-p', 'tsconfig.build.json');
  run(bin('vite'), 'build', '--logLevel', 'warn');
  chmodSync(new URL('dist/server/cli.js', import.meta.url), 0o755);
}
