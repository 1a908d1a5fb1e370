// Nearest neighbours in the original space, for the point that a user clicked.
import { type NearestPoint, nearestOf, normsOf } from '../model/nearest.ts';
import type { PointSet } from '../model/point-set.ts';
import { prepared } from '../model/prepare.ts';
import type { Preparation } from '../model/projection.ts';

/** The points come once, before the first question. */
export type NearestQuestion =
  | { readonly kind: 'points'; readonly points: PointSet; readonly prepare: Preparation }
  | {
      readonly kind: 'nearest';
      readonly id: number;
      readonly row: number;
      readonly count: number;
      readonly metric: 'cosine' | 'euclidean';
    };

export interface NearestAnswer {
  readonly id: number;
  readonly found: NearestPoint[];
}

let points: PointSet | undefined;
let norms: Float32Array | undefined;

self.onmessage = ({ data }: MessageEvent<NearestQuestion>) => {
  if (data.kind === 'points') {
    points = prepared(data.points, data.prepare);
    norms = normsOf(points);
    return;
  }
  if (!points || !norms) throw new Error('a question came before the points');
  const answer: NearestAnswer = {
    id: data.id,
    found: nearestOf(points, norms, data.row, data.count, data.metric),
  };
  self.postMessage(answer);
};
