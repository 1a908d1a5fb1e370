// The console program as one file: Node looks for each of 200 modules by itself, a quarter of a start. Packages stay
// outside. What a module finds beside itself (workers, WebAssembly, the page) it finds as before, for all lie where they lay.
import { dirname, relative, resolve, sep } from 'node:path';
import { defineConfig } from 'vite';

const PROGRAM = resolve(import.meta.dirname, 'dist/server/cli.js');

export default defineConfig({
  plugins: [
    {
      name: 'own-place',
      enforce: 'pre',
      transform(code, id) {
        if (!code.includes('import.meta.url')) return null;
        const place = relative(dirname(PROGRAM), id).split(sep).join('/');
        return code.replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`);
      },
    },
  ],
  ssr: { external: true },
  build: {
    ssr: PROGRAM,
    outDir: dirname(PROGRAM),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'cli.js', chunkFileNames: 'cli-[name]-[hash].js' } },
  },
});
