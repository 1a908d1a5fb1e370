// Holds one graph beside the page: decoding and layout of a large one take longer than a page may stand still. What no
// first picture needs is code of its own, which comes when it is asked for.
import type { tensorboard } from '../../../../proto/messages.ts';
import { comparedGraphs } from '../model/compare/compare-graphs.ts';
import { graphOfBytes } from '../model/encoded-graph.ts';
import { Explorer } from '../model/explore/explorer.ts';
import { moduleTable } from '../model/explore/module-table.ts';
import { operationsOf } from '../model/structure/operations.ts';
import { asideOf, openOf } from './graph-state.ts';
import type { GivenGraph, GraphAnswer, GraphQuestion, GraphTasks, TaskName } from './graph-tasks.ts';

type Graph = tensorboard.GraphDef.$Properties;
type Answer<Name extends TaskName> = GraphTasks[Name]['answer'];

let explorer = new Explorer([]);
let shown: Graph = {};

const later = () => import('./graph-worker-later.ts');

function graphOf({ bytes, file }: GivenGraph): Graph | Promise<Graph> {
  const given = new Uint8Array(bytes);
  return file === undefined
    ? graphOfBytes(given)
    : later().then(({ graphOfFile }) => graphOfFile(file, given));
}

const TASKS: {
  readonly [Name in TaskName]: (ask: GraphTasks[Name]['ask']) => Answer<Name> | Promise<Answer<Name>>;
} = {
  async open({ graph, before, options, view }) {
    shown = await graphOf(graph);
    const operations = operationsOf(shown);
    const compared = before && comparedGraphs(operations, operationsOf(await graphOf(before)));
    explorer = new Explorer(compared?.operations ?? operations, options, compared);
    const { summary } = explorer;
    const asked = { open: [...openOf(view, summary.firstOpen)], ...asideOf(view) };
    return { summary, asked, scene: explorer.scene(asked) };
  },
  parameters: () => explorer.parameterCount,
  table: ({ most }) => moduleTable(explorer, most),
  pbtxt: async () => (await later()).textOf(shown),
  scene: (view) => explorer.scene(view),
  details: ({ path }) => explorer.details(path),
  around: ({ path }) => explorer.around(path),
  profile: async ({ bytes }) => explorer.setCosts((await later()).costsIn(bytes)),
  values: ({ mode }) => explorer.values(mode),
  trace: ({ path }) => explorer.trace(path),
  search: ({ query, most }) => explorer.search(query, most),
};

async function answer({ id, task, ask }: GraphQuestion): Promise<void> {
  let given: GraphAnswer;
  try {
    given = { id, answer: await (TASKS[task] as (asked: unknown) => unknown)(ask) };
  } catch (error) {
    // Whatever a log or a file holds, the user reads what is wrong with it.
    given = { id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(given);
}

/** One after the other: a question is about the graph that was opened before it. */
let turn = Promise.resolve();
self.onmessage = ({ data }: MessageEvent<GraphQuestion>) => {
  turn = turn.then(() => answer(data));
};
