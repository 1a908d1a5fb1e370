// From the arguments of SummaryWriter's constructor to open event files.
import { resolve } from 'node:path';
import { tensorboard } from '../../proto/messages.ts';
import type { SummaryWriterOptions } from './add-options.ts';
import { checkStep, demand } from './argument-checks.ts';
import { defaultLogDir } from './default-log-dir.ts';
import { OWN_RUN, RunFiles } from './run-files.ts';

/**
 * The folder, as given or the default one, relative to the working directory, and its files, the first of which is there.
 * Throws ArgumentError for a wrong argument, and an Error where the folder or the file cannot be made.
 */
export function openRunFiles(
  logDir: string | undefined,
  options: SummaryWriterOptions,
): { readonly logDir: string; readonly files: RunFiles } {
  const { comment = '', purgeStep, maxQueue = 10, flushSecs = 120, filenameSuffix = '' } = options;
  demand(logDir === undefined || logDir === null || typeof logDir === 'string', 'logDir', 'a string', logDir);
  demand(typeof comment === 'string', 'comment', 'a string', comment);
  demand(maxQueue >= 1, 'maxQueue', 'a number from 1 on', maxQueue);
  demand(flushSecs >= 0, 'flushSecs', 'a number from 0 on', flushSecs);
  const isSuffix = typeof filenameSuffix === 'string' && !/[\\/]/.test(filenameSuffix);
  demand(isSuffix, 'filenameSuffix', 'a string without slashes', filenameSuffix);
  if (purgeStep !== undefined) checkStep(purgeStep, 'new SummaryWriter: expected purgeStep to be');
  const path = logDir || defaultLogDir(comment);
  const settings = { maxQueue, flushMs: flushSecs * 1000, suffix: filenameSuffix };
  let files: RunFiles;
  try {
    files = new RunFiles(resolve(path), settings);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`new SummaryWriter: no event file can be made in ${path} (${reason})`, {
      cause,
    });
  }
  if (purgeStep === undefined) return { logDir: path, files };
  const start = { status: tensorboard.SessionLog.SessionStatus.START };
  const wallTimeSeconds = Date.now() / 1000;
  files.add(OWN_RUN, { wallTimeSeconds, step: purgeStep, fileVersion: 'brain.Event:2' });
  files.add(OWN_RUN, { wallTimeSeconds, step: purgeStep, sessionLog: start });
  return { logDir: path, files };
}
