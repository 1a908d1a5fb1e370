// What a run was begun with and how it ended, from the records of hyperparameters in its log.
import {
  HPARAM,
  type HParamRecord,
  type HParamValue,
  SESSION_END_TAG,
  SESSION_START_TAG,
  type Status,
} from '../../plugins/hparam/kind.ts';
import { hparamRecordOf } from '../../plugins/hparam/values.ts';
import type { Snapshot } from '../store/snapshot.ts';
import { StoredValueError } from '../store/stored-value-error.ts';

/** One run of a sweep. */
export interface LoggedSession {
  /** In the order in which they are stored. */
  readonly hparams: ReadonlyMap<string, HParamValue>;
  /** Runs of one group are repetitions with the same hyperparameters; empty: a group of its own. */
  readonly groupName: string;
  /** Seconds since the Unix epoch; 0 where the writer gave none. */
  readonly startTimeSeconds: number;
  /** Left out while the log does not say how it ended. */
  readonly end?: {
    /** `STATUS_SUCCESS`, or what else became of it. */
    readonly status: Status;
    /** Seconds since the Unix epoch; 0 where the writer gave none. */
    readonly endTimeSeconds: number;
  };
}

/** The run's session; undefined where it logged none. Throws StoredValueError where its record is damaged. */
export function sessionOf(snapshot: Snapshot, run: string): LoggedSession | undefined {
  const started = recordOf(snapshot, run, SESSION_START_TAG);
  if (started?.is !== 'session-start') return undefined;
  const { hparams, groupName, startTimeSecs } = started.start;
  const ended = recordOf(snapshot, run, SESSION_END_TAG);
  const session = { hparams, groupName, startTimeSeconds: startTimeSecs };
  if (ended?.is !== 'session-end') return session;
  return { ...session, end: { status: ended.end.status, endTimeSeconds: ended.end.endTimeSecs } };
}

function recordOf(snapshot: Snapshot, run: string, tag: string): HParamRecord | undefined {
  const series = snapshot.series(run, tag);
  if (series?.pluginName !== HPARAM.pluginName) return undefined;
  try {
    return hparamRecordOf(series.pluginContent);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoredValueError('damaged', `${tag} of ${run} cannot be read: ${reason}`, { cause: error });
  }
}
