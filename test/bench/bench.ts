// What a bench is given and gives, and how the numbers of its rounds become a row.
import type { WorkloadName } from './gen-logs.ts';

/** One line of a bench's table. */
export interface BenchRow {
  readonly what: string;
  /**
   * By column, in the order in which they are printed. Milliseconds, unless the column is `rounds`, `ratio`, `perSecond`,
   * `divergence`, or ends in `Mb`, `Percent` or `Count`. `promised` is what the project promises for the row.
   */
  readonly numbers: Readonly<Record<string, number>>;
}

/** What the command line asks of a bench; each has defaults of its own. */
export interface BenchOptions {
  readonly rounds?: number;
  /** Where generated logs lie; they are kept from run to run. */
  readonly dataFolder: string;
  readonly workloads?: readonly WorkloadName[];
  /** Only what has this in its name. */
  readonly only?: string;
  /** Without TensorBoard beside, which takes most of the time. */
  readonly alone?: boolean;
  /** Of a bench that lasts as long as it is told to. */
  readonly minutes?: number;
}

/** One bench: a file of its own, a line in run.ts. */
export interface Bench {
  readonly name: string;
  readonly asks: string;
  /** Too long for whoever asks for all benches. */
  readonly onlyByName?: boolean;
  run(options: BenchOptions): Promise<readonly BenchRow[]>;
}

/** The value below which a share `part` (0..1) of the numbers lies: nearest rank. NaN of nothing. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** The row of one thing that was timed again and again. */
export function latencyRow(what: string, milliseconds: readonly number[], promised?: number): BenchRow {
  return {
    what,
    numbers: {
      median: quantile(milliseconds, 0.5),
      p95: quantile(milliseconds, 0.95),
      max: quantile(milliseconds, 1),
      ...(promised !== undefined && { promised }),
      rounds: milliseconds.length,
    },
  };
}

/** What one of two peers took in each round, and what it held of memory. */
export interface PeerRounds {
  readonly milliseconds: readonly number[];
  readonly memoryMb?: number;
}

/** A row each: ours with the ratio of the medians (above 1 where we are faster), and the peer's where it was there. */
export function peerRows(
  what: string,
  ours: PeerRounds,
  peer?: PeerRounds & { readonly name: string },
): readonly BenchRow[] {
  const ratio = quantile(peer?.milliseconds ?? [], 0.5) / quantile(ours.milliseconds, 0.5);
  const rowOf = (name: string, { milliseconds, memoryMb }: PeerRounds, by?: number): BenchRow => ({
    what: `${what}: ${name}`,
    numbers: {
      min: quantile(milliseconds, 0),
      median: quantile(milliseconds, 0.5),
      ...(by !== undefined && { ratio: by }),
      ...(memoryMb !== undefined && { memoryMb }),
      rounds: milliseconds.length,
    },
  });
  return peer ? [rowOf('Runboard', ours, ratio), rowOf(peer.name, peer)] : [rowOf('Runboard', ours)];
}

/** The rows as lines of text, columns side by side. */
export function tableOf(rows: readonly BenchRow[]): string {
  const named = new Set(rows.flatMap(({ numbers }) => Object.keys(numbers)));
  const columns = [...named].filter((column) => column !== 'rounds').concat('rounds');
  const width = Math.max(...rows.map(({ what }) => what.length));
  const widthAt = (at: number) => Math.max(12, (columns[at] ?? '').length + 2);
  const line = (what: string, cells: readonly string[]) =>
    `  ${what.padEnd(width)}${cells.map((cell, at) => cell.padStart(widthAt(at))).join('')}`;
  return [
    line('', columns),
    ...rows.map(({ what, numbers }) =>
      line(
        what,
        columns.map((column) => cellOf(column, numbers[column])),
      ),
    ),
  ].join('\n');
}

function cellOf(column: string, value: number | undefined): string {
  if (value === undefined) return '';
  if (column === 'rounds' || column.endsWith('Count')) return `${value}`;
  if (column === 'perSecond') return `${value < 10 ? value.toFixed(1) : Math.round(value)}/s`;
  if (column === 'divergence') return value.toFixed(3);
  if (column === 'ratio') return `${value.toFixed(2)}x`;
  if (column.endsWith('Percent')) return `${value.toFixed(2)} %`;
  if (column.endsWith('Mb')) return `${value.toFixed(0)} MB`;
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}
