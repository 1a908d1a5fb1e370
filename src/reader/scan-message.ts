// What a worker found, as one table of numbers and one buffer of columns: to clone an object for each tag of each of
// thousands of files costs more than to scan them.
import type { DataClassName } from '../format/legacy.ts';
import type { ScanBatch, StepColumn, TagMetadata, TagRows } from './batch.ts';
import type { FilePart, FoundBatch } from './scan-service.ts';
import { sharedBytes } from './shared-buffers.ts';

/** Parts of files, packed; plain data. `columns` are shared by the threads. */
export interface PackedParts {
  readonly table: Float64Array;
  readonly strings: readonly string[];
  readonly metadata: readonly TagMetadata[];
  readonly columns: SharedArrayBuffer;
}

export type Column = Float64Array | Float32Array | BigInt64Array | Uint32Array | Uint8Array;
export const KINDS = [Float64Array, Float32Array, BigInt64Array, Uint32Array, Uint8Array] as const;
export const CLASSES: readonly (DataClassName | undefined)[] = [undefined, 'scalar', 'tensor', 'blobs'];
/** Instead of the number of something that is not there. */
export const NONE = -1;

/** Bytes that the batch's columns take. */
export function columnBytes(batch: ScanBatch): number {
  let bytes = 0;
  for (const rows of batch.rows) {
    bytes += rows.steps.byteLength;
    for (const column of otherColumns(rows)) bytes += column?.byteLength ?? 0;
  }
  return bytes;
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
    for (const one of found) this.#batch(one);
    this.#table.push(end ? end.scanner.tags.length : NONE);
    if (!end) return;
    for (const [tag, dataClass] of end.scanner.tags)
      this.#table.push(this.#string(tag), CLASSES.indexOf(dataClass));
    this.#column(end.mark);
    const { damage } = end.scanner;
    this.#table.push(
      damage ? this.#string(damage.what) : NONE,
      damage?.startBytes ?? 0,
      damage?.told ? 1 : 0,
    );
  }

  packed(): PackedParts {
    const bytes = sharedBytes(this.#bytes);
    let at = 0;
    for (const column of this.#columns) {
      bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
      at += padded(column.byteLength);
    }
    return {
      table: Float64Array.from(this.#table),
      strings: [...this.#strings.keys()],
      metadata: this.#metadata,
      columns: bytes.buffer,
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
    this.#table.push(batch.rows.length);
    for (const rows of batch.rows) this.#rows(rows);
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
