// A running server: app, socket and source put together. For the command line, tests, the demo and benches alike.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Problem, problemText } from '../src/problem.ts';
import { CompositeLogdir } from '../src/reader/composite-logdir.ts';
import { openLogSource } from '../src/reader/store/log-source.ts';
import type { SnapshotSource } from '../src/reader/store/snapshot.ts';
import { ValueReader } from '../src/reader/store/value-reader.ts';
import { RUN_NOTES } from '../src/wire/run-notes.ts';
import { accessOf, framedByOf } from './access-of-options.ts';
import type { AccessRules } from './api/access.ts';
import { createApp } from './api/app.ts';
import type { Ingest } from './api/ingest.ts';
import { DocumentPlaces } from './documents/document-places.ts';
import { DocumentStore } from './documents/document-store.ts';
import { indexOf } from './index-place.ts';
import { IngestedFiles } from './ingested-files.ts';
import { listen } from './listen.ts';
import { serveLive } from './live/socket.ts';
import type { ServerOptions } from './options.ts';
import type { PluginRoutes } from './plugin-host.ts';
import { printable } from './printable.ts';
import { RunFiles } from './run-files.ts';
import { inTurns } from './turns.ts';
import { userFolder } from './user-folders.ts';

/** A line and headers of a request; whoever sends them, or a body, must come to an end. */
const LIMITS = {
  maxHeaderSize: 32 * 2 ** 10,
  headersTimeout: 30_000,
  requestTimeout: 300_000,
  // With Node's five seconds a program that asks every few finds its connection cut under a request on a busy machine.
  keepAliveTimeout: 60_000,
};
/** A thousand open pages have six each at most; what comes beyond is closed at once. */
const MAX_CONNECTIONS = 8192;

/** Whoever started it closes it. */
export interface RunningServer {
  /** Where the page opens; ends with `/`. */
  readonly url: string;
  readonly port: number;
  readonly source: SnapshotSource;
  readonly access: AccessRules;
  /** What training pages need to send records; undefined where none are taken. */
  readonly ingestToken?: string;
  /** Ends all connections; nothing is answered afterwards. */
  close(): Promise<void>;
}

function reportProblem(problem: Problem): void {
  process.stderr.write(`${printable(problemText(problem))}\n`);
}

/** Serves a logdir: answers at once and fills in while it loads. Rejects with UsageError, as `listen`. */
export async function startServer(
  options: ServerOptions,
  plugins: readonly PluginRoutes[],
): Promise<RunningServer> {
  const { roots, reloadIntervalSeconds } = options;
  const index = indexOf(options);
  const source = openLogSource({
    ...(index && { index }),
    logdir: roots ? new CompositeLogdir(roots, reportProblem) : options.logdir,
    watch: reloadIntervalSeconds > 0,
    reloadIntervalSeconds,
    reportProblem,
  });
  try {
    const server = await serveSource(source, plugins, options);
    return {
      ...server,
      close: async () => {
        await Promise.all([server.close(), source.close()]);
      },
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Serves what `source` knows. The caller keeps the source and closes it. Rejects with UsageError, as `listen`. */
export async function serveSource(
  source: SnapshotSource,
  plugins: readonly PluginRoutes[],
  options: ServerOptions,
): Promise<RunningServer> {
  const runsFolder = options.roots ? '' : resolve(options.logdir);
  const access = accessOf(options, process.env);
  const settings = {
    ...options,
    access,
    framedBy: framedByOf(options),
    runsFolder,
    version: packageVersion(),
    pageFolder: PAGE_FOLDER,
  };
  const runFiles = new RunFiles(options.roots ? undefined : options.logdir);
  const { tensorAt } = new ValueReader();
  const documents = new DocumentStore({
    kinds: [RUN_NOTES, ...plugins.flatMap((plugin) => plugin.documents ?? [])],
    places: new DocumentPlaces(options, options.userFolder ?? userFolder(process.env, process.platform)),
    reportProblem,
  });
  const ingest = ingestOf(options);
  const parts = { source, plugins, tensorAt, runFiles, documents, settings };
  const app = createApp({ ...parts, ...ingest });
  const server = createServer(LIMITS, inTurns(app));
  server.maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
  server.once('drop', () => {
    process.stderr.write(
      `More than ${server.maxConnections} connections at once: those beyond are closed.\n`,
    );
  });
  const { port, shownHost } = await listen(server, options);
  const stopLive = serveLive(server, { ...settings, ...parts });
  return {
    url: `http://${shownHost}:${port}${options.pathPrefix}/`,
    port,
    source,
    access,
    ...(ingest && { ingestToken: ingest.ingest.token }),
    close: async () => {
      stopLive();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A token of the user's own holds over restarts; else each server makes a new one. */
function ingestOf({ ingest, roots, logdir }: ServerOptions): { readonly ingest: Ingest } | undefined {
  if (!ingest || roots) return undefined;
  const token = process.env['RUNBOARD_INGEST_TOKEN'] || randomBytes(24).toString('base64url');
  return { ingest: { token, files: new IngestedFiles(logdir) } };
}

// Compiled, this file is dist/server/serve.js; from source, server/serve.ts: the package lies above either.
const COMPILED = import.meta.url.endsWith('.js');
const PACKAGE_FILE = new URL(COMPILED ? '../../package.json' : '../package.json', import.meta.url);
const PAGE_FOLDER = fileURLToPath(new URL(COMPILED ? '../public' : '../dist/public', import.meta.url));

/** The version in package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as { version: string };
  return version;
}
