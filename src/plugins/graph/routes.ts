// Graphs over HTTP: TensorBoard's routes (contract 3.6). Graphs go out in protobuf's text format.

import { tensorboard } from '../../../proto/messages.ts';
import {
  HttpError,
  type PluginRoutes,
  queryOf,
  type Route,
  type RouteRequest,
} from '../../../server/plugin-host.ts';
import { protoText } from '../../format/proto-text.ts';
import { RUN_GRAPH_TAG } from '../../format/run-graph-tag.ts';
import type { Tensor } from '../../format/tensor.ts';
import {
  GRAPH,
  type GraphRun,
  type GraphTag,
  KERAS_MODEL,
  RUN_METADATA,
  RUN_METADATA_GRAPH,
  TAGGED_RUN_METADATA,
} from './kind.ts';
import { checkGraphSize, FOR_THE_PAGE, graphText, WITHOUT_CONSTANTS } from './large-graphs.ts';
import { graphOfKerasModel, type KerasGraphOptions } from './model/keras-graph.ts';
import { dropLargeAttributes } from './model/large-attributes.ts';
import { mergedGraph } from './model/merge-graphs.ts';
import { TOO_LARGE, withoutLargeAttributes } from './model/trimmed-graph.ts';
import { bytesOf, graphOf, kerasModelOf, runMetadataOf } from './values.ts';

const GIVES: Readonly<Record<string, Partial<GraphTag>>> = {
  [RUN_METADATA_GRAPH]: { op_graph: true },
  [RUN_METADATA]: { profile: true, op_graph: true },
  [KERAS_MODEL]: { conceptual_graph: true },
  [TAGGED_RUN_METADATA]: { profile: true },
};
/** Byte `1`, as text: the version that TensorFlow writes. */
const VERSION_1 = 0x31;
/** Of an attribute; longer ones are constants, of which the page shows no more than type and shape. */
const PAGE_LIMIT_BYTES = 1024;
/** A graph of no more nodes is sent in one piece, with its length. */
const SMALL_NODES = 1000;

const info: Route = ({ snapshot }) => {
  const runs = new Map<string, GraphRun>();
  const runOf = (run: string) => runs.get(run) ?? { run, tags: {}, run_graph: false };
  for (const { run, tag } of snapshot.seriesOf(GRAPH.pluginName)) {
    if (tag === RUN_GRAPH_TAG) runs.set(run, { ...runOf(run), run_graph: true });
  }
  for (const [pluginName, gives] of Object.entries(GIVES)) {
    for (const { run, tag, pluginContent } of snapshot.seriesOf(pluginName)) {
      const known = pluginName === TAGGED_RUN_METADATA || isVersion1(pluginContent);
      if (!known) continue;
      const entry = { tag, conceptual_graph: false, op_graph: false, profile: false, ...gives };
      const before = runOf(run);
      runs.set(run, { ...before, tags: { ...before.tags, [tag]: entry } });
    }
  }
  return { json: runs };
};

function isVersion1(content: Uint8Array): boolean {
  return content.length === 1 && content[0] === VERSION_1;
}

const graph: Route = async (request) => {
  const { query } = request;
  const run = queryOf(query, 'run');
  const limit = limitOf(query);
  const drawn = isStored(query)
    ? await storedGraph(request, run, limit)
    : await otherGraph(request, run, limit);
  const isSmall = (drawn.node?.length ?? 0) <= SMALL_NODES;
  if (isSmall) return { text: protoText('GraphDef', drawn), contentType: 'text/x-protobuf' };
  return { chunks: graphText(drawn), contentType: 'text/x-protobuf' };
};

const isStored = (query: URLSearchParams) => query.get('conceptual') !== 'true' && query.get('tag') === null;
const adviceFor = (limit: Limit | undefined) => (limit ? WITHOUT_CONSTANTS : undefined);

/** The run's own graph; refused before it is decoded where what would be sent of it is too large. */
async function storedGraph(
  request: RouteRequest,
  run: string,
  limit?: Limit,
): Promise<tensorboard.GraphDef.$Properties> {
  const bytes = bytesOf(await newest(request, run, RUN_GRAPH_TAG, [GRAPH.pluginName]));
  const sent = limit ? withoutLargeAttributes(bytes, limit.bytes, limit.key, false) : bytes;
  checkGraphSize(sent.length, request.query, adviceFor(limit));
  return graphOf(sent);
}

/** Any other, whose size is known when it is made. */
async function otherGraph(
  request: RouteRequest,
  run: string,
  limit?: Limit,
): Promise<tensorboard.GraphDef.$Properties> {
  const drawn = await readGraph(request, run);
  if (limit) dropLargeAttributes(drawn, limit.bytes, limit.key);
  checkGraphSize(tensorboard.GraphDef.encode(drawn).len, request.query, adviceFor(limit));
  return drawn;
}

/** Of layers, or of what a run was traced with. */
async function readGraph(
  request: RouteRequest,
  run: string,
  options: KerasGraphOptions = {},
): Promise<tensorboard.GraphDef.$Properties> {
  const tag = request.query.get('tag');
  if (request.query.get('conceptual') === 'true') {
    return graphOfKerasModel(kerasModelOf(await newest(request, run, tag, [KERAS_MODEL])), options);
  }
  const metadata = runMetadataOf(await newest(request, run, tag, [RUN_METADATA, RUN_METADATA_GRAPH]));
  return mergedGraph(metadata.functionGraphs.map(({ preOptimizationGraph }) => preOptimizationGraph ?? {}));
}

const runMetadata: Route = async (request) => {
  const tag = queryOf(request.query, 'tag');
  const run = queryOf(request.query, 'run');
  const tensor = await newest(request, run, tag, [TAGGED_RUN_METADATA, RUN_METADATA]);
  return { text: protoText('RunMetadata', runMetadataOf(tensor)), contentType: 'text/x-protobuf' };
};

/** For our page: the graph as bytes, without what is too long for it. */
const encodedGraph: Route = async (request) => {
  const { query } = request;
  const run = queryOf(query, 'run');
  const bytes = isStored(query)
    ? bytesOf(await newest(request, run, RUN_GRAPH_TAG, [GRAPH.pluginName]))
    : tensorboard.GraphDef.encode(await readGraph(request, run, { details: true })).finish();
  const trimmed = withoutLargeAttributes(bytes, PAGE_LIMIT_BYTES, TOO_LARGE);
  checkGraphSize(trimmed.length, query, FOR_THE_PAGE);
  return { bytes: trimmed, contentType: 'application/octet-stream' };
};

/** For our page: times and memory as bytes. */
const encodedMetadata: Route = async (request) => {
  const tag = queryOf(request.query, 'tag');
  const tensor = await newest(request, queryOf(request.query, 'run'), tag, [
    TAGGED_RUN_METADATA,
    RUN_METADATA,
  ]);
  return { bytes: bytesOf(tensor), contentType: 'application/octet-stream' };
};

/** The last step's value. Throws HttpError 404 where no series of these plugins has the name. */
async function newest(
  { snapshot, tensorAt }: RouteRequest,
  run: string,
  tag: string | null,
  pluginNames: readonly string[],
): Promise<Tensor> {
  const series = tag === null ? undefined : snapshot.series(run, tag);
  if (series?.storage !== 'places' || !pluginNames.includes(series.pluginName)) {
    throw new HttpError(
      404,
      `Not found: no graph for run=${JSON.stringify(run)}, tag=${JSON.stringify(tag)}`,
    );
  }
  return tensorAt(series, series.length - 1);
}

interface Limit {
  readonly bytes: number;
  readonly key: string;
}

function limitOf(query: URLSearchParams): Limit | undefined {
  const size = query.get('limit_attr_size');
  if (size === null) return undefined;
  const bytes = /^\s*[+-]?\d+\s*$/.test(size) ? Number(size) : 0;
  if (bytes <= 0)
    throw new HttpError(400, 'Invalid argument: limit_attr_size must be a whole number above 0');
  const key = query.get('large_attrs_key');
  if (key === null) throw new HttpError(400, 'Invalid argument: limit_attr_size needs large_attrs_key');
  return { bytes, key };
}

/** Routes of graphs. */
export const graphRoutes: PluginRoutes = {
  kind: GRAPH,
  tensorboard: { '/info': info, '/graph': graph, '/run_metadata': runMetadata },
  page: { '/info': info, '/graph': encodedGraph, '/run-metadata': encodedMetadata },
};
