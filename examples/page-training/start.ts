// `node dist/examples/page-training/start.js [flags of runboard]`: a page that trains, on an address of its own, and
// beside it the Runboard server to which it sends its records.
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { readCommandLine } from '../../server/options.ts';
import { startServer } from '../../server/serve.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';

const LOGDIR = 'tensorboard-page';
const PAGE = fileURLToPath(new URL('../../../examples/page-training/page', import.meta.url));
const BUILT = fileURLToPath(new URL('./page', import.meta.url));

const line = readCommandLine(['--ingest', ...process.argv.slice(2)]);
if (line.kind !== 'serve') throw new Error('usage: start.js [flags of runboard]');
const server = await startServer({ ...line.options, logdir: line.logdir ?? LOGDIR }, PLUGIN_ROUTES);

const common = { root: PAGE, base: './', configFile: false, logLevel: 'error' } as const;
await build({
  ...common,
  build: { outDir: BUILT, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 2000 },
});
const site = await preview({ ...common, build: { outDir: BUILT }, preview: { port: 0, host: 'localhost' } });
const [address = ''] = site.resolvedUrls?.local ?? [];
// Behind the #, which browsers send to no server.
const fragment = new URLSearchParams({ url: server.url, token: server.ingestToken ?? '' });

console.log(`The training page:        ${address}#${fragment}`);
console.log(`Its curves, while it trains: ${server.url} (Press CTRL+C to quit)`);
const stop = () => Promise.all([server.close(), site.close()]).then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
