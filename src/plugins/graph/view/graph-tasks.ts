// What page and worker say to each other about a graph.
import type { BoxValues, ValueMode } from '../model/explore/box-values.ts';
import type { ExplorerOptions, GraphSummary, ParameterCount, View } from '../model/explore/explorer.ts';
import type { ItemDetails } from '../model/explore/item-details.ts';
import type { ModuleRow } from '../model/explore/module-table.ts';
import type { Found } from '../model/explore/search.ts';
import type { Scene } from '../model/layout/scene.ts';

/** An encoded GraphDef or, with the name of one, a file. */
export interface GivenGraph {
  readonly bytes: ArrayBuffer;
  readonly file?: string;
}

/** What there is to ask, with what is answered. */
export interface GraphTasks {
  /** Takes a graph in place of the one before; with `before`, together with what that has in another form. */
  open: {
    readonly ask: {
      readonly graph: GivenGraph;
      readonly before: GivenGraph | undefined;
      readonly options: ExplorerOptions;
      /** What the address says of the graph. */
      readonly view: Readonly<Record<string, string>>;
    };
    /** With the first picture: what was asked for, and what it looks like. */
    readonly answer: { readonly summary: GraphSummary; readonly asked: View; readonly scene: Scene };
  };
  parameters: { readonly ask: Readonly<Record<never, never>>; readonly answer: ParameterCount };
  table: { readonly ask: { readonly most: number }; readonly answer: readonly ModuleRow[] };
  /** The whole graph in protobuf's text format. */
  pbtxt: { readonly ask: Readonly<Record<never, never>>; readonly answer: string };
  scene: { readonly ask: View; readonly answer: Scene };
  details: { readonly ask: { readonly path: string }; readonly answer: ItemDetails | undefined };
  around: { readonly ask: { readonly path: string }; readonly answer: readonly string[] | undefined };
  /** Takes an encoded RunMetadata; tells how many operations it knows of. */
  profile: { readonly ask: { readonly bytes: ArrayBuffer }; readonly answer: number };
  values: { readonly ask: { readonly mode: ValueMode }; readonly answer: BoxValues };
  trace: { readonly ask: { readonly path: string }; readonly answer: readonly string[] | undefined };
  search: {
    readonly ask: { readonly query: string; readonly most: number };
    readonly answer: readonly Found[];
  };
}

export type TaskName = keyof GraphTasks;

export interface GraphQuestion<Name extends TaskName = TaskName> {
  readonly id: number;
  readonly task: Name;
  readonly ask: GraphTasks[Name]['ask'];
}

/** Either an answer or, worded for the user, why there is none. */
export interface GraphAnswer {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}
