#!/usr/bin/env node
// The console program: options in, parts wired, URL printed, clean stop.
import { existsSync } from 'node:fs';
import { PLUGIN_ROUTES } from '../src/plugins/routes.ts';
import { helpText, readCommandLine } from './options.ts';
import { packageVersion, type RunningServer, startServer } from './serve.ts';
import { UsageError } from './usage-error.ts';

/** Where PyTorch's SummaryWriter puts its runs unless told otherwise. */
const USUAL_LOGDIR = 'runs';

async function main(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args);
  if (line.kind === 'help') return print(helpText());
  if (line.kind === 'version') return print(`${packageVersion()}\n`);
  const server = await startServer({ ...line.options, logdir: line.logdir ?? usualLogdir() }, PLUGIN_ROUTES);
  process.stderr.write(`Runboard ${packageVersion()} at ${server.url} (Press CTRL+C to quit)\n`);
  process.once('SIGINT', () => stop(server));
  process.once('SIGTERM', () => stop(server));
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

function stop(server: RunningServer): void {
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
