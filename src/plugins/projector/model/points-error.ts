/** Tells what is wrong with a file of points. */
export class PointsError extends Error {
  override name = 'PointsError';
}
