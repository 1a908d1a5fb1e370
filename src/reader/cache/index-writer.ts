// Writes an index; see index-file.ts.
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { StepColumn } from '../batch.ts';
import { replaceFile } from '../platform-files.ts';
import { compareCodePoints } from '../store/run-series.ts';
import { ALIGNED_BYTES, alignedBytes, type Part, type Span } from './index-bytes.ts';
import {
  FOOTER_BYTES,
  HEADER_BYTES,
  INDEX_VERSION,
  type IndexList,
  MAGIC,
  type SavedGroup,
  type SavedRun,
} from './index-file.ts';
import { type SavedSeries, SeriesTables } from './series-table.ts';

/** Gathered before it is written. */
const STAGE_BYTES = 2 ** 20;

/** Numbers of a table at least, but for the last: to read one for each tag would take longer than what is in them. */
const TABLE_NUMBERS = 2 ** 14;

type Column = StepColumn | Float32Array | Uint32Array;

const PADDING = new Uint8Array(ALIGNED_BYTES);

interface WrittenSteps {
  readonly column: StepColumn;
  readonly saved: Part;
}

/** Whoever made it ends it, by `finish` or `abandon`. */
export class IndexWriter {
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: FileHandle;
  readonly #stage = new Uint8Array(STAGE_BYTES);
  #staged = 0;
  /** Bytes handed over so far. */
  #atBytes = 0;
  readonly #tables = new SeriesTables();
  /** What is not in a table yet; tables that are to be written; the blocks of both; and groups that are whole. */
  #table: number[] = [];
  #whole: Float64Array[] = [];
  #blocks: SavedGroup['blocks'] = [];
  readonly #groups: SavedGroup[] = [];
  /** Where the series of a tag begin; and what a page draws first, as far as it is written. */
  #tagAtBytes = HEADER_BYTES;
  #first: (Span & { readonly tag: string }) | undefined;
  /** Steps by their checksums, the last ones and all that are others. */
  #last: WrittenSteps | undefined;
  readonly #steps = new Map<number, WrittenSteps>();

  private constructor(path: string, temporary: string, file: FileHandle) {
    this.#path = path;
    this.#temporary = temporary;
    this.#file = file;
  }

  /** Makes the folder too, for its owner alone. Rejects where nothing can be written. */
  static async begin(path: string): Promise<IndexWriter> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
    const writer = new IndexWriter(path, temporary, await open(temporary, 'wx', 0o600));
    const header = new Uint8Array(HEADER_BYTES);
    header.set(new TextEncoder().encode(MAGIC));
    new DataView(header.buffer).setFloat64(8, INDEX_VERSION, true);
    await writer.#write(header);
    return writer;
  }

  get writtenBytes(): number {
    return this.#atBytes;
  }

  /** Steps that were written before are not written again: tags that are logged together share them, and runs of a program. */
  async steps(column: StepColumn): Promise<Part> {
    if (this.#last && sameView(this.#last.column, column)) return this.#last.saved;
    const bytes = bytesOf(column);
    const known = this.#steps.get(crc32(bytes));
    if (known && sameContent(known.column, column)) {
      this.#last = { column, saved: known.saved };
    } else {
      this.#last = { column, saved: await this.#part(bytes) };
      this.#steps.set(this.#last.saved.crc, this.#last);
    }
    return this.#last.saved;
  }

  /** Other columns of a series, behind one another. */
  columns(columns: readonly Column[]): Promise<Part> {
    return this.#part(...columns.map(bytesOf));
  }

  /** A series of a run, which is known by its number in the group. */
  series(run: number, series: SavedSeries): void {
    this.#tables.add(run, series);
  }

  /** Behind the series of a tag; `hasNumbers` where they can be drawn as curves. */
  endTag(tag: string, hasNumbers: boolean): void {
    const isFirst = !this.#first || compareCodePoints(tag, this.#first.tag) < 0;
    if (hasNumbers && isFirst && this.#groups.length === 0) {
      const atBytes = alignedBytes(this.#tagAtBytes);
      this.#first = { tag, atBytes, lengthBytes: this.#atBytes - atBytes };
    }
    this.#blocks.push({ ...this.#tables.endTag(tag, this.#table), table: this.#whole.length });
    if (this.#table.length >= TABLE_NUMBERS) this.#endTable();
    this.#tagAtBytes = this.#atBytes;
  }

  /** Behind the tags of some runs, whose tables are written together; tells the number of the group. */
  async endGroup(): Promise<number> {
    this.#endTable();
    const tables: Part[] = [];
    for (const table of this.#whole) tables.push(await this.#part(bytesOf(table)));
    const group = this.#groups.push({ tables, blocks: this.#blocks }) - 1;
    this.#whole = [];
    this.#blocks = [];
    return group;
  }

  #endTable(): void {
    this.#whole.push(Float64Array.from(this.#table));
    this.#table = [];
  }

  /** Anything that the structured clone takes. */
  value(value: unknown): Promise<Part> {
    return this.#part(serialize(value));
  }

  /** Puts the index in place of the former one. */
  async finish(runs: readonly SavedRun[]): Promise<void> {
    const { atBytes, lengthBytes, crc } = await this.value({
      runs: JSON.stringify(runs),
      groups: this.#groups,
      first: this.#first,
      tags: this.#tables.tags,
      metadata: this.#tables.metadata,
    } satisfies IndexList);
    const footer = new DataView(new ArrayBuffer(FOOTER_BYTES));
    footer.setFloat64(0, atBytes, true);
    footer.setFloat64(8, lengthBytes, true);
    footer.setFloat64(16, crc, true);
    footer.setFloat64(24, INDEX_VERSION, true);
    await this.#write(new Uint8Array(footer.buffer));
    await this.#flush();
    await this.#file.close();
    await replaceFile(this.#temporary, this.#path);
  }

  /** Removes what was written. */
  async abandon(): Promise<void> {
    await this.#file.close();
    await rm(this.#temporary, { force: true });
  }

  async #part(...pieces: readonly Uint8Array[]): Promise<Part> {
    await this.#write(PADDING.subarray(0, alignedBytes(this.#atBytes) - this.#atBytes));
    const atBytes = this.#atBytes;
    let crc = 0;
    for (const piece of pieces) {
      crc = crc32(piece, crc);
      await this.#write(piece);
    }
    return { atBytes, lengthBytes: this.#atBytes - atBytes, crc };
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#atBytes += bytes.length;
    for (let done = 0; done < bytes.length; ) {
      const piece = bytes.subarray(done, done + STAGE_BYTES - this.#staged);
      this.#stage.set(piece, this.#staged);
      this.#staged += piece.length;
      done += piece.length;
      if (this.#staged === STAGE_BYTES) await this.#flush();
    }
  }

  async #flush(): Promise<void> {
    const bytes = this.#staged;
    this.#staged = 0;
    for (let done = 0; done < bytes; ) {
      done += (await this.#file.write(this.#stage, done, bytes - done)).bytesWritten;
    }
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Column): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function sameContent(a: Column, b: Column): boolean {
  return a.constructor === b.constructor && Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}

function sameView(a: Column, b: Column): boolean {
  return a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.byteLength === b.byteLength;
}
