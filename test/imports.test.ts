// Who may import whom: the table of ARCHITECTURE.md as data, one row a room. Also that no plugin is left out of the
// registries.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

// Patterns: `*` is one name, `**` any path, `{a,b}` either, `$K` the plugin's own folder name.
const FORMATS = ['src/{format,wire}/**', 'src/{kind,natural-order,problem}.ts'];
const PURE = [...FORMATS, 'proto/**'];
const PLUGIN_PURE = [...PURE, 'src/plugins/*/{kind,values}.ts', 'src/plugins/*/model/**'];
const PLUGIN_DATA = 'src/plugins/*/{kind,summary,values}.ts';

/** The first row whose left side matches a file says what it may import. */
const ROWS: readonly (readonly [files: string, mayImport: readonly string[]])[] = [
  ['**/*.test.ts', ['**']],
  ['{test,examples}/**', ['**']],
  ['proto/**', ['proto/**']],
  ['src/{format,wire}/**', PURE],
  ['src/{kind,natural-order,problem}.ts', PURE],
  ['src/plugins/$K/{kind,summary,values}.ts', PLUGIN_PURE],
  ['src/plugins/$K/model/**', PLUGIN_PURE],
  // TensorBoard's view of three kinds answers with what their own routes answer.
  [
    'src/plugins/time-series/*.ts',
    [...PLUGIN_PURE, 'src/plugins/{time-series,scalar,histogram,image}/*.ts', 'server/plugin-host.ts'],
  ],
  // routes.ts and what it is made of.
  [
    'src/plugins/$K/*.ts',
    [...PLUGIN_PURE, 'src/plugins/$K/*.ts', 'src/plugins/*/routes.ts', 'server/plugin-host.ts'],
  ],
  // Custom scalars are scalars laid out otherwise: the same charts.
  [
    'src/plugins/custom-scalar/view/**',
    [
      ...PLUGIN_PURE,
      'src/plugins/{custom-scalar,scalar}/view/**',
      'client/plugin-host.ts',
      'client/{components,charts,data,turns}/**',
    ],
  ],
  // Curves of sessions are saved as those of the tab of scalars are.
  [
    'src/plugins/hparam/view/**',
    [
      ...PLUGIN_PURE,
      'src/plugins/hparam/view/**',
      'src/plugins/scalar/view/{scalar-loader,card-export,export-menu}.ts',
      'client/plugin-host.ts',
      'client/{components,charts,data,turns}/**',
    ],
  ],
  [
    'src/plugins/$K/view/**',
    [
      ...PLUGIN_PURE,
      'src/plugins/$K/view/**',
      'src/plugins/*/view/*-{card,loader}.ts',
      'client/{plugin-host,*-dashboard,*-card}.ts',
      'client/{components,charts,data,report,turns}/**',
    ],
  ],
  ['src/plugins/routes.ts', ['src/plugins/*/{kind,routes}.ts', 'server/plugin-host.ts']],
  ['src/plugins/dashboards.ts', ['src/plugins/*/kind.ts', 'src/plugins/*/view/**', 'client/plugin-host.ts']],
  // What runs in a page knows nothing of Node.
  [
    'src/writer/page/**',
    [
      'src/writer/*.ts',
      'src/writer/page/**',
      'src/{format,wire}/**',
      'src/{kind,natural-order,problem}.ts',
      'proto/**',
      PLUGIN_DATA,
    ],
  ],
  ['src/**', ['src/*.ts', 'src/{format,wire,writer,reader,integrations}/**', 'proto/**', PLUGIN_DATA]],
  ['server/cli.ts', ['server/{program,user-folders}.ts']],
  ['server/program.ts', ['server/**', ...FORMATS, 'src/reader/**', 'src/plugins/routes.ts']],
  ['server/**', ['server/**', ...FORMATS, 'src/reader/**']],
  ['client/turns/**', ['client/turns/**']],
  ['client/charts/**', ['client/{charts,turns}/**']],
  ['client/components/**', ['client/{components,turns}/**']],
  ['client/data/**', ['client/{data,turns}/**', 'client/plugin-host.ts', ...FORMATS]],
  ['client/{early,main}.ts', ['client/**', ...FORMATS, 'src/plugins/dashboards.ts']],
  ['client/**', ['client/**', ...FORMATS]],
];

/** A package is imported by the room that wraps it and by no other. One that is not named here may not be imported. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  protobufjs: ['proto/**'],
  'markdown-it': ['server/api/**'],
  re2js: ['server/api/**', 'client/data/**'],
  'hyparquet-writer': ['server/data/**'],
  'apache-arrow': ['server/data/**'],
  long: ['proto/**', 'src/format/**'],
  express: ['server/api/**'],
  compression: ['server/api/**'],
  busboy: ['server/api/**'],
  ws: ['server/live/**'],
  lit: ['client/**', 'src/plugins/*/view/**'],
  '@dagrejs/dagre': ['src/plugins/graph/model/layout/**'],
  three: ['src/plugins/{mesh,projector}/view/**'],
  'chart.js': ['client/charts/**'],
  'highlight.js': ['src/plugins/text/view/**'],
  temml: ['src/plugins/text/view/**'],
  diff: ['src/plugins/text/view/**'],
  'ml-random-forest': ['src/plugins/hparam/model/**'],
  '@tensorflow/tfjs-core': ['examples/**'],
  '@tensorflow/tfjs-layers': ['examples/**'],
  '@tensorflow/tfjs-backend-cpu': ['examples/**'],
  mnist: ['examples/**'],
  fflate: ['src/writer/page/**'],
  vite: ['examples/**'],
};

function matches(pattern: string, path: string, plugin = '[^/]+'): boolean {
  const source = pattern
    .replaceAll('.', '\\.')
    .replaceAll(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(',', '|')})`)
    .replaceAll(/\*\*\/?|\*/g, (stars) => (stars === '*' ? '[^/]+' : '.*'))
    .replaceAll('$K', plugin);
  return new RegExp(`^${source}$`).test(path);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.includes('/gen/') && !path.includes('/asm/'))
    .sort();
}

const files = ['proto', 'src', 'server', 'client', 'examples', 'test'].flatMap(sourceFiles);

/** Specifiers of static imports, re-exports and dynamic imports, in the order of the file. */
function importsOf(source: string): string[] {
  const found = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;'"`]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The sentence that says what is wrong with one import; undefined for an allowed one. */
function offence(file: string, specifier: string): string | undefined {
  if (/\.test\.ts$|^test\//.test(file)) return undefined;
  if (!specifier.startsWith('.')) {
    if (specifier.startsWith('node:')) return undefined; // tsconfig.pure.json and tsconfig.page.json refuse these
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    const rooms = PACKAGES[name];
    if (rooms?.some((room) => matches(room, file))) return undefined;
    return `${file} imports the package ${name}, which only ${rooms?.join(', ') ?? 'nobody'} may`;
  }
  const target = relative(root, join(root, dirname(file), specifier.replace(/\?.*$/, ''))).replaceAll(
    '\\',
    '/',
  );
  const plugin = /^src\/plugins\/([^/]+)\//.exec(file)?.[1];
  const row = ROWS.find(([pattern]) => matches(pattern, file));
  if (row?.[1].some((pattern) => matches(pattern, target, plugin))) return undefined;
  return `${file} imports ${target}, which is not of: ${row?.[1].join(', ') ?? 'no row'}`;
}

it('knows an offence when it sees one', () => {
  expect(offence('src/format/event.ts', '../writer/run-files.ts')).toContain('src/writer/run-files.ts');
  expect(
    offence('src/plugins/image/view/image-card.ts', '../../scalar/view/scalar-dashboard.ts'),
  ).toBeDefined();
  expect(offence('src/plugins/image/view/image-card.ts', '../../scalar/view/scalar-card.ts')).toBeUndefined();
  expect(offence('server/api/app.ts', '../../src/plugins/scalar/kind.ts')).toBeDefined();
  expect(offence('server/live/socket.ts', 'express')).toBeDefined();
  expect(offence('server/live/socket.ts', 'ws')).toBeUndefined();
  expect(
    importsOf("import {\n  a,\n} from './a.ts';\nimport './b.css';\nload: () => import('./c.ts')"),
  ).toEqual(['./a.ts', './b.css', './c.ts']);
});

it('lets no room import what it must not', () => {
  const offences = files.flatMap((file) =>
    importsOf(readFileSync(join(root, file), 'utf8'))
      .map((specifier) => offence(file, specifier))
      .filter((sentence) => sentence !== undefined),
  );
  expect(offences).toEqual([]);
});

it('finds every part of every plugin in its registry', () => {
  const registries = [
    ['routes.ts', ['src/plugins/routes.ts']],
    ['view', ['src/plugins/dashboards.ts']],
    ['summary.ts', ['src/writer/number-writer.ts', 'src/writer/any-summary-writer.ts']],
  ] as const;
  const plugins = readdirSync(join(root, 'src/plugins'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'skeleton')
    .map((entry) => entry.name);
  const left = plugins.flatMap((plugin) => {
    const parts = registries.filter(([part]) => {
      const path = join(root, 'src/plugins', plugin, part);
      // A view that has no dashboard yet, or none at all, is reached by others.
      return part === 'view'
        ? existsSync(path) && readdirSync(path).some((name) => name.endsWith('-dashboard.ts'))
        : existsSync(path);
    });
    if (parts.length === 0) return [`src/plugins/${plugin} has neither routes.ts nor view/ nor summary.ts`];
    return parts
      .filter(([part, registry]) => {
        const imports = registry.flatMap((file) => importsOf(readFileSync(join(root, file), 'utf8')));
        return !imports.some((specifier) => specifier.includes(`/${plugin}/${part}`));
      })
      .map(([part, registry]) => `src/plugins/${plugin}/${part} is not in ${registry.join(' or ')}`);
  });
  expect(left).toEqual([]);
});
