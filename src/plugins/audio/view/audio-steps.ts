// The steps of one series of clips, as the page keeps them.
import { type StepList, stepListOf } from '../../../../client/data/step-list.ts';
import type { ColumnBlock } from '../../../wire/columns.ts';
import type { AudioStepsHead } from '../kind.ts';

export interface AudioSteps extends StepList {
  /** Clips at each step. */
  readonly clips: Uint32Array;
}

/** Throws where the answer is another than expected: then server and page are of different versions. */
export function audioStepsOf(blocks: readonly ColumnBlock<AudioStepsHead>[]): AudioSteps {
  const clips = blocks[0]?.columns['clips'];
  const list = stepListOf(blocks[0]);
  if (!(clips instanceof Uint32Array))
    throw new Error('The server answered with other columns than expected. Load the page anew.');
  return { ...list, clips };
}
