// From the arguments of SummaryWriter's constructor to open event files on disk.
import { join, resolve } from 'node:path';
import type { SummaryWriterOptions } from '../add-options.ts';
import { demand } from '../argument-checks.ts';
import { checkedOptions, voidFrom } from '../general-options.ts';
import { OWN_RUN, RunFiles } from '../run-files.ts';
import type { WriterParts } from '../writer-core.ts';
import { defaultLogDir } from './default-log-dir.ts';
import { writeEmbedding } from './embedding-folder.ts';
import { FileSink } from './file-sink.ts';
import { NODE } from './node-surroundings.ts';

/**
 * The folder, as given or the default one, relative to the working directory, and its files, the first of which is there.
 * Throws ArgumentError for a wrong argument, and an Error where the folder or the file cannot be made.
 */
export function openRunFiles(
  logDir: string | undefined,
  options: SummaryWriterOptions,
  report: (error: Error) => void,
): WriterParts & { readonly logDir: string } {
  const { comment = '', filenameSuffix = '' } = options;
  demand(logDir === undefined || logDir === null || typeof logDir === 'string', 'logDir', 'a string', logDir);
  demand(typeof comment === 'string', 'comment', 'a string', comment);
  const isSuffix = typeof filenameSuffix === 'string' && !/[\\/]/.test(filenameSuffix);
  demand(isSuffix, 'filenameSuffix', 'a string without slashes', filenameSuffix);
  const settings = { ...checkedOptions(options), surroundings: NODE, report };
  const path = logDir || defaultLogDir(comment);
  const folder = resolve(path);
  const newSink = (run: string) => {
    const sink = new FileSink(join(folder, run), filenameSuffix);
    // At once, so that a folder that cannot be made stops the program before its training begins.
    if (run === OWN_RUN) sink.open();
    return sink;
  };
  let files: RunFiles;
  try {
    files = new RunFiles(newSink, settings);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`new SummaryWriter: no event file can be made in ${path} (${reason})`, { cause });
  }
  voidFrom(files, options.purgeStep);
  return { logDir: path, files, surroundings: NODE, writeEmbedding: (each) => writeEmbedding(folder, each) };
}
