// Turns the .proto files of this folder into gen/tensorboard.js, which encodes and decodes, and gen/descriptors.js, which
// tells the fields of each message. Never edit what it writes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

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

// Fields by number, as text formats print them; the keys are those of the decoded objects.
const root = new protobuf.Root();
root.resolvePath = (_, name) => join(here, name);
root.loadSync(protos, { keepCase: true });
root.resolveAll();
const shortName = (type) => type.fullName.slice(1).replace(/^tensorboard\./, '');
const messages = {};
const enums = {};
const visit = (namespace) => {
  for (const nested of namespace.nestedArray) {
    if (nested instanceof protobuf.Enum) enums[shortName(nested)] = nested.valuesById;
    if (nested instanceof protobuf.Type)
      messages[shortName(nested)] = nested.fieldsArray.toSorted((a, b) => a.id - b.id).map(fieldOf);
    if (nested instanceof protobuf.Namespace) visit(nested);
  }
};
const fieldOf = (field) => ({
  name: field.name,
  key: field.name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()),
  type: field.resolvedType ? shortName(field.resolvedType) : field.type,
  ...(field.repeated ? { repeated: true } : {}),
  ...(field.keyType ? { mapKey: field.keyType } : {}),
  ...(field.partOf ? { oneof: true } : {}),
});
visit(root);
writeFileSync(
  join(here, 'gen', 'descriptors.js'),
  `export const messages = ${JSON.stringify(messages)};\nexport const enums = ${JSON.stringify(enums)};\n`,
);
writeFileSync(
  join(here, 'gen', 'descriptors.d.ts'),
  `import type { FieldDescriptor } from '../field-descriptor.ts';
export declare const messages: Readonly<Record<string, readonly FieldDescriptor[]>>;
export declare const enums: Readonly<Record<string, Readonly<Record<number, string>>>>;
`,
);
