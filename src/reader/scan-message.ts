// What a worker found, as one table of numbers and one buffer of columns: to clone an object for each tag of each of
// thousands of files costs more than to scan them.
import type { DataClassName } from '../format/legacy.ts';
import type { ScanBatch, StepColumn, TagMetadata, TagRows } from './batch.ts';
import { BlockBatch } from './block-batch.ts';
import { ENTRY_BYTES, FirstState, PackedBlock } from './packed-block.ts';
import type { FilePart, FoundBatch } from './scan-service.ts';

/** Parts of files, packed; plain data. The buffers are to be transferred. */
export interface PackedParts {
  readonly table: Float64Array;
  readonly strings: readonly string[];
  readonly metadata: readonly TagMetadata[];
  /** Tags of packed blocks, and their metadata, by the numbers in the blocks. */
  readonly blockTags: readonly string[];
  readonly blockMetadata: readonly (TagMetadata | undefined)[];
  readonly columns: ArrayBuffer;
  /** Where the columns of packed blocks lie, which are not copied. */
  readonly blockBuffers: readonly ArrayBuffer[];
}

type Column = Float64Array | Float32Array | BigInt64Array | Uint32Array | Uint8Array;
const KINDS = [Float64Array, Float32Array, BigInt64Array, Uint32Array, Uint8Array] as const;
const CLASSES: readonly (DataClassName | undefined)[] = [undefined, 'scalar', 'tensor', 'blobs'];
/** Instead of the number of something that is not there. */
const NONE = -1;
/** Instead of a number of rows, or of tags: they stand in a packed block. */
const PACKED = -2;
/** Of a part, the mark at its end is packed, not that of each batch. */
const NO_MARK = new Uint8Array(0);

/** Bytes that the batch's columns take. */
export function columnBytes(batch: ScanBatch): number {
  const packed = packedOf(batch);
  if (packed) return packed.place.columnsBytes;
  let bytes = 0;
  for (const rows of batch.rows) {
    bytes += rows.steps.byteLength;
    for (const column of otherColumns(rows)) bytes += column?.byteLength ?? 0;
  }
  return bytes;
}

function packedOf(batch: ScanBatch): PackedBlock | undefined {
  return batch instanceof BlockBatch ? batch.packed : undefined;
}

/** All but the steps, in the order in which they are packed. */
function otherColumns({
  wallTimesSeconds,
  numbers,
  forms,
  places,
}: TagRows): readonly (Column | undefined)[] {
  const { offsetsBytes, lengthsBytes, valueIndices, items } = places ?? {};
  return [wallTimesSeconds, numbers, forms, offsetsBytes, lengthsBytes, valueIndices, items];
}

/** Packs parts, in their order. */
export function packParts(parts: readonly FilePart[]): PackedParts {
  const packer = new Packer();
  packer.number(parts.length);
  for (const part of parts) packer.part(part);
  return packer.packed();
}

class Packer {
  readonly #table: number[] = [];
  readonly #strings = new Map<string, number>();
  readonly #metadata: TagMetadata[] = [];
  readonly #columns: Column[] = [];
  readonly #blockTags: string[] = [];
  readonly #blockMetadata: (TagMetadata | undefined)[] = [];
  readonly #blockBuffers: ArrayBuffer[] = [];
  /** Of the engine whose blocks are packed: its tags, and their numbers here by those there. */
  #engineTags: readonly string[] | undefined;
  #numbers: number[] = [];
  /** The last steps: tags that were logged together share them. */
  #lastSteps: { readonly steps: StepColumn; readonly at: number } | undefined;
  #bytes = 0;

  number(value: number): void {
    this.#table.push(value);
  }

  part({ path, opened, failure, found, end }: FilePart): void {
    this.#table.push(
      this.#string(path),
      opened ? this.#string(opened.identity) : NONE,
      opened?.sizeBytes ?? 0,
      opened?.modifiedMs ?? 0,
      failure ? this.#string(failure.code) : NONE,
      failure ? this.#string(failure.message) : NONE,
      found.length,
      end?.scanner.problems ?? 0,
    );
    // Their tags are those of the one block that there is.
    const first = end?.scanner instanceof FirstState && found.some(({ batch }) => packedOf(batch));
    for (const one of found) this.#batch(one);
    const tags = first ? [] : end?.scanner.tags;
    this.#table.push(first ? PACKED : (tags?.length ?? NONE));
    if (!end || !tags) return;
    for (const [tag, dataClass] of tags) this.#table.push(this.#string(tag), CLASSES.indexOf(dataClass));
    this.#column(end.mark);
    const { damage } = end.scanner;
    this.#table.push(
      damage ? this.#string(damage.what) : NONE,
      damage?.startBytes ?? 0,
      damage?.told ? 1 : 0,
    );
  }

  packed(): PackedParts {
    const bytes = new Uint8Array(this.#bytes);
    let at = 0;
    for (const column of this.#columns) {
      bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
      at += padded(column.byteLength);
    }
    return {
      table: Float64Array.from(this.#table),
      strings: [...this.#strings.keys()],
      metadata: this.#metadata,
      blockTags: this.#blockTags,
      blockMetadata: this.#blockMetadata,
      columns: bytes.buffer,
      blockBuffers: this.#blockBuffers,
    };
  }

  #batch({ offsetBytes, batch }: FoundBatch): void {
    this.#table.push(
      offsetBytes,
      batch.consumedBytes,
      batch.endBytes,
      batch.neededBytes,
      batch.searching ? 1 : 0,
      batch.events,
      batch.minWallTimeSeconds,
      batch.maxWallTimeSeconds,
      batch.problems.length,
    );
    for (const { offsetBytes, what, done } of batch.problems) {
      this.#table.push(offsetBytes, this.#string(what), this.#string(done));
    }
    const packed = packedOf(batch);
    if (packed) {
      this.#block(packed);
      return;
    }
    this.#table.push(batch.rows.length);
    for (const rows of batch.rows) this.#rows(rows);
  }

  #block(block: PackedBlock): void {
    const { columns, columnsAt, columnsBytes, entries, entriesAt, count } = block.place;
    const words = new Uint32Array(entries.slice(entriesAt, entriesAt + count * ENTRY_BYTES));
    for (let at = 0; at < words.length; at += ENTRY_BYTES / 4) {
      words[at] = this.#blockTag(block, words[at] ?? 0);
    }
    if (this.#blockBuffers.at(-1) !== columns) this.#blockBuffers.push(columns);
    this.#table.push(PACKED, count, columnsBytes, this.#blockBuffers.length - 1, columnsAt);
    this.#column(words);
  }

  #blockTag(block: PackedBlock, number: number): number {
    if (this.#engineTags !== block.tags) {
      this.#engineTags = block.tags;
      this.#numbers = [];
    }
    const known = this.#numbers[number];
    const metadata = block.metadataOf(number);
    if (known !== undefined && this.#blockMetadata[known] === metadata) return known;
    this.#blockTags.push(block.tagOf(number));
    this.#numbers[number] = this.#blockMetadata.push(metadata) - 1;
    return this.#blockTags.length - 1;
  }

  #rows(rows: TagRows): void {
    const { tag, metadata, dataClass, increasing, extremes } = rows;
    this.#table.push(
      this.#string(tag),
      metadata ? this.#metadata.push(metadata) - 1 : NONE,
      CLASSES.indexOf(dataClass),
      increasing === undefined ? NONE : Number(increasing),
      extremes?.least ?? Number.NaN,
      extremes?.greatest ?? Number.NaN,
    );
    this.#stepColumn(rows.steps);
    for (const column of otherColumns(rows)) {
      if (column) this.#column(column);
      else this.#table.push(NONE);
    }
  }

  #column(column: Column): void {
    this.#tell(column, this.#bytes);
    this.#columns.push(column);
    this.#bytes += padded(column.byteLength);
  }

  #stepColumn(steps: StepColumn): void {
    const last = this.#lastSteps;
    if (last && isSameView(last.steps, steps)) {
      this.#tell(steps, last.at);
      return;
    }
    this.#lastSteps = { steps, at: this.#bytes };
    this.#column(steps);
  }

  #tell(column: Column, at: number): void {
    this.#table.push(
      KINDS.findIndex((kind) => column instanceof kind),
      at,
      column.length,
    );
  }

  #string(text: string): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    this.#strings.set(text, this.#strings.size);
    return this.#strings.size - 1;
  }
}

function isSameView(a: StepColumn, b: StepColumn): boolean {
  return a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.byteLength === b.byteLength;
}

function padded(bytes: number): number {
  return (bytes + 7) & ~7;
}

/** The parts that were packed; their columns are views of one buffer. */
export function unpackParts(packed: PackedParts): FilePart[] {
  const unpacker = new Unpacker(packed);
  return Array.from({ length: unpacker.number() }, () => unpacker.part());
}

class Unpacker {
  readonly #packed: PackedParts;
  #at = 0;

  constructor(packed: PackedParts) {
    this.#packed = packed;
  }

  number(): number {
    return this.#packed.table[this.#at++] ?? 0;
  }

  part(): FilePart {
    const path = this.#string() ?? '';
    const identity = this.#string();
    const [sizeBytes, modifiedMs] = [this.number(), this.number()];
    const [code, message = ''] = [this.#string(), this.#string()];
    const [found, problems] = [this.number(), this.number()];
    const batches = Array.from({ length: found }, () => this.#batch());
    const tags = this.number();
    const part = {
      path,
      ...(identity !== undefined && { opened: { identity, sizeBytes, modifiedMs } }),
      ...(code !== undefined && { failure: { code, message } }),
      found: batches,
    };
    if (tags === NONE) return part;
    const known = Array.from({ length: Math.max(0, tags) }, () => {
      const tag = this.#string() ?? '';
      return [tag, CLASSES[this.number()] ?? 'scalar'] as const;
    });
    const block = tags === PACKED ? batches.map(({ batch }) => packedOf(batch)).find(Boolean) : undefined;
    const mark = (this.#column() as Uint8Array).slice();
    const what = this.#string();
    const [startBytes, told] = [this.number(), this.number() === 1];
    const damage = what === undefined ? undefined : { what, startBytes, told };
    const scanner = block ? new FirstState(block, damage, problems) : { tags: known, damage, problems };
    return { ...part, end: { mark, scanner } };
  }

  #batch(): FoundBatch {
    const offsetBytes = this.number();
    const [consumedBytes, endBytes, neededBytes] = [this.number(), this.number(), this.number()];
    const [searching, events] = [this.number() === 1, this.number()];
    const [minWallTimeSeconds, maxWallTimeSeconds] = [this.number(), this.number()];
    const problemCount = this.number();
    const problems = Array.from({ length: problemCount }, () => ({
      offsetBytes: this.number(),
      what: this.#string() ?? '',
      done: this.#string() ?? '',
    }));
    const rowCount = this.number();
    const rows = rowCount === PACKED ? this.#block() : Array.from({ length: rowCount }, () => this.#rows());
    const found = { consumedBytes, mark: NO_MARK, endBytes, neededBytes, searching, events, problems };
    return { offsetBytes, batch: new BlockBatch({ ...found, minWallTimeSeconds, maxWallTimeSeconds }, rows) };
  }

  #block(): PackedBlock {
    const { columns: entries, blockBuffers, blockTags, blockMetadata } = this.#packed;
    const [count, columnsBytes] = [this.number(), this.number()];
    const columns = blockBuffers[this.number()];
    if (!columns) throw new Error('the columns of a block are missing');
    const columnsAt = this.number();
    const place = { columns, columnsAt, columnsBytes, entries, entriesAt: this.#columnAt(), count };
    return new PackedBlock(blockTags, blockMetadata, place);
  }

  /** Where a column begins, without making it. */
  #columnAt(): number {
    const at = this.#packed.table[this.#at + 1] ?? 0;
    this.#at += 3;
    return at;
  }

  #rows(): TagRows {
    const tag = this.#string() ?? '';
    const metadata = this.#packed.metadata[this.number()];
    const dataClass = CLASSES[this.number()];
    const [increasing, least, greatest] = [this.number(), this.number(), this.number()];
    const steps = this.#column() as StepColumn;
    const wallTimesSeconds = this.#column() as Float64Array;
    const numbers = this.#column() as Float32Array | Float64Array | undefined;
    const forms = this.#column() as Uint8Array | undefined;
    const offsetsBytes = this.#column() as Float64Array | undefined;
    const [lengthsBytes, valueIndices, items] = [
      this.#column() as Uint32Array,
      this.#column() as Uint32Array,
      this.#column() as Uint32Array,
    ];
    return {
      tag,
      ...(metadata && { metadata }),
      ...(dataClass && { dataClass }),
      steps,
      ...(increasing !== NONE && { increasing: increasing === 1 }),
      ...(!Number.isNaN(least) && { extremes: { least, greatest } }),
      wallTimesSeconds,
      ...(numbers && { numbers }),
      ...(offsetsBytes && { places: { offsetsBytes, lengthsBytes, valueIndices, items } }),
      ...(forms && { forms }),
    };
  }

  #string(): string | undefined {
    return this.#packed.strings[this.number()];
  }

  #column(): Column | undefined {
    const kind = KINDS[this.number()];
    if (!kind) return undefined;
    const at = this.number();
    return new kind(this.#packed.columns, at, this.number());
  }
}
