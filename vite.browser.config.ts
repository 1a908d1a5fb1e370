import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** `runboard/browser` as one file that a page can import without a bundler. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist/src',
    emptyOutDir: false,
    target: 'es2022',
    minify: true,
    license: { fileName: 'browser.licenses.md' },
    lib: {
      entry: fileURLToPath(new URL('src/browser.ts', import.meta.url)),
      formats: ['es'],
      fileName: () => 'browser.js',
    },
  },
});
