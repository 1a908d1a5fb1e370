// What a bench gives, and how the numbers of its rounds become a row.

/** One line of a bench's table. Milliseconds unless the name says otherwise. */
export interface BenchRow {
  readonly what: string;
  readonly rounds: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  /** What the project promises for the median; absent where it promises nothing. */
  readonly promised?: number;
}

/** One bench: a file of its own, a line in run.ts. */
export interface Bench {
  readonly name: string;
  readonly asks: string;
  run(): Promise<readonly BenchRow[]>;
}

/** The value below which a share `part` (0..1) of the numbers lies: nearest rank. NaN of nothing. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** The row of one measured thing. */
export function benchRow(what: string, milliseconds: readonly number[], promised?: number): BenchRow {
  return {
    what,
    rounds: milliseconds.length,
    median: quantile(milliseconds, 0.5),
    p95: quantile(milliseconds, 0.95),
    max: quantile(milliseconds, 1),
    ...(promised !== undefined && { promised }),
  };
}
