// What a report holds, and the text in which it holds it: JSON, with the columns of numbers beside it, deflated.
import type { NamedChart } from '../charts/chart-view.ts';

/** A view of charts as it was at one moment. */
export interface Report {
  readonly title: string;
  /** Milliseconds since the Unix epoch. */
  readonly madeAt: number;
  /** Address of the view; empty for none. */
  readonly source: string;
  readonly theme: 'light' | 'dark';
  /** Points of the runs, and how many of them are in the report: fewer where curves were thinned. */
  readonly points: { readonly all: number; readonly held: number };
  readonly charts: readonly NamedChart[];
}

const TYPES = {
  f4: Float32Array,
  f8: Float64Array,
  i8: BigInt64Array,
} as const;
type Column = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>;
type PackedColumn = readonly [type: keyof typeof TYPES, base64: string];

/** Stands in JSON for a column. */
interface Reference {
  readonly column: number;
}

interface Packed {
  readonly report: Report;
  readonly columns: readonly PackedColumn[];
}

/** Columns that several curves share are held once. The text is JSON without a `<`, so that no HTML can begin in it. */
export async function packReport(report: Report): Promise<string> {
  const numbers = new Map<Column, number>();
  const json = JSON.stringify(report, (_, value: unknown): unknown => {
    if (!isColumn(value)) return value;
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return { column: number } satisfies Reference;
  });
  const columns: PackedColumn[] = [];
  for (const column of numbers.keys()) columns.push(await packColumn(column));
  return `{"report":${json},"columns":${JSON.stringify(columns)}}`.replaceAll('<', '\\u003c');
}

/** Exact inverse of `packReport`. Rejects where the text is none of its making. */
export async function unpackReport(text: string): Promise<Report> {
  const { columns: packed } = JSON.parse(text) as Packed;
  const columns: Column[] = [];
  for (const column of packed) columns.push(await unpackColumn(column));
  const { report } = JSON.parse(text, (_, value: unknown) =>
    isReference(value) ? columns[value.column] : value,
  ) as Packed;
  return report;
}

function isColumn(value: unknown): value is Column {
  return Object.values(TYPES).some((type) => value instanceof type);
}

function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && 'column' in value && typeof value.column === 'number';
}

async function packColumn(column: Column): Promise<PackedColumn> {
  const [type] = (Object.keys(TYPES) as (keyof typeof TYPES)[]).filter(
    (name) => column instanceof TYPES[name],
  );
  if (type === undefined) throw new Error('a column of another type');
  const deflated = new Blob([column]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return [type, base64Of(new Uint8Array(await new Response(deflated).arrayBuffer()))];
}

async function unpackColumn([type, base64]: PackedColumn): Promise<Column> {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new TYPES[type](await new Response(inflated).arrayBuffer());
}

/** In pieces: a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x6000)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000))));
  return pieces.join('');
}

/** How many points there are, in words. */
export function pointsSentence({ all, held }: Report['points']): string {
  const count = (points: number) => points.toLocaleString('en');
  return held >= all
    ? `Every point is in this file: ${count(all)}.`
    : `${count(held)} of ${count(all)} points are in this file: long curves are thinned, their least and greatest values kept.`;
}
