// Tables as Arrow IPC, a record batch at a time: the file format, and the stream format for readers that do not seek.
// https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc
import type { Data, DataType, RecordBatch, RecordBatchWriter } from 'apache-arrow';
import { type GatheredCells, gathered } from './gathered.ts';
import type { Cell, TableColumn, TableRead } from './table.ts';

type Arrow = typeof import('apache-arrow');

/** The file, piece by piece; `form` is its layout. */
export async function* arrowOf(
  read: TableRead,
  form: 'file' | 'stream',
): AsyncGenerator<Uint8Array, void, void> {
  // Only those who ask for it pay for loading it.
  const arrow = await import('apache-arrow');
  const fields = read.columns.map(({ name, nullable = false, ...column }) =>
    arrow.Field.new({ name, nullable, type: typeOf(arrow, column) }),
  );
  const schema = new arrow.Schema(fields);
  const writer = form === 'file' ? new arrow.RecordBatchFileWriter() : new arrow.RecordBatchStreamWriter();
  const written = new Written(writer);
  writer.reset(undefined, schema);
  for await (const { length, columns } of gathered(read)) {
    const children = read.columns.map((column, at) => dataOf(arrow, column, columns[at] ?? [], length));
    const data = arrow.makeData({ type: new arrow.Struct(fields), length, nullCount: 0, children });
    writer.write(new arrow.RecordBatch(schema, data) as RecordBatch);
    yield* written.taken();
  }
  writer.finish();
  yield* written.taken();
}

/** What a writer has written and nobody has taken yet. */
class Written {
  readonly #queue: AsyncIterator<Uint8Array>;
  #next: Promise<IteratorResult<Uint8Array>> | undefined;

  constructor(writer: RecordBatchWriter) {
    this.#queue = writer[Symbol.asyncIterator]();
  }

  async *taken(): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      this.#next ??= this.#queue.next();
      // The queue has no other way to tell that it is empty for now.
      const result = await Promise.race([this.#next, Promise.resolve(undefined)]);
      if (result === undefined || result.done) return;
      this.#next = undefined;
      yield result.value;
    }
  }
}

function typeOf(arrow: Arrow, { type }: Pick<TableColumn, 'type'>): DataType {
  switch (type) {
    case 'text':
      return new arrow.Utf8();
    case 'bytes':
      return new arrow.Binary();
    case 'boolean':
      return new arrow.Bool();
    case 'int32':
      return new arrow.Int32();
    case 'int64':
      return new arrow.Int64();
    case 'float32':
      return new arrow.Float32();
    case 'float64':
      return new arrow.Float64();
  }
}

/** Cells as Arrow lays them out; columns that cannot be null already are. */
function dataOf(arrow: Arrow, { type }: TableColumn, cells: GatheredCells, length: number): Data {
  const list = Array.isArray(cells) ? cells : [];
  const { unset: nullCount, bits: nullBitmap } = bitsOf(list, (cell) => cell !== null);
  const head = { length, nullCount, ...(nullCount > 0 && { nullBitmap }) };
  switch (type) {
    case 'text':
      return arrow.makeData({ type: new arrow.Utf8(), ...head, ...joined(list) });
    case 'bytes':
      return arrow.makeData({ type: new arrow.Binary(), ...head, ...joined(list) });
    case 'boolean':
      return arrow.makeData({
        type: new arrow.Bool(),
        ...head,
        data: bitsOf(list, (cell) => cell === true).bits,
      });
    case 'int32': {
      const data = cells instanceof Int32Array ? cells : Int32Array.from(list, Number);
      return arrow.makeData({ type: new arrow.Int32(), ...head, data });
    }
    case 'int64': {
      const data = cells instanceof BigInt64Array ? cells : BigInt64Array.from(list, exact);
      return arrow.makeData({ type: new arrow.Int64(), ...head, data });
    }
    case 'float32': {
      const data = cells instanceof Float32Array ? cells : Float32Array.from(list, Number);
      return arrow.makeData({ type: new arrow.Float32(), ...head, data });
    }
    case 'float64': {
      const data = cells instanceof Float64Array ? cells : Float64Array.from(list, Number);
      return arrow.makeData({ type: new arrow.Float64(), ...head, data });
    }
  }
}

function exact(cell: Cell): bigint {
  return cell === null ? 0n : BigInt(cell as number | bigint);
}

/** A bit for each cell, the lowest first, and how many are not set. */
function bitsOf(
  cells: readonly Cell[],
  isSet: (cell: Cell) => boolean,
): { readonly bits: Uint8Array; readonly unset: number } {
  const bits = new Uint8Array((cells.length + 7) >> 3);
  let unset = 0;
  cells.forEach((cell, at) => {
    if (isSet(cell)) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
    else unset += 1;
  });
  return { bits, unset };
}

/** Texts and bytes one behind the other; null is empty. */
function joined(cells: readonly Cell[]): { readonly valueOffsets: Int32Array; readonly data: Uint8Array } {
  const encoder = new TextEncoder();
  // Runs and tags come many times in a row.
  let last: Cell = null;
  let lastBytes = new Uint8Array(0);
  const parts = cells.map((cell) => {
    if (cell instanceof Uint8Array) return cell;
    if (cell !== last) lastBytes = encoder.encode(cell === null ? '' : String(cell));
    last = cell;
    return lastBytes;
  });
  const valueOffsets = new Int32Array(cells.length + 1);
  let end = 0;
  for (const [at, part] of parts.entries()) {
    end += part.length;
    valueOffsets[at + 1] = end;
  }
  const data = new Uint8Array(end);
  for (const [at, part] of parts.entries()) data.set(part, valueOffsets[at]);
  return { valueOffsets, data };
}
