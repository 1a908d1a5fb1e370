// Tables as Parquet, a row group at a time. https://parquet.apache.org/docs/file-format/
import type { BasicType } from 'hyparquet-writer';
import { type GatheredCells, gathered } from './gathered.ts';
import type { ColumnType, TableRead } from './table.ts';

const TYPES: Readonly<Record<ColumnType, BasicType>> = {
  text: 'STRING',
  int32: 'INT32',
  int64: 'INT64',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  boolean: 'BOOLEAN',
  bytes: 'BYTE_ARRAY',
};

/** The file, piece by piece; nothing of it is kept but the places of its groups. */
export async function* parquetOf(read: TableRead): AsyncGenerator<Uint8Array, void, void> {
  // Only those who ask for it pay for loading it.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const sources = read.columns.map(({ name, type, nullable = false }) => ({
    name,
    type: TYPES[type],
    nullable,
  }));
  const schema = schemaFromColumnData({ columnData: sources.map((source) => ({ ...source, data: [] })) });
  const writer = new ByteWriter();
  const taken = () => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  const file = new ParquetWriter({ writer, schema, createdBy: 'runboard' });
  for await (const { length, columns } of gathered(read)) {
    const columnData = sources.map(({ name, type }, at) => ({
      name,
      data: cellsOf(type, columns[at] ?? []),
    }));
    await file.write({ columnData, rowGroupSize: length });
    yield taken();
  }
  await file.finish();
  yield taken();
}

/** Where cells may be null, whole numbers of 64 bits are of either kind of number; here they must be bigints. */
function cellsOf(type: BasicType, cells: GatheredCells) {
  if (type !== 'INT64' || !Array.isArray(cells)) return cells;
  return cells.map((cell) => (typeof cell === 'number' ? BigInt(cell) : cell));
}
