// Holds one graph beside the page: decoding and layout of a large one take longer than a page may stand still.
import { tensorboard } from '../../../../proto/messages.ts';
import { protoText } from '../../../format/proto-text.ts';
import { comparedGraphs } from '../model/compare/compare-graphs.ts';
import { graphOfBytes } from '../model/encoded-graph.ts';
import { Explorer } from '../model/explore/explorer.ts';
import { moduleTable } from '../model/explore/module-table.ts';
import { costsOf } from '../model/explore/run-profile.ts';
import { graphOfFile } from '../model/graph-of-file.ts';
import { operationsOf } from '../model/structure/operations.ts';
import { asideOf, openOf } from './graph-state.ts';
import type { GivenGraph, GraphAnswer, GraphQuestion, GraphTasks, TaskName } from './graph-tasks.ts';

let explorer = new Explorer([]);
let shown: tensorboard.GraphDef.$Properties = {};

function graphOf({ bytes, file }: GivenGraph): tensorboard.GraphDef.$Properties {
  const given = new Uint8Array(bytes);
  return file === undefined ? graphOfBytes(given) : graphOfFile(file, given);
}

const TASKS: { readonly [Name in TaskName]: (ask: GraphTasks[Name]['ask']) => GraphTasks[Name]['answer'] } = {
  open({ graph, before, options, view }) {
    shown = graphOf(graph);
    const operations = operationsOf(shown);
    const compared = before && comparedGraphs(operations, operationsOf(graphOf(before)));
    explorer = new Explorer(compared?.operations ?? operations, options, compared);
    const { summary } = explorer;
    const asked = { open: [...openOf(view, summary.firstOpen)], ...asideOf(view) };
    return { summary, asked, scene: explorer.scene(asked) };
  },
  parameters: () => explorer.parameterCount,
  table: ({ most }) => moduleTable(explorer, most),
  pbtxt: () => protoText('GraphDef', shown),
  scene: (view) => explorer.scene(view),
  details: ({ path }) => explorer.details(path),
  around: ({ path }) => explorer.around(path),
  profile: ({ bytes }) => explorer.setCosts(costsOf(tensorboard.RunMetadata.decode(new Uint8Array(bytes)))),
  values: ({ mode }) => explorer.values(mode),
  trace: ({ path }) => explorer.trace(path),
  search: ({ query, most }) => explorer.search(query, most),
};

self.onmessage = ({ data: { id, task, ask } }: MessageEvent<GraphQuestion>) => {
  let answer: GraphAnswer;
  try {
    answer = { id, answer: (TASKS[task] as (given: unknown) => unknown)(ask) };
  } catch (error) {
    // Whatever a log or a file holds, the user reads what is wrong with it.
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(answer);
};
