// Points turned so that they lie as another picture of the same points does: Schönemann's orthogonal Procrustes problem
// (Psychometrika 31, 1966), with reflections, without scaling.

/** Row-major, three numbers a point. */
type Places = Float32Array;
/** 3 x 3, row-major. */
type Matrix = number[];

/**
 * `places` moved, turned and mirrored to be as near to `reference` as they can; both hold x, y and z of equally many points.
 * Points that are no numbers in either count for nothing.
 */
export function alignedTo(reference: Places, places: Places): Places {
  const rows: number[] = [];
  for (let at = 0; at < places.length; at += 3) {
    const sum = (places[at] ?? 0) + (places[at + 1] ?? 0) + (places[at + 2] ?? 0);
    const other = (reference[at] ?? 0) + (reference[at + 1] ?? 0) + (reference[at + 2] ?? 0);
    if (Number.isFinite(sum + other)) rows.push(at);
  }
  if (rows.length < 2) return places;
  const from = middleOf(places, rows);
  const to = middleOf(reference, rows);
  const products: Matrix = new Array(9).fill(0);
  for (const at of rows)
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const a = (places[at + i] as number) - (from[i] as number);
        const b = (reference[at + j] as number) - (to[j] as number);
        products[i * 3 + j] = (products[i * 3 + j] as number) + a * b;
      }
  const turn = nearestRotation(products);
  const aligned = new Float32Array(places.length);
  for (let at = 0; at < places.length; at += 3) {
    for (let j = 0; j < 3; j++) {
      let sum = to[j] as number;
      for (let i = 0; i < 3; i++)
        sum += ((places[at + i] as number) - (from[i] as number)) * (turn[i * 3 + j] as number);
      aligned[at + j] = sum;
    }
  }
  return aligned;
}

function middleOf(places: Places, rows: readonly number[]): number[] {
  const sums = [0, 0, 0];
  for (const at of rows)
    for (let i = 0; i < 3; i++) sums[i] = (sums[i] as number) + (places[at + i] as number);
  return sums.map((sum) => sum / rows.length);
}

/** U Vᵀ of the singular value decomposition M = U S Vᵀ. */
function nearestRotation(m: Matrix): Matrix {
  const square: Matrix = Array.from({ length: 9 }, (_, at) => {
    const [i, j] = [Math.floor(at / 3), at % 3];
    return cell(m, 0, i) * cell(m, 0, j) + cell(m, 1, i) * cell(m, 1, j) + cell(m, 2, i) * cell(m, 2, j);
  });
  const { vectors, values } = eigenOf(square);
  const order = [0, 1, 2].sort((a, b) => (values[b] as number) - (values[a] as number));
  const right = order.map((column) => [
    cell(vectors, 0, column),
    cell(vectors, 1, column),
    cell(vectors, 2, column),
  ]);
  const left: number[][] = [];
  for (const v of right) {
    const u = [0, 1, 2].map((i) => [0, 1, 2].reduce((sum, j) => sum + cell(m, i, j) * (v[j] as number), 0));
    left.push(perpendicular(u, left) ?? perpendicular(v, left) ?? anyPerpendicular(left));
  }
  return Array.from({ length: 9 }, (_, at) =>
    [0, 1, 2].reduce(
      (sum, k) => sum + (left[k]?.[Math.floor(at / 3)] as number) * (right[k]?.[at % 3] as number),
      0,
    ),
  );
}

const cell = (m: Matrix, row: number, column: number) => m[row * 3 + column] as number;

/** The part of `v` at right angles to the others, of length 1; undefined where nothing of note is left of it. */
function perpendicular(v: readonly number[], others: readonly (readonly number[])[]): number[] | undefined {
  const length = Math.hypot(...v);
  if (!(length > 0)) return undefined;
  let rest = v.map((x) => x / length);
  for (const other of others) {
    const dot = rest.reduce((sum, x, i) => sum + x * (other[i] as number), 0);
    rest = rest.map((x, i) => x - dot * (other[i] as number));
  }
  const left = Math.hypot(...rest);
  // Of points in a plane the third direction is noise of rounding.
  return left > 1e-4 && length > 1e-12 ? rest.map((x) => x / left) : undefined;
}

function anyPerpendicular(others: readonly (readonly number[])[]): number[] {
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (const axis of axes) {
    const found = perpendicular(axis, others);
    if (found) return found;
  }
  throw new RangeError('three directions leave no fourth');
}

/** Of a symmetric matrix, by Jacobi's rotations; vectors are columns. */
function eigenOf(symmetric: Matrix): { readonly vectors: Matrix; readonly values: readonly number[] } {
  const a = [...symmetric];
  const vectors: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  for (let sweep = 0; sweep < 30; sweep++)
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const off = cell(a, p, q);
      if (Math.abs(off) < 1e-300) continue;
      const theta = (cell(a, q, q) - cell(a, p, p)) / (2 * off);
      const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
      const c = 1 / Math.hypot(t, 1);
      rotate(a, p, q, c, t * c, false);
      rotate(a, p, q, c, t * c, true);
      rotate(vectors, p, q, c, t * c, false);
    }
  return { vectors, values: [cell(a, 0, 0), cell(a, 1, 1), cell(a, 2, 2)] };
}

/** Mixes two columns, or two rows. */
function rotate(m: Matrix, p: number, q: number, c: number, s: number, isRows: boolean): void {
  for (let k = 0; k < 3; k++) {
    const [at, to] = isRows ? [p * 3 + k, q * 3 + k] : [k * 3 + p, k * 3 + q];
    const [x, y] = [m[at] as number, m[to] as number];
    m[at] = c * x - s * y;
    m[to] = s * x + c * y;
  }
}
