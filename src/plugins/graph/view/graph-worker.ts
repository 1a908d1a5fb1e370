// Holds one graph beside the page: decoding and layout of a large one take longer than a page may stand still.
import { tensorboard } from '../../../../proto/messages.ts';
import { Explorer } from '../model/explore/explorer.ts';
import { operationsOf } from '../model/structure/operations.ts';
import type { GraphAnswer, GraphQuestion, GraphTasks, TaskName } from './graph-tasks.ts';

let explorer = new Explorer([]);

const TASKS: { readonly [Name in TaskName]: (ask: GraphTasks[Name]['ask']) => GraphTasks[Name]['answer'] } = {
  open({ bytes, options }) {
    explorer = new Explorer(operationsOf(tensorboard.GraphDef.decode(new Uint8Array(bytes))), options);
    return explorer.summary;
  },
  scene: (view) => explorer.scene(view),
  details: ({ path }) => explorer.details(path),
  around: ({ path }) => explorer.around(path),
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
