// Which hyperparameters a run of the logdir was given, session or not.
import type { HParamValue } from '../kind.ts';
import type { SweepSession } from './sweep.ts';

type HParams = ReadonlyMap<string, HParamValue>;

/**
 * By run. A run that is no session has those of the nearest session above it, as Keras' `train` and `validation` do; where
 * there is none, those of the only session right below it, which is how PyTorch's add_hparams leaves them.
 */
export function hparamsOfRuns(
  runs: Iterable<string>,
  sessions: readonly SweepSession[],
): ReadonlyMap<string, HParams> {
  const own = new Map(sessions.map(({ run, start }) => [run, start.hparams] as const));
  const below = new Map<string, HParams | undefined>();
  for (const { run, start } of sessions) {
    const above = aboveOf(run);
    if (above !== undefined) below.set(above, below.has(above) ? undefined : start.hparams);
  }
  const found = new Map<string, HParams>();
  for (const run of runs) {
    let at: string | undefined = run;
    while (at !== undefined && !own.has(at)) at = aboveOf(at);
    const hparams = at === undefined ? below.get(run) : own.get(at);
    if (hparams) found.set(run, hparams);
  }
  return found;
}

/** The folder above; undefined for the logdir itself, which is the run `.`. */
function aboveOf(run: string): string | undefined {
  if (run === '.') return undefined;
  const slash = run.lastIndexOf('/');
  return slash < 0 ? '.' : run.slice(0, slash);
}
