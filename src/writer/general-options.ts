// The options that writers on Node and in a page have alike.
import { tensorboard } from '../../proto/messages.ts';
import type { Step } from '../format/step.ts';
import type { GeneralOptions } from './add-options.ts';
import { checkStep, demand } from './argument-checks.ts';
import { OWN_RUN, type RunFiles } from './run-files.ts';

/** The queue's bounds. Throws ArgumentError for a wrong option. */
export function checkedOptions({ maxQueue = 10, flushSecs = 120, purgeStep }: GeneralOptions) {
  demand(maxQueue >= 0, 'maxQueue', 'a number from 0 on', maxQueue);
  demand(flushSecs >= 0, 'flushSecs', 'a number from 0 on', flushSecs);
  if (purgeStep !== undefined) checkStep(purgeStep, 'new SummaryWriter: expected purgeStep to be');
  return { maxQueue, flushMs: flushSecs * 1000 };
}

/** Says in the own run's file that what earlier files hold from this step on is void, as PyTorch does. */
export function voidFrom(files: RunFiles, purgeStep: Step | undefined): void {
  if (purgeStep === undefined) return;
  const start = { status: tensorboard.SessionLog.SessionStatus.START };
  const wallTimeSeconds = Date.now() / 1000;
  files.add(OWN_RUN, { wallTimeSeconds, step: purgeStep, fileVersion: 'brain.Event:2' });
  files.add(OWN_RUN, { wallTimeSeconds, step: purgeStep, sessionLog: start });
}
