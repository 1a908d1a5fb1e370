import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** `npm run dev` also builds the gallery of components, at /gallery.html; the package goes without. */
const pagesOf = (mode: string) => (mode === 'development' ? ['index.html', 'gallery.html'] : ['index.html']);

/** random-js, below ml-random-forest, names Node's crypto for a source of randomness that nothing here uses. */
const withoutNodeCrypto = (): Plugin => ({
  name: 'without-node-crypto',
  enforce: 'pre',
  resolveId: (id) => (id === 'crypto' ? '\0crypto' : undefined),
  load: (id) => (id === '\0crypto' ? 'export const randomFillSync = undefined;' : undefined),
});

/** The code of the first tab is fetched and compiled while that of the shell is: most pages are opened there. */
const FIRST_TAB = '/src/plugins/scalar/view/scalar-dashboard.ts';

/** Small files of which most tabs use some; not what rests on Chart.js. */
const SHARED_PARTS = /[\\/]client[\\/](components|data|charts[\\/](?!line-chart|chart-frame)|[^\\/]*\.ts)/;

const withFirstTabPreloaded = (): Plugin => ({
  name: 'with-first-tab-preloaded',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {}, filename }) {
      if (!filename.endsWith('index.html')) return [];
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(FIRST_TAB));
      // Tests also build the page without tabs.
      if (!first) return [];
      const shell = chunks.find(({ isEntry, facadeModuleId }) => isEntry && facadeModuleId === filename);
      // All that a file rests on: an insertion makes this walk go on with what was found.
      const needed = (entry: typeof first) => {
        const names = new Set([entry.fileName]);
        for (const name of names)
          for (const other of chunks.find(({ fileName }) => fileName === name)?.imports ?? [])
            names.add(other);
        return names;
      };
      const there = shell ? needed(shell) : new Set();
      return [...needed(first)]
        .filter((name) => !there.has(name))
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
          injectTo: 'head',
        }));
    },
  },
});

export default defineConfig(({ mode }) => ({
  root: 'client',
  base: './',
  plugins: [withFirstTabPreloaded()],
  worker: { format: 'es', plugins: () => [withoutNodeCrypto()] },
  build: {
    outDir: '../dist/public',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: pagesOf(mode).map((page) => fileURLToPath(new URL(`client/${page}`, import.meta.url))),
      output: {
        // What many tabs share comes as two files, not as twenty: each costs the page and the server a millisecond or two.
        codeSplitting: {
          groups: [
            { name: 'shell', tags: ['$initial'] },
            { name: 'parts', test: SHARED_PARTS, minShareCount: 3 },
          ],
        },
      },
    },
  },
}));
