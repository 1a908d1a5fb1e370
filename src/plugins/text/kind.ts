// Text: Markdown, alone or in a table, at each step.
import type { DataKind } from '../../kind.ts';

export const TEXT = {
  pluginName: 'text',
  storage: 'places',
  shows: ['text'],
  listing: {
    tabName: 'text',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-text-dashboard' },
  },
} as const satisfies DataKind;

/** Texts of one step, row-major. PyTorch writes a shape of [1], TensorFlow a text alone as []. */
export interface TextStep {
  readonly shape: readonly number[];
  readonly texts: readonly string[];
}

/** Head of the one block of `GET api/v1/text/steps?run=&tag=`. Columns: `steps`, `wallTimes`. */
export interface TextStepsHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
}

/** Answer of `GET api/v1/text/at?run=&tag=&step=`. */
export interface TextAnswer extends TextStep {
  readonly step: number | bigint;
  /** Seconds since the Unix epoch. */
  readonly wallTime: number;
  /** The texts rendered as Markdown, sanitised; a table where there is a shape. */
  readonly html: string;
}
