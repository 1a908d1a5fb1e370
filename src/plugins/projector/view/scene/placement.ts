// From projected coordinates to places in the scene: a cube from -1 to 1, all axes to one scale, so that distances stay
// comparable.

/** Which components lie along x, y and z; two for a flat picture. */
export type Axes = readonly [x: number, y: number, z?: number];

/**
 * x, y and z of each of `rows` points. `places` says which row each row of `coordinates` is; where it is left out, they are
 * in order. Rows without coordinates, and those that are no numbers, are NaN.
 */
export function placed(
  rows: number,
  coordinates: Float32Array,
  components: number,
  axes: Axes,
  places?: Uint32Array,
): Float32Array {
  const count = components > 0 ? Math.floor(coordinates.length / components) : 0;
  const used = axes.filter((axis): axis is number => axis !== undefined && axis < components);
  const middles = [0, 0, 0];
  let half = 0;
  used.forEach((axis, dimension) => {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let at = axis; at < coordinates.length; at += components) {
      const value = coordinates[at] as number;
      if (value < min && value > Number.NEGATIVE_INFINITY) min = value;
      if (value > max && value < Number.POSITIVE_INFINITY) max = value;
    }
    if (min > max) return;
    middles[dimension] = (min + max) / 2;
    half = Math.max(half, (max - min) / 2);
  });
  const scale = half > 0 ? 1 / half : 1;
  const positions = new Float32Array(rows * 3).fill(Number.NaN);
  for (let i = 0; i < count; i++) {
    const to = (places ? (places[i] as number) : i) * 3;
    positions[to] = 0;
    positions[to + 1] = 0;
    positions[to + 2] = 0;
    for (let dimension = 0; dimension < used.length; dimension++) {
      const value = coordinates[i * components + (used[dimension] as number)] as number;
      positions[to + dimension] = (value - (middles[dimension] as number)) * scale;
    }
  }
  return positions;
}
