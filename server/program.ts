// The console program: options in, parts wired, URL printed, clean stop.
import { existsSync } from 'node:fs';
import { PLUGIN_ROUTES } from '../src/plugins/routes.ts';
import { reachNotice } from './access-of-options.ts';
import { exportData } from './export.ts';
import { clearIndexes } from './index-place.ts';
import { writeInfoFile } from './info-file.ts';
import { inspectionOutput } from './inspect.ts';
import { helpText, readCommandLine, type ServerOptions } from './options.ts';
import { printable } from './printable.ts';
import { packageVersion, type RunningServer, startServer } from './serve.ts';
import { UsageError } from './usage-error.ts';

/** Where PyTorch's SummaryWriter puts its runs unless told otherwise. */
const USUAL_LOGDIR = 'runs';

async function main(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args);
  if (line.kind === 'help') return print(helpText());
  if (line.kind === 'version') return print(`${packageVersion()}\n`);
  if (line.kind === 'inspect') return print(await inspectionOutput(line, usualLogdir));
  if (line.kind === 'export') return exportData(line, PLUGIN_ROUTES, usualLogdir);
  for (const warning of line.warnings) process.stderr.write(`${warning}\n`);
  const options = { ...line.options, logdir: line.logdir ?? usualLogdir() };
  if (options.clearCache) console.log(`Removed ${clearIndexes(options)} files from the cache.`);
  const server = await startServer(options, PLUGIN_ROUTES);
  tellNotebooks(server, options, args);
  const notice = reachNotice(options, server.access);
  if (notice !== undefined) process.stderr.write(`${notice}\n`);
  process.stderr.write(bannerOf(server));
  if (server.ingestToken !== undefined) {
    process.stderr.write(
      `Training pages may send records to ${server.url} with the token ${server.ingestToken}\n`,
    );
  }
  process.once('SIGINT', () => stop(server));
  process.once('SIGTERM', () => {
    process.stderr.write('Runboard caught SIGTERM; exiting...\n');
    stop(server);
  });
}

/** Programs that start TensorBoard find the address by TensorBoard's own words; people read ours. Contract 9. */
function bannerOf({ url, access }: RunningServer): string {
  const name = process.stderr.isTTY
    ? `Runboard ${packageVersion()}`
    : `TensorBoard (Runboard-${packageVersion()})`;
  const address = access.token === undefined ? url : `${url}?token=${access.token}`;
  return `${name} at ${address} (Press CTRL+C to quit)\n`;
}

function print(text: string): void {
  process.stdout.write(text);
}

function usualLogdir(): string {
  if (existsSync(USUAL_LOGDIR)) return USUAL_LOGDIR;
  throw new UsageError(
    `Which folder holds the event files? Type: runboard --logdir DIR (without it ./${USUAL_LOGDIR} is served, but there is none here).`,
  );
}

function tellNotebooks(server: RunningServer, options: ServerOptions, args: readonly string[]): void {
  const { pathPrefix, logdir } = options;
  const known = { version: packageVersion(), workingDirectory: process.cwd(), arguments: args };
  try {
    const forget = writeInfoFile({ ...known, port: server.port, pathPrefix, logdir });
    process.once('exit', forget);
  } catch (error) {
    // Only notebooks miss it.
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Notebooks cannot find this server: ${printable(reason)}\n`);
  }
}

/** Whatever still hangs, it ends within a second, on a busy machine too. */
const STOP_MS = 500;

function stop(server: RunningServer): void {
  setTimeout(() => process.exit(0), STOP_MS).unref();
  server.close().then(() => process.exit(0), fail);
}

function fail(error: unknown): void {
  if (error instanceof UsageError) {
    process.stderr.write(`ERROR: ${error.message}\n`);
    process.exit(error.exitCode);
  }
  throw error;
}

await main(process.argv.slice(2)).catch(fail);
