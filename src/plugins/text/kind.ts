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
  /** Lengths of the dimensions, outermost first. */
  readonly shape: readonly number[];
  /** As many as the product of `shape`. */
  readonly texts: readonly string[];
}

/** Head of the one block of `GET api/v1/text/steps?run=&tag=`. Columns: `steps`, `wallTimes`. */
export interface TextStepsHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
}

/** Characters of a text that the page shows at most; a longer one is downloaded. */
export const SHOWN_CHARACTERS = 50_000;

/**
 * Answer of `GET api/v1/text/at?run=&tag=&step=&math=`; `math=off` leaves formulas as they were written. The whole is at
 * `GET api/v1/text/whole?run=&tag=&step=`.
 */
export interface TextAnswer extends TextStep {
  readonly step: number | bigint;
  /** Seconds since the Unix epoch. */
  readonly wallTime: number;
  /**
   * The texts rendered as Markdown, sanitised and without pictures, formulas as code of class `math-inline` or
   * `math-display`; a table where they are several, else the text alone.
   */
  readonly html: string;
  /** Of all texts together; more than `texts` hold where they were cut after SHOWN_CHARACTERS. */
  readonly characters: number;
}

/** What is posted to `api/v1/text/search`. */
export interface TextSearchRequest {
  /** A regular expression; upper and lower case are the same unless it holds an upper-case letter. */
  readonly pattern: string;
  /** Runs to search. */
  readonly runs: readonly string[];
}

/** A step whose text matches. */
export interface TextMatch {
  readonly run: string;
  readonly tag: string;
  /** In digits, so that none are lost. */
  readonly step: string;
  /** Of the first line that matches, around the place: what stands before it, the match itself, what follows. */
  readonly snippet: readonly [before: string, match: string, after: string];
}

/** Answer of `POST api/v1/text/search`: tags in the order of the snapshot, of each the newest step first. */
export interface TextSearchAnswer {
  readonly matches: readonly TextMatch[];
  /** Steps that were searched, of `steps` in all: fewer where time was up or enough was found. */
  readonly searched: number;
  readonly steps: number;
}
