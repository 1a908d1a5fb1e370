// What the page of pages/projections.ts can be asked from outside.
import type { Method, Preparation } from '../../src/plugins/projector/model/projection.ts';

/** What a projection did. */
export interface Seen {
  readonly coordinates: number[];
  readonly components: number;
  readonly explainedVariance: number[];
  readonly divergence: number | undefined;
  readonly milliseconds: number;
  /** When progress was reported, in milliseconds from the start. */
  readonly reports: number[];
  /** When the first coordinates came. */
  readonly pictureMs: number | undefined;
  readonly phases: string[];
  /** The longest that the main thread did not come to its timers, in milliseconds. */
  readonly longestPauseMs: number;
}

export interface ProjectionsApi {
  isolated(): boolean;
  /** Number of points. */
  load(url: string, dimensions: number): Promise<number>;
  project(method: Method, seed?: number, prepare?: Preparation): Promise<Seen>;
  stop(): void;
  nearest(
    row: number,
    count: number,
    metric: 'cosine' | 'euclidean',
  ): Promise<{ row: number; distance: number }[]>;
}
