import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
  base: './',
  build: { outDir: '../dist/public', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 900 },
});
