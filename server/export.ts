// `runboard export`: one table of a log folder as a file, the same bytes as `/api/v1/data` answers.
import { statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Problem, problemText } from '../src/problem.ts';
import { openLogSource } from '../src/reader/store/log-source.ts';
import { ValueReader } from '../src/reader/store/value-reader.ts';
import { HttpError } from './api/http-error.ts';
import { tablesOf } from './data/core-tables.ts';
import { DATA_FORMATS, type DataFormat, formatOfName } from './data/formats.ts';
import { selectionOf } from './data/selection.ts';
import type { DataTable, TableRead } from './data/table.ts';
import type { CommandLine } from './options.ts';
import type { PluginRoutes } from './plugin-host.ts';
import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';

type ExportLine = Extract<CommandLine, { kind: 'export' }>;

/**
 * Carries out the command line: reads the folder once, then writes piece by piece, so that no more than a piece is in
 * memory beside the numbers. Damage goes to the standard error. Rejects with UsageError for what cannot be meant, and
 * where the file cannot be written; then what was at its place stays there.
 */
export async function exportData(
  line: ExportLine,
  plugins: readonly PluginRoutes[],
  usualLogdir: () => string,
): Promise<void> {
  const logdir = line.logdir ?? usualLogdir();
  if (!statSync(logdir, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`There is no folder ${logdir}.`);
  const table = tableOf(line, tablesOf(plugins));
  const format = formatOf(line);
  const reportProblem = (problem: Problem) => process.stderr.write(`${printable(problemText(problem))}\n`);
  const source = openLogSource({ logdir, reloadIntervalSeconds: 0, reportProblem });
  await source.reload();
  const { snapshot } = source;
  await source.close();
  const { tensorAt } = new ValueReader();
  const read = asUsage(() => table.read({ snapshot, selection: selectionOf(queryOf(line)), tensorAt }));
  const { counted, rows } = counting(read);
  await write(line.out, format, counted);
  if (line.out !== '-') process.stderr.write(`${line.out}: ${rows()} rows of ${table.name}\n`);
}

/** The same table; `rows` tells how many rows were taken of it. */
function counting({ columns, batches }: TableRead): {
  readonly counted: TableRead;
  readonly rows: () => number;
} {
  let rows = 0;
  async function* counted() {
    for await (const batch of batches) {
      rows += batch.length;
      yield batch;
    }
  }
  return { counted: { columns, batches: counted() }, rows: () => rows };
}

function tableOf({ table }: ExportLine, tables: readonly DataTable[]): DataTable {
  const found = tables.find(({ name }) => name === table);
  if (found) return found;
  throw new UsageError(`--table ${table}: there are ${tables.map(({ name }) => name).join(', ')}.`);
}

function formatOf({ format, out }: ExportLine): DataFormat {
  const extension = extname(out).slice(1);
  const found =
    format === undefined ? DATA_FORMATS.find((one) => one.extension === extension) : formatOfName(format);
  if (found) return found;
  const names = DATA_FORMATS.map(({ name }) => name).join(', ');
  throw new UsageError(
    format === undefined
      ? `--out ${out}: which format is it? Add --format: ${names}.`
      : `--format ${format}: there are ${names}.`,
  );
}

function queryOf({ runs, tags }: ExportLine): URLSearchParams {
  return new URLSearchParams({ ...(runs !== undefined && { runs }), ...(tags !== undefined && { tags }) });
}

/** What a client is told by its answer a user is told by the terminal. */
function asUsage(read: () => TableRead): TableRead {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw new UsageError(error.message.replace(/^Invalid argument: /, '--'));
  }
}

async function write(out: string, format: DataFormat, read: TableRead): Promise<void> {
  const body = Readable.from(format.encode(read), { objectMode: false });
  if (out === '-') return print(body);
  // Under another name until it is whole: nobody shall take half a file for all.
  const partial = `${out}.partial`;
  const file = await open(partial, 'w').catch((error) => cannot(out, error));
  try {
    await pipeline(body, file.createWriteStream());
    await rename(partial, out);
  } catch (error) {
    await rm(partial, { force: true });
    cannot(out, error);
  }
}

/** Says so of what the file system refuses; anything else is a fault of the program. */
function cannot(out: string, error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  throw new UsageError(`${out} cannot be written (${message}).`);
}

async function print(body: Readable): Promise<void> {
  try {
    await pipeline(body, process.stdout, { end: false });
  } catch (error) {
    // Whoever reads it has enough, as `head` has.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}
