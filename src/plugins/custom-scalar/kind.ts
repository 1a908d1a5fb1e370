// Custom scalars: which scalars are to be drawn together, as the training program laid it out.
import type { DataKind } from '../../kind.ts';
import type { DocumentKind } from '../../wire/documents.ts';

export const CUSTOM_SCALAR = {
  pluginName: 'custom_scalars',
  storage: 'places',
  shows: ['custom_scalars'],
  listing: {
    tabName: 'Custom Scalars',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-custom-scalar-dashboard' },
  },
} as const satisfies DataKind;

/** The tag under which every run keeps its layout. */
export const LAYOUT_TAG = 'custom_scalars__config__';

/** Categories in the order in which they are shown. */
export interface Layout {
  readonly categories: readonly Category[];
}

/** A group of charts. */
export interface Category {
  readonly title: string;
  /** Whether it is shown folded. */
  readonly closed: boolean;
  readonly charts: readonly Chart[];
}

/** A chart of the scalars whose tags match a pattern, or of bands; `empty` where the writer gave it no content. */
export type Chart =
  | { readonly title: string; readonly kind: 'multiline'; readonly tags: readonly string[] }
  | { readonly title: string; readonly kind: 'margin'; readonly series: readonly Band[] }
  | { readonly title: string; readonly kind: 'empty' };

/** Tags of a curve and of what is drawn around it. */
export interface Band {
  readonly value: string;
  readonly lower: string;
  readonly upper: string;
}

/** Answer of `GET api/v1/custom_scalars/layout`: the layouts of all runs as one. */
export interface MergedLayout extends Layout {
  /** Layouts that could not be read, in the order of runs. */
  readonly unreadable: readonly { readonly run: string; readonly what: string }[];
}

/** Answer of `GET api/v1/custom_scalars/tags?pattern=`: which scalars a chart's pattern means. */
export interface MatchingTags {
  /** Whether the pattern is a regular expression that can be run. */
  readonly valid: boolean;
  /** Runs in the snapshot's order, tags by code point. */
  readonly series: readonly { readonly run: string; readonly tag: string }[];
}

/** Charts that users lay out in the page, kept beside the logs. Its body is an OwnLayout. */
export const OWN_LAYOUT = { name: 'layout', version: 1 } as const satisfies DocumentKind;

/** The document as it is written; what a file holds may be anything, see `ownChartsOf`. */
export interface OwnLayout {
  readonly version: 1;
  /** In the order in which they are shown. */
  readonly charts: readonly OwnChart[];
}

/** A chart and the title of its category. In place of a logged chart whose category and title are the same. */
export type OwnChart = Exclude<Chart, { readonly kind: 'empty' }> & { readonly category: string };
