// What the worker of a graph needs for files, for a run's cost and for the text of a graph.
import { tensorboard } from '../../../../proto/messages.ts';
import { protoText } from '../../../format/proto-text.ts';
import { type Cost, costsOf } from '../model/explore/run-profile.ts';

export { graphOfFile } from '../model/graph-of-file.ts';

/** In protobuf's text format. */
export function textOf(graph: tensorboard.GraphDef.$Properties): string {
  return protoText('GraphDef', graph);
}

/** `bytes` are an encoded RunMetadata. By name of the operation. */
export function costsIn(bytes: ArrayBuffer): ReadonlyMap<string, Cost> {
  return costsOf(tensorboard.RunMetadata.decode(new Uint8Array(bytes)));
}
