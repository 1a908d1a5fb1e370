// Sweeps from plain lists, for tests of what is derived from them.
import type { Experiment, HParamValue, Status } from '../src/plugins/hparam/kind.ts';
import type { Sweep } from '../src/plugins/hparam/model/sweep.ts';

/** One session as a test writes it. */
export interface GivenSession {
  readonly run: string;
  readonly hparams?: Readonly<Record<string, HParamValue>>;
  readonly group?: string;
  readonly status?: Status;
}

/** `scalars` are last values by run and tag, all of step 7 unless they say otherwise. */
export function sweepOf(
  sessions: readonly GivenSession[],
  scalars: Readonly<
    Record<string, Readonly<Record<string, number | { value: number; step: number | bigint }>>>
  > = {},
  experiments: readonly Partial<Experiment>[] = [],
): Sweep {
  return {
    experiments: experiments.map((given) => ({
      name: '',
      description: '',
      user: '',
      timeCreatedSecs: 0,
      hparamInfos: [],
      metricInfos: [],
      ...given,
    })),
    sessions: sessions.map(({ run, hparams = {}, group = '', status }) => ({
      run,
      start: {
        hparams: new Map(Object.entries(hparams)),
        modelUri: '',
        monitorUrl: `monitor of ${run}`,
        groupName: group,
        startTimeSecs: 1,
      },
      end: status && { status, endTimeSecs: 2 },
    })),
    unreadable: [],
    scalarTags: () =>
      Object.entries(scalars).flatMap(([run, tags]) => Object.keys(tags).map((tag) => ({ run, tag }))),
    lastPoint: (run, tag) => {
      const point = scalars[run]?.[tag];
      if (point === undefined) return undefined;
      const { value, step } = typeof point === 'number' ? { value: point, step: 7 } : point;
      return { value, trainingStep: step, wallTimeSecs: 100 };
    },
  };
}
