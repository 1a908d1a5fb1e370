// Steps of a tag over several runs, and which of them each run shows.
import { indexAt, type StepList } from '../../../../client/data/step-list.ts';
import type { SeriesInfo } from '../../../wire/api.ts';

/** One step of a series, as asked for. */
export interface Question {
  readonly run: string;
  readonly tag: string;
  readonly step: number | bigint;
  readonly generation: number;
}

type Step = number | bigint;

/** All steps of the lists, each once, ascending. */
export function stepsOfAll(lists: readonly Pick<StepList, 'steps'>[]): readonly Step[] {
  const all = new Map<bigint, Step>();
  for (const { steps } of lists) for (const step of steps) all.set(BigInt(step), step);
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, step]) => step);
}

/** The same object as long as it asks for the same; `known` keeps it. Undefined for a series without steps. */
export function questionOf(
  known: Map<string, Question>,
  { run, tag }: SeriesInfo,
  list: StepList,
  wanted: Step | undefined,
): Question | undefined {
  const step = list.steps[indexAt(list, wanted)];
  if (step === undefined) return undefined;
  const key = `${run}\0${tag}`;
  const before = known.get(key);
  if (before?.step === step && before.generation === list.generation) return before;
  const question = { run, tag, step, generation: list.generation };
  known.set(key, question);
  return question;
}
