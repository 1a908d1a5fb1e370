// Turns the .proto files of this folder into gen/tensorboard.js, which encodes and decodes, by way of gen/messages/,
// and gen/descriptors.js, which tells the fields of each message. Never edit what it writes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

const here = dirname(fileURLToPath(import.meta.url));
const cli = dirname(createRequire(import.meta.url).resolve('protobufjs-cli/package.json'));
const run = (program, ...args) =>
  execFileSync(process.execPath, [join(cli, 'bin', program), ...args], { cwd: here, stdio: 'inherit' });

const messagesFolder = join(here, 'gen', 'messages');
mkdirSync(messagesFolder, { recursive: true });
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

const root = new protobuf.Root();
root.resolvePath = (_, name) => join(here, name);
root.loadSync(protos, { keepCase: true });
root.resolveAll();
// One constant a message, in a file for each .proto, in place of one object of all: a bundle takes only what it names.
const generated = readFileSync(js, 'utf8');
const head = generated.slice(0, generated.indexOf('// Exported root namespace'));
const files = new Map();
const namespaces = new Map();
for (const [, namespace, body] of generated.matchAll(
  /^export const (\w+) = \$root\.\1 = \(\(\) => \{\n([\s\S]*?)^\}\)\(\);\n/gm,
)) {
  for (const [, name, code] of body.matchAll(
    /^ {4}\w+\.(\w+) = (\(function\(\) \{\n[\s\S]*?^ {4}\}\)\(\);\n)/gm,
  )) {
    const file = basename(root.lookup(`${namespace}.${name}`).filename, '.proto');
    const constant = `${namespace}_${name}`;
    const named = code.replace(/\$root\.(\w+)\.(\w+)/g, '$1_$2');
    files.set(file, [...(files.get(file) ?? []), { constant, code: named }]);
    namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), { name, constant, file }]);
  }
}
const fileOf = new Map([...namespaces.values()].flat().map(({ constant, file }) => [constant, file]));
for (const [file, messages] of files) {
  const used = new Set(messages.flatMap(({ code }) => code.match(/\b[a-z]+_[A-Z]\w*/g) ?? []));
  const imports = [...used]
    .filter((one) => fileOf.has(one) && fileOf.get(one) !== file)
    .map((one) => `import { ${one} } from './${fileOf.get(one)}.js';\n`);
  const constants = messages.map(({ constant, code }) => `export const ${constant} = /*@__PURE__*/ ${code}`);
  writeFileSync(join(messagesFolder, `${file}.js`), [head, ...imports, ...constants].join(''));
  const types = messages.map(
    ({ constant }) => `export declare const ${constant}: typeof ${constant.replace('_', '.')};\n`,
  );
  const typed = `import type { ${[...namespaces.keys()].join(', ')} } from '../tensorboard.js';\n`;
  writeFileSync(join(messagesFolder, `${file}.d.ts`), [typed, ...types].join(''));
}
for (const [namespace, messages] of namespaces)
  writeFileSync(
    join(messagesFolder, `all-${namespace}.js`),
    messages
      .map(({ name, constant, file }) => `export { ${constant} as ${name} } from './${file}.js';\n`)
      .join(''),
  );
writeFileSync(
  js,
  [...namespaces.keys()].map((name) => `export * as ${name} from './messages/all-${name}.js';\n`).join(''),
);

// Fields by number, as text formats print them; the keys are those of the decoded objects.
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
