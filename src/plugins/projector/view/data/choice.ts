// Which points of the log are shown: runs, their embeddings, and the steps of one.
import type { EmbeddingInfo, EmbeddingsAnswer, RunEmbeddings } from '../../kind.ts';

/** One embedding of one run, at all its steps. */
export interface EmbeddingSeries {
  readonly run: string;
  /** Without the step that torch and tensorboardX write behind a colon. */
  readonly tag: string;
  /** Ascending by step; those without a step come first. */
  readonly steps: readonly EmbeddingStep[];
}

export interface EmbeddingStep {
  readonly step: number | undefined;
  readonly info: EmbeddingInfo;
}

/** What is shown; `at` is an index into the series' steps. */
export interface Choice {
  readonly series: EmbeddingSeries;
  readonly at: number;
}

/** torch writes `tag:00013`. */
const STEPPED = /^(.*):(\d{5,})$/s;

/** Those of visible runs, of folders above one, and of the logdir, in the answer's order. */
export function visibleOf({ runs }: EmbeddingsAnswer, visible: readonly string[]): readonly RunEmbeddings[] {
  const names = new Set([...visible, '.']);
  return runs.filter(({ run, above }) =>
    above ? visible.some((name) => name.startsWith(`${run}/`)) : names.has(run),
  );
}

/** In the order of the runs. */
export function embeddingSeriesOf(runs: readonly RunEmbeddings[]): readonly EmbeddingSeries[] {
  return runs.flatMap(({ run, embeddings }) => {
    const byTag = new Map<string, EmbeddingStep[]>();
    for (const info of embeddings) {
      const [, tag = info.name, digits] = STEPPED.exec(info.name) ?? [];
      const steps = byTag.get(tag) ?? [];
      steps.push({ step: digits === undefined ? undefined : Number(digits), info });
      byTag.set(tag, steps);
    }
    return Array.from(byTag, ([tag, steps]) => ({
      run,
      tag,
      steps: steps.sort((a, b) => (a.step ?? -1) - (b.step ?? -1)),
    }));
  });
}

/** What the address asks for (`of`, `tensor`, `step`), or what is nearest to it; undefined where there is nothing. */
export function choiceOf(
  all: readonly EmbeddingSeries[],
  view: Readonly<Record<string, string>>,
): Choice | undefined {
  const ofRun = all.filter(({ run }) => run === view['of']);
  const candidates = ofRun.length > 0 ? ofRun : all;
  const series = candidates.find(({ tag }) => tag === view['tensor']) ?? candidates[0];
  if (!series) return undefined;
  const wanted = view['step'];
  const found = series.steps.findIndex(({ step }) => wanted !== undefined && step === Number(wanted));
  return { series, at: found >= 0 ? found : series.steps.length - 1 };
}

/** What the address asks for and is not there, as a sentence; undefined where all of it is. */
export function missedBy(
  { series, at }: Choice,
  { of, tensor, step }: Readonly<Record<string, string>>,
): string | undefined {
  const shown = `${series.tag} of ${series.run} is shown`;
  if (of && of !== series.run) return `The run “${of}” has no embeddings, or is not ticked: ${shown}.`;
  if (tensor && tensor !== series.tag) return `There is no “${tensor}” in this run: ${shown}.`;
  const own = series.steps[at]?.step;
  if (step && Number(step) !== own) return `There is no step ${step}: ${own ?? 'what has none'} is shown.`;
  return undefined;
}
