// What event files hold, for `runboard inspect` and `--inspect`: runs, tags, counts, ranges and damage.
import { statSync } from 'node:fs';
import type { Step } from '../src/format/step.ts';
import { type Problem, problemText } from '../src/problem.ts';
import { EventFileLogdir } from '../src/reader/event-file-logdir.ts';
import { openLogSource } from '../src/reader/store/log-source.ts';
import { type Series, stepAt } from '../src/reader/store/series.ts';
import type { Snapshot } from '../src/reader/store/snapshot.ts';
import { encodeJson } from './api/json.ts';
import type { CommandLine } from './options.ts';
import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';

/** What was found. */
export interface Inspection {
  /** The folder or the file. */
  readonly path: string;
  /** By start time, then by name. */
  readonly runs: readonly RunInspection[];
  readonly problems: readonly Problem[];
}

interface RunInspection {
  readonly name: string;
  /** Seconds since the Unix epoch; NaN where no event has a time. */
  readonly startTimeSeconds: number;
  readonly lastTimeSeconds: number;
  /** By plugin name, then by tag. */
  readonly series: readonly SeriesInspection[];
}

interface SeriesInspection {
  readonly pluginName: string;
  readonly tag: string;
  /** How many steps are stored. */
  readonly count: number;
  readonly firstStep: Step;
  readonly lastStep: Step;
  /** Of numbers only; left out where none is finite. */
  readonly min?: number;
  readonly max?: number;
  /** How many are NaN or infinite; of numbers only. */
  readonly notFinite?: number;
}

/** Reads everything once. Throws UsageError where there is nothing at `path`. */
export async function inspect(path: string, isFile: boolean, tag?: string): Promise<Inspection> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (isFile ? !found?.isFile() : !found?.isDirectory())
    throw new UsageError(`There is no ${isFile ? 'file' : 'folder'} ${path}.`);
  const logdir = isFile ? new EventFileLogdir(path) : path;
  const source = openLogSource({ logdir, reloadIntervalSeconds: 0 });
  await source.reload();
  const { snapshot } = source;
  await source.close();
  return { path, runs: runsOf(snapshot, tag), problems: snapshot.problems };
}

/** Carries out the command line; the text ends with a newline. Rejects with UsageError as `inspect`. */
export async function inspectionOutput(
  line: Extract<CommandLine, { kind: 'inspect' }>,
  usualLogdir: () => string,
): Promise<string> {
  const path = line.eventFile ?? line.logdir ?? usualLogdir();
  const inspection = await inspect(path, line.eventFile !== undefined, line.tag);
  return line.json ? `${encodeJson(inspection)}\n` : inspectionText(inspection);
}

function runsOf(snapshot: Snapshot, tag: string | undefined): RunInspection[] {
  const byRun = new Map<string, SeriesInspection[]>();
  for (const plugin of snapshot.pluginNames) {
    for (const series of snapshot.seriesOf(plugin)) {
      if ((tag !== undefined && series.tag !== tag) || series.length === 0) continue;
      const before = byRun.get(series.run) ?? [];
      before.push(seriesInspection(series));
      byRun.set(series.run, before);
    }
  }
  return snapshot.runs
    .filter(({ name }) => tag === undefined || byRun.has(name))
    .map((run) => ({ ...run, series: byRun.get(run.name) ?? [] }));
}

function seriesInspection(series: Series): SeriesInspection {
  const { pluginName, tag, length } = series;
  const head = {
    pluginName,
    tag,
    count: length,
    firstStep: stepAt(series, 0),
    lastStep: stepAt(series, length - 1),
  };
  if (series.storage === 'places') return head;
  let [min, max, notFinite] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of series.values) {
    if (!Number.isFinite(value)) notFinite += 1;
    else [min, max] = [Math.min(min, value), Math.max(max, value)];
  }
  return { ...head, ...(min <= max ? { min, max } : {}), notFinite };
}

/** A table for each run, then the damage. */
export function inspectionText({ path, runs, problems }: Inspection): string {
  const series = runs.reduce((sum, run) => sum + run.series.length, 0);
  const lines = [`${path}: ${counted(runs.length, 'run')}, ${counted(series, 'series', 'series')}`];
  for (const run of runs) {
    lines.push('', `${run.name}  (${timeText(run.startTimeSeconds)} to ${timeText(run.lastTimeSeconds)})`);
    const rows = run.series.map((one) => [one.pluginName, one.tag, ...numbersOf(one)]);
    lines.push(...tableOf([['kind', 'tag', 'count', 'steps', 'values'], ...rows]));
  }
  if (problems.length > 0) lines.push('', counted(problems.length, 'problem'));
  for (const problem of problems) lines.push(`  ${problemText(problem)}`);
  return `${lines.map(printable).join('\n')}\n`;
}

function numbersOf({ count, firstStep, lastStep, min, max, notFinite = 0 }: SeriesInspection): string[] {
  const range = min === undefined ? [] : [`${shortOf(min)} .. ${shortOf(max ?? min)}`];
  const odd = notFinite === 0 ? [] : [`${notFinite} not finite`];
  return [String(count), `${firstStep} .. ${lastStep}`, [...range, ...odd].join(', ')];
}

function shortOf(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function timeText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? 'no time' : date.toISOString();
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Rows as lines, each column as wide as its widest cell. */
function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) =>
    rows.reduce((widest, row) => Math.max(widest, row[i]?.length ?? 0), 0),
  );
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}
