// The graph that a link names: there, or not there, and then why not. Pure.
import type { SeriesInfo } from '../../../wire/api.ts';
import { type GraphSource, graphSources, keyOf, type NamedGraph, nameOf } from './graph-sources.ts';

/** What a link names and nobody can show now. */
export interface MissingGraph {
  /** In words: `Operations of f_trace`; empty where the link cannot be read. */
  readonly name: string;
  readonly run: string;
  /** `unticked`: the run has it, but is not to be seen; `tag`: the run has none of this name; `run`: nothing is known of the run. */
  readonly why: 'unreadable' | 'unticked' | 'tag' | 'run';
}

export interface AskedGraph {
  readonly source: GraphSource | undefined;
  readonly missing: MissingGraph | undefined;
}

/** `key` as `keyOf` makes it; without one, the first graph is meant. `series` are those of all runs. */
export function askedGraph(
  key: string | undefined,
  sources: readonly GraphSource[],
  series: readonly SeriesInfo[],
): AskedGraph {
  if (!key) return { source: sources[0], missing: undefined };
  const source = sources.find((one) => keyOf(one) === key);
  return { source, missing: source ? undefined : missingGraph(key, series) };
}

function missingGraph(key: string, series: readonly SeriesInfo[]): MissingGraph {
  const named = namedBy(key);
  if (!named) return { name: '', run: '', why: 'unreadable' };
  const { run } = named;
  const own = series.filter((one) => one.run === run);
  const isThere = graphSources(own, [{ name: run }]).some((one) => keyOf(one) === keyOf(named));
  return { name: nameOf(named), run, why: isThere ? 'unticked' : own.length > 0 ? 'tag' : 'run' };
}

/** The inverse of `keyOf`; undefined for any other text. */
function namedBy(key: string): NamedGraph | undefined {
  let read: unknown;
  try {
    read = JSON.parse(key);
  } catch {
    return undefined;
  }
  const [run, tag, isConceptual] = Array.isArray(read) ? (read as unknown[]) : [];
  if (typeof run !== 'string' || typeof tag !== 'string' || typeof isConceptual !== 'boolean')
    return undefined;
  return { run, tag, isConceptual };
}

/** One sentence on why it is not shown. */
export function whyMissing({ name, run, why }: MissingGraph): string {
  if (why === 'unreadable') return 'The link does not say which graph it means.';
  const what = `“${name}” of the run “${run}”`;
  if (why === 'unticked') return `${what} is there, but its run is not ticked in the run list.`;
  return why === 'tag'
    ? `The run “${run}” has no graph “${name}”.`
    : `Nothing is known of ${what}: no graph of this run was read.`;
}

/** What makes it appear; empty where nothing does. */
export function whenMissingComes({ why }: MissingGraph): string {
  if (why === 'unreadable') return '';
  return why === 'unticked'
    ? 'Tick the run, and it is shown.'
    : 'It is shown as soon as it is logged and read.';
}
