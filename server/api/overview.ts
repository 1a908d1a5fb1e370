// What lies in the logdir, run by run: how many event files, how large, when written last.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isEventFileName } from '../../src/format/event-file-name.ts';
import type { Snapshot } from '../../src/reader/store/snapshot.ts';
import type { OverviewAnswer, RunFilesInfo } from '../../src/wire/api.ts';
import { runInfoOf } from './server-state.ts';

/** Problems beyond these are counted: the page has a panel, and the console has them all. */
const MOST_PROBLEMS = 200;
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
  return {
    logdir,
    runs: snapshot.runs.map((run) => ({ ...runInfoOf(run), files: files.get(run.name) ?? null })),
    problems: snapshot.problems.slice(0, MOST_PROBLEMS),
    problemCount: snapshot.problems.length,
  };
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
