// What lies in the logdir, altogether and of the newest runs: how many event files, how large, when written last.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isEventFileName } from '../../src/format/event-file-name.ts';
import type { Snapshot } from '../../src/reader/store/snapshot.ts';
import type { OverviewAnswer, RunFilesInfo } from '../../src/wire/api.ts';
import { runInfoOf } from './server-state.ts';

/** Problems beyond these are counted: the page has a panel, and the console has them all. */
const MOST_PROBLEMS = 200;
/** More runs than these are counted; the list of runs has them all. */
const MOST_RUNS = 100;
/** Folders that are looked into at the same time. */
const TOGETHER = 32;

/** `runsFolder` is empty where runs lie in several: then nothing is known of their files. */
export async function overviewOf(
  snapshot: Snapshot,
  { logdir, runsFolder }: { readonly logdir: string; readonly runsFolder: string },
): Promise<OverviewAnswer> {
  const files = new Map<string, RunFilesInfo>();
  const names = runsFolder === '' ? [] : snapshot.runs.map(({ name }) => name);
  for (let at = 0; at < names.length; at += TOGETHER) {
    const some = names.slice(at, at + TOGETHER);
    const infos = await Promise.all(some.map((name) => filesIn(join(runsFolder, ...name.split('/')))));
    for (const [i, info] of infos.entries()) if (info) files.set(some[i] ?? '', info);
  }
  const { runs, problems } = snapshot;
  const newest = runs.toSorted((a, b) => (b.lastTimeSeconds || 0) - (a.lastTimeSeconds || 0));
  return {
    logdir,
    runCount: runs.length,
    firstTimeSeconds: leastOf(runs.map(({ startTimeSeconds }) => startTimeSeconds)),
    lastTimeSeconds: runs.reduce((most, run) => Math.max(most, run.lastTimeSeconds || 0), 0) || null,
    files: togetherOf([...files.values()]),
    newest: newest
      .slice(0, MOST_RUNS)
      .map((run) => ({ ...runInfoOf(run), files: files.get(run.name) ?? null })),
    problems: problems.slice(0, MOST_PROBLEMS),
    problemCount: problems.length,
  };
}

/** A time that is missing is 0 or NaN. */
function leastOf(times: readonly number[]): number | null {
  const least = times.reduce(
    (less, time) => Math.min(less, time || Number.POSITIVE_INFINITY),
    Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(least) ? least : null;
}

function togetherOf(infos: readonly RunFilesInfo[]): RunFilesInfo | null {
  if (infos.length === 0) return null;
  return infos.reduce((sum, info) => ({
    count: sum.count + info.count,
    sizeBytes: sum.sizeBytes + info.sizeBytes,
    modifiedSeconds: Math.max(sum.modifiedSeconds, info.modifiedSeconds),
  }));
}

/** Undefined where the folder is gone, or cannot be read. */
async function filesIn(folder: string): Promise<RunFilesInfo | undefined> {
  let names: string[];
  try {
    names = (await readdir(folder)).filter(isEventFileName);
  } catch {
    return undefined;
  }
  const found = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  const states = found.filter((state) => state?.isFile() === true);
  return {
    count: states.length,
    sizeBytes: states.reduce((sum, state) => sum + (state?.size ?? 0), 0),
    modifiedSeconds: states.reduce((last, state) => Math.max(last, (state?.mtimeMs ?? 0) / 1000), 0),
  };
}
