// The built page on a log that a test writes: the real server, the real page, nothing in between.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type RunboardProcess, startRunboard } from '../runboard-process.ts';
import { openWatched, type WatchedPage } from './page-build.ts';

/** A server on a folder of its own; whoever made it closes it. */
export interface LoggedPages {
  readonly logdir: string;
  readonly server: RunboardProcess;
  /** Opens the page at what follows `#`; close it with `page.context().close()`. */
  open(hash: string, options?: BrowserContextOptions): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** `write` is awaited before the server starts. Rejects where nothing is built. */
export async function servedLog(
  browser: Browser,
  write: (logdir: string) => Promise<void>,
): Promise<LoggedPages> {
  const logdir = mkdtempSync(join(tmpdir(), 'runboard-page-log-'));
  await write(logdir);
  const server = await startRunboard('--logdir', logdir);
  return {
    logdir,
    server,
    open: (hash, options) => openWatched(browser, `${server.url}#${hash}`, options),
    async close() {
      await server.stop();
      rmSync(logdir, { recursive: true, force: true });
    },
  };
}
