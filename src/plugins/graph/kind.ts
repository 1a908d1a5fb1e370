// Graphs: the model's operations (a GraphDef), its layers (a Keras model as JSON), and what a run of it cost (RunMetadata).
import type { DataKind } from '../../kind.ts';

/** Written with the plugin's content `1`: both profile and graphs, graphs alone, a Keras model. */
export const RUN_METADATA = 'graph_run_metadata';
export const RUN_METADATA_GRAPH = 'graph_run_metadata_graph';
export const KERAS_MODEL = 'graph_keras_model';
/** Of TF 1 and torch: a profile alone, outside the summary. */
export const TAGGED_RUN_METADATA = 'graph_tagged_run_metadata';

export const GRAPH = {
  pluginName: 'graphs',
  storage: 'places',
  shows: ['graphs', RUN_METADATA, RUN_METADATA_GRAPH, KERAS_MODEL, TAGGED_RUN_METADATA],
  listing: {
    tabName: 'graphs',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-graph-dashboard' },
    disableReload: true,
  },
} as const satisfies DataKind;

/** What TensorBoard's page may ask of one tag. */
export interface GraphTag {
  readonly tag: string;
  /** There are layers to draw. */
  readonly conceptual_graph: boolean;
  /** There are operations to draw. */
  readonly op_graph: boolean;
  /** There are times and memory of the operations. */
  readonly profile: boolean;
}

/** Answer of `/info`, by run. */
export interface GraphRun {
  readonly run: string;
  /** There is a graph of the run as a whole. */
  readonly run_graph: boolean;
  readonly tags: Readonly<Record<string, GraphTag>>;
}
