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

export default defineConfig(({ mode }) => ({
  root: 'client',
  base: './',
  worker: { format: 'es', plugins: () => [withoutNodeCrypto()] },
  build: {
    outDir: '../dist/public',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: pagesOf(mode).map((page) => fileURLToPath(new URL(`client/${page}`, import.meta.url))),
    },
  },
}));
