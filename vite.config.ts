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

/**
 * The script that begins to fetch the code of the tab, with all that it rests on. The page names it by itself, or it
 * would be run no sooner than the shell.
 */
const EARLY =
  /[\\/]client[\\/](early|app[\\/](tab-code|warm-formats)|data[\\/]address-tab)\.ts$|[\\/]plugins[\\/](dashboards|[^\\/]+[\\/]kind|graph[\\/]view[\\/]ready-worker)\.ts$|vite[\\/]preload-helper/;

/** Small files of which most tabs use some; not what rests on Chart.js. */
const SHARED_PARTS = /[\\/]client[\\/](components|data|charts[\\/](?!line-chart|chart-frame)|[^\\/]*\.ts)/;

const withEarlyScript = (): Plugin => ({
  name: 'with-early-script',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {}, filename }) {
      const early = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'early');
      // Tests also build the page without tabs.
      if (!early || !filename.endsWith('index.html')) return html;
      if (early.type === 'chunk' && early.imports.length > 0)
        throw new Error(`the early script is to rest on nothing, not on ${early.imports.join(', ')}`);
      const script = `<script type="module" async crossorigin src="./${early.fileName}"></script>`;
      return html.replace('<script type="module"', `${script}\n    <script type="module"`);
    },
  },
});

export default defineConfig(({ mode }) => ({
  root: 'client',
  base: './',
  plugins: [withEarlyScript()],
  worker: { format: 'es', plugins: () => [withoutNodeCrypto()] },
  build: {
    outDir: '../dist/public',
    emptyOutDir: true,
    target: 'es2023',
    license: { fileName: 'licenses.md' },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: pagesOf(mode).map((page) => fileURLToPath(new URL(`client/${page}`, import.meta.url))),
      output: {
        // What many tabs share comes as two files, not as twenty: each costs the page and the server a millisecond or two.
        codeSplitting: {
          groups: [
            { name: 'early', test: EARLY, priority: 1 },
            { name: 'shell', tags: ['$initial'] },
            { name: 'parts', test: SHARED_PARTS, minShareCount: 3 },
          ],
        },
      },
    },
  },
}));
