// What a logdir says of hyperparameters, and how metrics are found among its scalars.
import type { Experiment, MetricName, MetricValue, SessionEnd, SessionStart } from '../kind.ts';

/** A run with hyperparameters. */
export interface SweepSession {
  readonly run: string;
  readonly start: SessionStart;
  /** There once the session is over. */
  readonly end: SessionEnd | undefined;
}

/** All of a logdir, at one moment. */
export interface Sweep {
  /** In the order of runs. */
  readonly experiments: readonly Experiment[];
  /** In the order of runs. */
  readonly sessions: readonly SweepSession[];
  /** Records that could not be read, as sentences. */
  readonly unreadable: readonly string[];
  /** Runs that have scalars, with their tags. */
  scalarTags(): Iterable<{ readonly run: string; readonly tag: string }>;
  /** The last point of a scalar. */
  lastPoint(run: string, tag: string): Omit<MetricValue, 'name'> | undefined;
}

/** The run whose scalars are a session's metrics of this group. */
export function runOfMetric(session: string, group: string): string {
  return group === '' ? session : `${session}/${group}`;
}

/**
 * Metrics that the scalars of sessions and of the runs below them make; by tag, then by group. A run belongs to the
 * nearest session above it, or is one. TensorBoard's `_compute_metric_names`.
 */
export function metricNamesOf(sweep: Sweep): MetricName[] {
  const sessions = new Set(sweep.sessions.map(({ run }) => run));
  const groups = new Map<string, string | undefined>();
  const names = new Map<string, MetricName>();
  for (const { run, tag } of sweep.scalarTags()) {
    if (!groups.has(run)) groups.set(run, groupOf(run, sessions));
    const group = groups.get(run);
    if (group !== undefined) names.set(JSON.stringify([tag, group]), { group, tag });
  }
  return [...names.values()].sort((a, b) => compareText(a.tag, b.tag) || compareText(a.group, b.group));
}

/** The path from the nearest session to the run; undefined where no session is above it. */
function groupOf(run: string, sessions: ReadonlySet<string>): string | undefined {
  for (let end = run.length; end > 0; end = run.lastIndexOf('/', end - 1)) {
    if (sessions.has(run.slice(0, end))) return run.slice(end + 1);
  }
  return undefined;
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
