// The console program as one file: Node looks for each of 200 modules by itself, a quarter of a start. Packages stay
// outside. What a module finds beside itself (workers, WebAssembly, the page) it finds as before, for all lie where they lay.
// And, with `--mode scan-worker`, the worker that scans: with its packages, short, and as Node loads it soonest (48 ms,
// where it took 56: 2026-11-29), since it is started while somebody waits.
import { relative, resolve, sep } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig(({ mode }) => {
  const isWorker = mode === 'scan-worker';
  const name = isWorker ? 'scan-worker' : 'cli';
  const folder = resolve(import.meta.dirname, isWorker ? 'dist/src/reader' : 'dist/server');
  return {
    plugins: [
      {
        name: 'own-place',
        enforce: 'pre',
        transform(code, id) {
          if (!code.includes('import.meta.url')) return null;
          const place = relative(folder, id).split(sep).join('/');
          return code.replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`);
        },
      },
    ],
    ssr: isWorker ? { noExternal: true } : { external: true },
    build: {
      ssr: resolve(folder, `${name}.js`),
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node20',
      minify: isWorker,
      rolldownOptions: {
        output: isWorker
          ? { format: 'cjs', entryFileNames: `${name}.cjs` }
          : { entryFileNames: `${name}.js`, chunkFileNames: `${name}-[name]-[hash].js` },
      },
    },
  };
});
