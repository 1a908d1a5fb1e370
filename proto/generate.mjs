// Turns the .proto files of this folder into gen/tensorboard.js and its types. Never edit what it writes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const cli = dirname(createRequire(import.meta.url).resolve('protobufjs-cli/package.json'));
const run = (program, ...args) =>
  execFileSync(process.execPath, [join(cli, 'bin', program), ...args], { cwd: here, stdio: 'inherit' });

mkdirSync(join(here, 'gen'), { recursive: true });
const protos = readdirSync(here, { recursive: true })
  .filter((name) => name.endsWith('.proto'))
  .sort();
const js = join(here, 'gen', 'tensorboard.js');
run(
  'pbjs',
  '-t',
  'static-module',
  '-w',
  'es6',
  '--es6',
  '--no-create',
  '--no-verify',
  '--no-delimited',
  '--no-service',
  '--no-typeurl',
  '--no-convert',
  '-p',
  '.',
  '-o',
  js,
  ...protos,
);
run('pbts', '-o', join(here, 'gen', 'tensorboard.d.ts'), js);
const edit = (file, change) => writeFileSync(file, change(readFileSync(file, 'utf8')));
edit(join(here, 'gen', 'tensorboard.d.ts'), (text) =>
  text.replace('import Long = require("long");', 'import type Long from "long";'),
);
// The comments were for the types; without them the file is a third of the size.
edit(js, (text) => text.replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, ''));
