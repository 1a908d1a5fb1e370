// What page and worker say to each other about a graph.
import type { ExplorerOptions, GraphSummary, View } from '../model/explore/explorer.ts';
import type { ItemDetails } from '../model/explore/item-details.ts';
import type { Found } from '../model/explore/search.ts';
import type { Scene } from '../model/layout/scene.ts';

/** What there is to ask, with what is answered. */
export interface GraphTasks {
  /** Takes a graph in place of the one before. */
  open: {
    readonly ask: { readonly bytes: ArrayBuffer; readonly options: ExplorerOptions };
    readonly answer: GraphSummary;
  };
  scene: { readonly ask: View; readonly answer: Scene };
  details: { readonly ask: { readonly path: string }; readonly answer: ItemDetails | undefined };
  around: { readonly ask: { readonly path: string }; readonly answer: readonly string[] | undefined };
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
