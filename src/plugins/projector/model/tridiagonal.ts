// Eigenvalues of a symmetric tridiagonal matrix by implicit QL steps, as EISPACK's tql2 does.

const MAX_SWEEPS = 60;

/**
 * Turns `diagonal` into eigenvalues, unordered, and destroys `beside`, whose element i stands beside diagonal i and
 * i + 1. Each row of `vectors`, row-major with as many columns as there are values, is multiplied by the matrix of
 * eigenvectors: the identity becomes that matrix.
 */
export function tridiagonalEigen(diagonal: Float64Array, beside: Float64Array, vectors: Float64Array): void {
  const size = diagonal.length;
  const at = (numbers: Float64Array, i: number) => numbers[i] ?? 0;
  for (let l = 0; l < size; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l;
      for (; m < size - 1; m++) {
        const scale = Math.abs(at(diagonal, m)) + Math.abs(at(diagonal, m + 1));
        if (Math.abs(at(beside, m)) <= Number.EPSILON * scale) break;
      }
      if (m === l) break;
      if (sweep === MAX_SWEEPS) throw new Error('the eigenvalues of a tridiagonal matrix do not converge');
      const g0 = (at(diagonal, l + 1) - at(diagonal, l)) / (2 * at(beside, l));
      let g =
        at(diagonal, m) - at(diagonal, l) + at(beside, l) / (g0 + Math.sign(g0 || 1) * Math.hypot(g0, 1));
      let sine = 1;
      let cosine = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = sine * at(beside, i);
        const b = cosine * at(beside, i);
        const r = Math.hypot(f, g);
        beside[i + 1] = r;
        if (r === 0) {
          diagonal[i + 1] = at(diagonal, i + 1) - p;
          beside[m] = 0;
          break;
        }
        sine = f / r;
        cosine = g / r;
        const shifted = at(diagonal, i + 1) - p;
        const t = (at(diagonal, i) - shifted) * sine + 2 * cosine * b;
        p = sine * t;
        diagonal[i + 1] = shifted + p;
        g = cosine * t - b;
        rotate(vectors, size, i, cosine, sine);
      }
      if (i >= l) continue;
      diagonal[l] = at(diagonal, l) - p;
      beside[l] = g;
      beside[m] = 0;
    }
  }
}

/** Turns columns i and i + 1 of all rows. */
function rotate(rows: Float64Array, columns: number, i: number, cosine: number, sine: number): void {
  for (let k = i; k < rows.length; k += columns) {
    const right = rows[k + 1] ?? 0;
    const left = rows[k] ?? 0;
    rows[k + 1] = sine * left + cosine * right;
    rows[k] = cosine * left - sine * right;
  }
}
