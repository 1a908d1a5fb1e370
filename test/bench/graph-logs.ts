// Logs for the bench of graphs: one run with one generated graph each.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tensorboard } from '../../proto/messages.ts';
import { SummaryWriter } from '../../src/index.ts';
import { blocksGraph, resNetGraph, transformerGraph, withWideScope } from '../graphs.ts';

/** By the names under which the bench speaks of them. */
export const GRAPH_LOGS = {
  '20,201 operations in 201 scopes': () => withWideScope(blocksGraph(), 200),
  'ResNet-50': resNetGraph,
  'transformer of 12 layers': transformerGraph,
} as const;
export type GraphLog = keyof typeof GRAPH_LOGS;

/** The logdir of one of them below `folder`; written there unless it is there from a run before. */
export async function graphLogdir(name: GraphLog, folder: string): Promise<string> {
  const logdir = join(folder, `graph-${name.replace(/\W+/g, '-')}`);
  if (existsSync(logdir)) return logdir;
  const unfinished = `${logdir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const writer = new SummaryWriter(unfinished);
  writer.addGraph(tensorboard.GraphDef.encode(GRAPH_LOGS[name]()).finish());
  await writer.close();
  renameSync(unfinished, logdir);
  return logdir;
}
