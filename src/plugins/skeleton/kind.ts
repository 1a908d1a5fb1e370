// Skeleton: a list of numbers at each step. Say in one line what the kind holds.
import type { DataKind } from '../../kind.ts';

export const SKELETON: DataKind = {
  // TensorBoard's own name of the plugin, as in its metadata and URLs.
  pluginName: 'skeleton',
  // `columns` for one number a step, `places` for everything heavier: only where it lies in its file is kept.
  storage: 'places',
  shows: ['skeleton'],
  // Copied from TensorBoard's answer to data/plugins_listing.
  listing: { tabName: 'skeleton', loadingMechanism: { type: 'NONE' } },
};

/** What one step holds, as users and views think of it. */
export interface Skeleton {
  readonly numbers: Float32Array;
}

/** Answer of `GET api/v1/skeleton/latest?run=&tag=`: the last step's numbers. */
export interface LatestSkeleton {
  readonly step: number;
  readonly numbers: readonly number[];
}
