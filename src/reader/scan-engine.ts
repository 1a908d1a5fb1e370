// The WebAssembly half of the scanner (source: asm/), as this thread holds it: runs of ordinary records become rows,
// and the first record that is anything else is given back.
import { isDeepStrictEqual } from 'node:util';
import type { DataClassName } from '../format/legacy.ts';
import { MARK_BYTES, type TagMetadata } from './batch.ts';
import { type EngineExports, type MemoryViews, viewsOf } from './engine-memory.ts';
import { ENTRY_BYTES, PackedBlock, type PackedPlace } from './packed-block.ts';
import { SharedBuffers, sharedCopy } from './shared-buffers.ts';
import { type CompiledWasm, loadWasm, uncountedMemory, WasmModule } from './wasm-module.ts';

const ROWS_FULL = 4;
/** More tags, and longer ones, are the plain scanner's: what an instance keeps is never given back. */
const MAX_TAGS = 2 ** 16;
const MAX_TAG_BYTES = 1024;
/** With so much a fresh instance takes the place, and the memory, of the old one when the next file begins. */
const RENEW_TAGS = 2 ** 13;
const RENEW_BYTES = 3 * 2 ** 23;
const KINDS: Readonly<Record<DataClassName, number>> = { scalar: 1, tensor: 2, blobs: 3 };

/** A run of ordinary records that was taken. */
export interface RecordRun {
  /** Where the run ended in the block: at a record of another sort, at damage, or where the block ends. */
  readonly at: number;
  /** It ended because there is no room for more rows until they are fetched. */
  readonly full: boolean;
  readonly events: number;
  /** Infinity and -Infinity where no event has a time. */
  readonly minWallTimeSeconds: number;
  readonly maxWallTimeSeconds: number;
}

/** Whole files that were scanned, a row of FILE_FIELDS numbers for each, in the order in which they came. */
export interface FileTable {
  readonly rows: Float64Array;
  /** The last MARK_BYTES of each. */
  readonly marks: Uint8Array;
  /** Entries of packed blocks. */
  readonly entries: Uint32Array;
  /** What the entries count in. */
  readonly columns: SharedArrayBuffer;
  /** By the numbers in the entries. */
  readonly tags: readonly string[];
  readonly metadata: readonly (TagMetadata | undefined)[];
}

/** Numbers of a row; see asm/files.ts. */
export const FILE_FIELDS = 12;

/** Who has a table in the engine's memory; asked to fetch it when that is about to be wanted for another. */
export interface TableOwner {
  settle(): void;
}

/** What came of a file that was to be added to the table. */
export const NOT_ORDINARY = 0;
/** It was added, and the table must be fetched before anything else is asked of the engine. */
export const ADDED_LAST = 2;

/** Takes a value that stays in its file. */
export type TakePlace = (
  tag: string,
  step: number,
  wallTimeSeconds: number,
  offset: number,
  length: number,
  index: number,
  items: number,
) => void;

/** One for each thread, shared by all its scanners in turn. Holds one block, and the rows of one file, at a time. */
export class ScanEngine {
  readonly #module: WasmModule<EngineExports>;
  readonly #memory = uncountedMemory();
  #wasm: EngineExports;
  /** Whose file is being scanned. */
  #owner: object | undefined;
  #tableOwner: TableOwner | undefined;
  #heldBytes = 0;
  #inputBytes = 0;
  #input = 0;
  #lastViews: MemoryViews;
  /** One for all files. */
  readonly #room: { memory: Uint8Array; at: number } = { memory: new Uint8Array(0), at: 0 };
  /** By the engine's numbers: the tags of all files so far, and what their first records told last time. */
  #tags: string[] = [];
  #metadata: (TagMetadata | undefined)[] = [];
  /** Of what was packed. */
  readonly #copies = new SharedBuffers();

  private constructor(module: WasmModule<EngineExports>) {
    this.#module = module;
    this.#wasm = module.instance(this.#memory);
    this.#lastViews = viewsOf(this.#wasm);
  }

  /**
   * Undefined where WebAssembly is missing, or too old; the plain scanner then does all. `compiled` is of another thread's
   * engine.
   */
  static load(compiled?: CompiledWasm): ScanEngine | undefined {
    const module = compiled
      ? new WasmModule<EngineExports>(compiled)
      : loadWasm<EngineExports>(new URL('./asm/scan.wasm', import.meta.url));
    return module && new ScanEngine(module);
  }

  /** For the engine of another thread. */
  get compiled(): CompiledWasm {
    return this.#module.compiled;
  }

  /** What the engine's memory has grown to; an engine that is renewed goes on with it. */
  get memoryBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Room for a block of `bytes`, to be filled, and held, before anything else is asked of the engine. */
  room(bytes: number): Uint8Array {
    const input = this.#inputFor(bytes);
    return new Uint8Array(this.#wasm.memory.buffer, input, bytes);
  }

  #inputFor(bytes: number): number {
    if (bytes > this.#inputBytes) {
      // In powers of two: room that was outgrown is lost.
      this.#inputBytes = 2 ** Math.ceil(Math.log2(bytes));
      this.#input = this.#wasm.reserveInput(this.#inputBytes);
    }
    return this.#input;
  }

  /** Holds a block for all calls of `take` that follow; copies it in, unless it stands in its room. */
  hold(block: Uint8Array): void {
    const room = this.room(block.length);
    if (block.buffer !== room.buffer || block.byteOffset !== room.byteOffset) room.set(block);
    this.#heldBytes = block.length;
  }

  /** Turns to the file of a scanner. Tells whether it was another's turn: then its tags must be told anew. */
  turnTo(owner: object): boolean {
    if (this.#owner === owner) return false;
    this.#beginFile();
    this.#owner = owner;
    return true;
  }

  #beginFile(): void {
    this.#renewIfLarge();
    this.#wasm.beginFile();
  }

  #renewIfLarge(): void {
    if (this.#tags.length > RENEW_TAGS || this.#wasm.usedBytes() > RENEW_BYTES) this.#renew();
    this.#owner = undefined;
  }

  /** Views of the memory as it is now. */
  get #views(): MemoryViews {
    // Memory that grows has another buffer, and the former ends where it ended.
    if (this.#lastViews.bytes.buffer !== this.#memory.buffer) this.#lastViews = viewsOf(this.#wasm);
    return this.#lastViews;
  }

  /** Turns to a whole file, which is to be added to the owner's table. */
  beginWhole(owner: TableOwner): void {
    if (this.#tableOwner !== owner) this.#tableOwner?.settle();
    this.#tableOwner = owner;
    this.#heldBytes = 0;
    this.#renewIfLarge();
  }

  /** Where the file is to be put, if it has at most `bytes`; what was put there of it stays. Good until the next call. */
  wholeRoom(bytes: number): { readonly memory: Uint8Array; readonly at: number } {
    this.#room.at = this.#inputFor(bytes);
    this.#room.memory = this.#views.bytes;
    return this.#room;
  }

  /**
   * Scans the file of `bytes` that was put in its room, all tags of which begin as they did in another file before, and
   * adds it to the table. NOT_ORDINARY where it holds anything but ordinary records of numbers.
   */
  addFile(bytes: number, number: number, readMs: number): number {
    return this.#wasm.scanWhole(bytes, number, readMs);
  }

  /** Where the row of a file in the table begins. */
  filePlace(row: number): { readonly doubles: Float64Array; readonly at: number } {
    const { doubles, rows } = this.#views;
    return { doubles, at: rows + row * FILE_FIELDS };
  }

  /** Forgets the files of the table from `first` on. */
  dropFiles(first: number): void {
    this.#wasm.dropFiles(first);
  }

  /** Bytes of the columns of the table's files. */
  get tableBytes(): number {
    return this.#wasm.keptBytes();
  }

  /** The first `length` files of the table, which is empty then. */
  takeTable(length: number): FileTable {
    const wasm = this.#wasm;
    const { buffer } = wasm.memory;
    const copied = (at: number, bytes: number) => buffer.slice(at, at + bytes);
    const table = {
      rows: new Float64Array(copied(wasm.rowsPointer(), length * FILE_FIELDS * 8)),
      marks: new Uint8Array(copied(wasm.marksPointer(), length * MARK_BYTES)),
      entries: new Uint32Array(copied(wasm.keptEntriesPointer(), wasm.keptEntriesBytes())),
      columns: sharedCopy(new Uint8Array(buffer, wasm.keptPointer(), wasm.keptBytes())).buffer,
      tags: this.#tags,
      metadata: this.#metadata,
    };
    wasm.dropFiles(0);
    return table;
  }

  #renew(): void {
    this.#tableOwner?.settle();
    const held = this.#heldBytes > 0 ? this.room(this.#heldBytes).slice() : undefined;
    new Uint8Array(this.#memory.buffer, 0, this.#wasm.usedBytes()).fill(0);
    this.#wasm = this.#module.instance(this.#memory);
    this.#lastViews = viewsOf(this.#wasm);
    this.#inputBytes = 0;
    this.#tags = [];
    this.#metadata = [];
    if (held) this.hold(held);
  }

  /**
   * Makes a tag known in this file. `metadata` goes with it where the record at which `take` begins next tells it; it
   * then holds for each file that has such a record.
   */
  know(tag: string, dataClass: DataClassName, metadata?: TagMetadata): void {
    if (this.#tags.length === MAX_TAGS || tag.length > MAX_TAG_BYTES) return;
    const name = new TextEncoder().encode(tag);
    if (name.length > MAX_TAG_BYTES) return;
    const wasm = this.#wasm;
    new Uint8Array(wasm.memory.buffer, wasm.tagInput(), name.length).set(name);
    const number = wasm.addTag(name.length, KINDS[dataClass]);
    this.#tags[number] = tag;
    if (metadata) this.#beginWith(number, metadata);
  }

  /** The record which comes next tells a tag's metadata. */
  #beginWith(number: number, metadata: TagMetadata): void {
    const before = this.#metadata[number];
    const changed = before !== undefined && !isDeepStrictEqual(before, metadata);
    // Blocks that were packed, and files of the table, share the former list.
    if (changed) {
      this.#tableOwner?.settle();
      this.#metadata = [...this.#metadata];
    }
    if (before === undefined || changed) this.#metadata[number] = metadata;
    this.#wasm.expectFirst(number, changed);
  }

  /** Takes ordinary records of the held block from `at` on. `offsetBytes` is where the block lies in its file. */
  take(at: number, offsetBytes: number, place: TakePlace): RecordRun {
    const wasm = this.#wasm;
    wasm.events.value = 0;
    wasm.minWall.value = Number.POSITIVE_INFINITY;
    wasm.maxWall.value = Number.NEGATIVE_INFINITY;
    const end = wasm.scan(at, this.#heldBytes);
    if (wasm.places.value > 0) this.#drainPlaces(offsetBytes, place);
    return {
      at: end,
      full: wasm.status.value === ROWS_FULL,
      events: wasm.events.value,
      minWallTimeSeconds: wasm.minWall.value,
      maxWallTimeSeconds: wasm.maxWall.value,
    };
  }

  /** How many tags `met` would tell of. */
  get metTags(): number {
    return this.#wasm.met.value;
  }

  /** Tags that a record made known since the last call, as a record of another file once did, and their metadata. */
  met(): readonly (readonly [tag: string, metadata: TagMetadata])[] {
    const count = this.#wasm.met.value;
    if (count === 0) return [];
    const numbers = new Uint32Array(this.#wasm.memory.buffer, this.#wasm.metPointer(), count);
    const met = Array.from(numbers, (number) => {
      const [tag, metadata] = [this.#tags[number], this.#metadata[number]];
      if (tag === undefined || metadata === undefined) throw new Error(`tag ${number} was never told`);
      return [tag, metadata] as const;
    });
    this.forgetMet();
    return met;
  }

  forgetMet(): void {
    this.#wasm.clearMet();
  }

  /** Fetches the rows of numbers, tags in the order of their first row; undefined where there are none. */
  pack(): PackedBlock | undefined {
    const place = this.#packed();
    return place && new PackedBlock(this.#tags, this.#metadata, place);
  }

  #packed(): PackedPlace | undefined {
    const wasm = this.#wasm;
    const count = wasm.pack();
    if (count === 0) return undefined;
    const { buffer } = wasm.memory;
    const columns = this.#copies.copy(new Uint8Array(buffer, wasm.packedPointer(), wasm.packedBytes.value));
    const entries = this.#copies.copy(new Uint8Array(buffer, wasm.entriesPointer(), count * ENTRY_BYTES));
    return {
      columns: columns.buffer,
      columnsAt: columns.byteOffset,
      entries: entries.buffer,
      entriesAt: entries.byteOffset,
      count,
    };
  }

  #drainPlaces(offsetBytes: number, take: TakePlace): void {
    const wasm = this.#wasm;
    const count = wasm.places.value;
    const { buffer } = wasm.memory;
    const tags = new Uint32Array(buffer, wasm.placeTagPointer(), count);
    const steps = new Float64Array(buffer, wasm.placeStepPointer(), count);
    const walls = new Float64Array(buffer, wasm.placeWallPointer(), count);
    const records = new Uint32Array(buffer, wasm.placeRecordPointer(), count * 4);
    for (let row = 0; row < count; row++) {
      const record = row * 4;
      take(
        this.#tags[tags[row] ?? 0] ?? '',
        steps[row] ?? 0,
        walls[row] ?? 0,
        offsetBytes + (records[record] ?? 0),
        records[record + 1] ?? 0,
        records[record + 2] ?? 0,
        records[record + 3] ?? 0,
      );
    }
    wasm.clearPlaces();
  }
}
