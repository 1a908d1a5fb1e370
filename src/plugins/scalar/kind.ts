// Scalars: one number a step.
import type { DataKind } from '../../kind.ts';

export const SCALAR = {
  pluginName: 'scalars',
  storage: 'columns',
  shows: ['scalars'],
  listing: {
    tabName: 'scalars',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-scalar-dashboard' },
  },
} as const satisfies DataKind;

/** Body of `POST api/v1/scalars/columns`: every point of each series from index `from` on, nothing sampled away. */
export interface ScalarColumnsRequest {
  readonly series: readonly { readonly run: string; readonly tag: string; readonly from?: number }[];
  /** Whether the answer may be a packed frame, of a third of the bytes; default no. */
  readonly packed?: boolean;
}

/** Steps between which a series is wanted, both included. */
interface Between {
  /** Default: from the first step on. */
  readonly fromStep?: number | undefined;
  /** Default: to the last step. */
  readonly toStep?: number | undefined;
}

/**
 * Body of `POST api/v1/scalars/thinned`: each series between two steps as it is to be drawn. Steps beside a series are
 * for it alone.
 */
export interface ScalarThinnedRequest extends Between {
  readonly series: readonly ({ readonly run: string; readonly tag: string } & Between)[];
  /** Most points of each series, at least 8. Ends, extremes and points that are not finite are always among them. */
  readonly limit: number;
  readonly packed?: boolean;
}

/** Head of a block of the answer: columns as those of `columns`. */
export interface ScalarThinnedHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
  /** Points that lie between the steps, thinned or not. */
  readonly length: number;
}

/**
 * Head of a block of the answer, a frame of columns `steps` (f64, or i64 beyond 2^53), `wallTimes` (f64, seconds) and
 * `values` (f32 or f64 as stored). Blocks come in the order of the request; unknown series are left out.
 */
export interface ScalarColumnsHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
  /** Index of the first point of the block. */
  readonly from: number;
}
