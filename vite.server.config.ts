// The console program as one file with its packages: Node looks for each of 400 modules by itself, two fifths of a start.
// It is left long, so that what an error says of its place can be read. What a module finds beside itself (workers,
// WebAssembly, the page) it finds as before, for all lie where they lay.
// And, with `--mode scan-worker`, the worker that scans: short, and as Node loads it soonest (48 ms, where it took 56:
// 2026-11-29), since it is started while somebody waits.
import { relative, resolve, sep } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Loaded when somebody exports a table, which few do. */
const LATE_PACKAGES = ['apache-arrow', 'hyparquet-writer'];

/** Express's parsers of bodies, which nothing here calls, bring the tables of all the encodings of the world. */
const withoutBodyParsers = (): Plugin => ({
  name: 'without-body-parsers',
  enforce: 'pre',
  resolveId: (id) => (id === 'body-parser' ? '\0body-parser' : undefined),
  load: (id) => (id === '\0body-parser' ? 'export {};' : undefined),
});

export default defineConfig(({ mode }) => {
  const isWorker = mode === 'scan-worker';
  const name = isWorker ? 'scan-worker' : 'cli';
  const folder = resolve(import.meta.dirname, isWorker ? 'dist/src/reader' : 'dist/server');
  return {
    plugins: [
      withoutBodyParsers(),
      {
        name: 'own-place',
        enforce: 'pre',
        transform(code, id) {
          if (id.startsWith('\0') || !code.includes('import.meta.url')) return null;
          const place = relative(folder, id).split(sep).join('/');
          return code.replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`);
        },
      },
    ],
    ssr: { noExternal: true, external: LATE_PACKAGES },
    build: {
      ssr: resolve(folder, `${name}.js`),
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node20',
      minify: isWorker,
      license: { fileName: `${name}.licenses.md` },
      rolldownOptions: {
        output: isWorker
          ? { format: 'cjs', entryFileNames: `${name}.cjs` }
          : { entryFileNames: `${name}.js`, chunkFileNames: `${name}-[name].js` },
      },
    },
  };
});
