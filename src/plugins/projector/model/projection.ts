// What can be asked of the projections, and what comes back; the page and its workers share these.
import type { PointSet } from './point-set.ts';

/** A way from many dimensions to few. */
export type Method = PcaMethod | TsneMethod | UmapMethod | LinearMethod;

export interface PcaMethod {
  readonly kind: 'pca';
  /** 1 to 50; a picture needs 2 or 3 of them. */
  readonly components: number;
}

/** t-SNE by van der Maaten. */
export interface TsneMethod {
  readonly kind: 'tsne';
  readonly components: 2 | 3;
  /** About how many neighbours count; at most a third of the points is taken. */
  readonly perplexity: number;
  /** `auto`: the number of points by the exaggeration (Belkina et al. 2019), after it a quarter of that number. */
  readonly learningRate: number | 'auto';
  /** Factor by which neighbours attract during the first 250 iterations; 1 for none. */
  readonly earlyExaggeration: number;
  readonly iterations: number;
  /** Pulls points of one label together; labels below 0 mean unknown. Weight from 0 to 1. */
  readonly supervision?: { readonly labels: Int32Array; readonly weight: number };
  /** Coordinates to go on from, without early exaggeration. */
  readonly start?: Float32Array;
  /** Shakes the start, to leave a poor optimum. */
  readonly perturb?: boolean;
}

/** UMAP by McInnes, Healy and Melville. */
export interface UmapMethod {
  readonly kind: 'umap';
  readonly components: 2 | 3;
  readonly neighbors: number;
  /** From 0 to 1. */
  readonly minDistance: number;
  /** By default 500 up to 10,000 points and 200 beyond, as umap-learn. */
  readonly epochs?: number;
}

type Rows = readonly number[] | Uint32Array;

/** Axes that lead from the centre of some points to that of others. */
export interface LinearMethod {
  readonly kind: 'linear';
  readonly axes: readonly LinearAxis[];
}

/** Row numbers; neither side is empty. */
export interface LinearAxis {
  readonly from: Rows;
  readonly to: Rows;
}

/** How far a projection is. */
export interface Progress {
  /** In words for the user. */
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  /** What can be drawn already, row-major. */
  readonly coordinates?: Float32Array;
  /** Kullback-Leibler divergence of t-SNE at these coordinates. */
  readonly divergence?: number;
}

/** A projection that is done. */
export interface Projection {
  /** Coordinates of a point: at most as many as were asked for. */
  readonly components: number;
  /** Row-major. */
  readonly coordinates: Float32Array;
  /** PCA: share of all variance by component. */
  readonly explainedVariance?: Float32Array;
  /** t-SNE: Kullback-Leibler divergence. */
  readonly divergence?: number;
}

/** What is done to points first. `normalise`: length 1 each. `sphere`: the mean taken off, then length 1. */
export type Preparation = 'none' | 'normalise' | 'sphere';

/** One task for a worker. */
export interface ProjectionTask {
  readonly points: PointSet;
  /** Rows that are projected; left out for all of them. */
  readonly places?: Uint32Array | undefined;
  readonly method: Method;
  readonly prepare: Preparation;
  readonly seed: number;
}
