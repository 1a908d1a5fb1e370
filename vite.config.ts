import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** `npm run dev` also builds the gallery of components, at /gallery.html; the package goes without. */
const pagesOf = (mode: string) => (mode === 'development' ? ['index.html', 'gallery.html'] : ['index.html']);

export default defineConfig(({ mode }) => ({
  root: 'client',
  base: './',
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
