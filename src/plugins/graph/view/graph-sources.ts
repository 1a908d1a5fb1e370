// Which graphs there are, and which of them is shown. Pure.
import type { VisibleRun } from '../../../../client/plugin-host.ts';
import { RUN_GRAPH_TAG } from '../../../format/run-graph-tag.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { GRAPH, KERAS_MODEL, RUN_METADATA, RUN_METADATA_GRAPH, TAGGED_RUN_METADATA } from '../kind.ts';

/** One graph of one run. */
export interface GraphSource {
  readonly run: string;
  /** The run as it is shown. */
  readonly runLabel: string;
  /** Empty for the graph of the run as a whole. */
  readonly tag: string;
  readonly isConceptual: boolean;
  /** Changes when another graph was logged in place of this one. */
  readonly version: string;
}

/** By the order of the runs; in a run layers first, since they say most, then the run's own graph, then its tags. */
export function graphSources(
  series: readonly SeriesInfo[],
  runs: readonly Pick<VisibleRun, 'name' | 'label'>[],
): readonly GraphSource[] {
  const byRun = new Map<string, SeriesInfo[]>();
  for (const one of series) {
    const list = byRun.get(one.run);
    if (list) list.push(one);
    else byRun.set(one.run, [one]);
  }
  return runs.flatMap(({ name, label }) =>
    (byRun.get(name) ?? [])
      .flatMap((one) => sourceOf(one, label ?? name))
      .sort((a, b) => rankOf(a) - rankOf(b)),
  );
}

const rankOf = ({ tag, isConceptual }: GraphSource) => (isConceptual ? 0 : tag === '' ? 1 : 2);

function sourceOf({ run, tag, pluginName, length, generation }: SeriesInfo, runLabel: string): GraphSource[] {
  const version = `${generation} ${length}`;
  if (pluginName === KERAS_MODEL) return [{ run, runLabel, tag, isConceptual: true, version }];
  if (pluginName === GRAPH.pluginName && tag === RUN_GRAPH_TAG)
    return [{ run, runLabel, tag: '', isConceptual: false, version }];
  if (pluginName === RUN_METADATA || pluginName === RUN_METADATA_GRAPH)
    return [{ run, runLabel, tag, isConceptual: false, version }];
  return [];
}

/** What a link says of a graph. */
export type NamedGraph = Pick<GraphSource, 'run' | 'tag' | 'isConceptual'>;

/** Names a graph in a link and among the choices. */
export function keyOf({ run, tag, isConceptual }: NamedGraph): string {
  return JSON.stringify([run, tag, isConceptual]);
}

/** `Layers (keras)`, `Operations`, `Operations of f_trace`. */
export function nameOf({ tag, isConceptual }: NamedGraph): string {
  if (isConceptual) return `Layers (${tag})`;
  return tag === '' ? 'Operations' : `Operations of ${tag}`;
}

/** What the route `graphs/graph` is asked. */
export function queryOf({ run, tag, isConceptual }: GraphSource): Readonly<Record<string, string>> {
  return { run, ...(tag === '' ? {} : { tag }), ...(isConceptual ? { conceptual: 'true' } : {}) };
}

/** Tags of a run that tell times and memory. */
export function profilesOf(series: readonly SeriesInfo[], run: string): readonly string[] {
  return series
    .filter((one) => one.run === run && [RUN_METADATA, TAGGED_RUN_METADATA].includes(one.pluginName))
    .map(({ tag }) => tag)
    .sort();
}
