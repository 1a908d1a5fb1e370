// How Python prints a float: TensorBoard's CSV has this spelling, and spreadsheets of its users expect it.

/** As Python's repr(float): `3.0`, `1e-05`, `1e+16`, `nan`, `-inf`. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size >= 1e16 || (size < 1e-4 && size > 0)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) ? `${value}.0` : `${value}`;
}
