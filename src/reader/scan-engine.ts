// The WebAssembly half of the scanner (source: asm/), as this thread holds it: runs of ordinary records become rows,
// and the first record that is anything else is given back.
import { readFileSync } from 'node:fs';
import type { DataClassName } from '../format/legacy.ts';
import type { TagRowsBuilder } from './tag-rows.ts';

// Node's own types leave it out.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: object;
  }
}

interface Global {
  value: number;
}

/** What asm/scan.ts exports. Pointers are byte offsets into `memory`. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly status: Global;
  readonly events: Global;
  readonly minWall: Global;
  readonly maxWall: Global;
  readonly places: Global;
  reset(): void;
  reserveInput(bytes: number): number;
  scan(from: number, length: number): number;
  tagInput(): number;
  addTag(length: number, kind: number): number;
  group(): number;
  clearRows(): void;
  rowsPointer(): number;
  stepsPointer(): number;
  wallsPointer(): number;
  valuesPointer(): number;
  placeTagPointer(): number;
  placeStepPointer(): number;
  placeWallPointer(): number;
  placeRecordPointer(): number;
}

const ROWS_FULL = 4;
/** More tags, and longer ones, are the plain scanner's: what the engine keeps is never given back. */
const MAX_TAGS = 2 ** 16;
const MAX_TAG_BYTES = 1024;
const KINDS: Readonly<Record<DataClassName, number>> = { scalar: 1, tensor: 2, blobs: 3 };

/** A run of ordinary records that was taken. */
export interface RecordRun {
  /** Where the run ended in the block: at a record of another sort, at damage, or where the block ends. */
  readonly at: number;
  readonly events: number;
  /** Infinity and -Infinity where no event has a time. */
  readonly minWallTimeSeconds: number;
  readonly maxWallTimeSeconds: number;
}

/** One for each thread, shared by all its scanners in turn. Holds one block and the tags of one file at a time. */
export class ScanEngine {
  readonly #wasm: Exports;
  /** The tags that the engine knows, by its numbers; they are the owner's first ones. */
  #owner: readonly TagRowsBuilder[] | undefined;
  #registered = 0;
  #heldBytes = 0;
  /** The owner's tags by the engine's numbers; those beyond its limits are not among them. */
  #builders: TagRowsBuilder[] = [];

  private constructor(wasm: Exports) {
    this.#wasm = wasm;
  }

  /** Undefined where WebAssembly is missing; the plain scanner then does all. */
  static load(): ScanEngine | undefined {
    if (!('WebAssembly' in globalThis)) return undefined;
    const module = new WebAssembly.Module(readFileSync(new URL('./asm/scan.wasm', import.meta.url)));
    return new ScanEngine(new WebAssembly.Instance(module).exports as Exports);
  }

  /** What the engine keeps; it never gives memory back. */
  get memoryBytes(): number {
    return this.#wasm.memory.buffer.byteLength;
  }

  /** Copies a block in, once for all calls of `take` that follow: in a block of mixed records there are many. */
  hold(block: Uint8Array): void {
    const wasm = this.#wasm;
    // In powers of two: room that was outgrown is lost.
    const input = wasm.reserveInput(2 ** Math.ceil(Math.log2(block.length)));
    new Uint8Array(wasm.memory.buffer, input, block.length).set(block);
    this.#heldBytes = block.length;
  }

  /**
   * Takes ordinary records of the held block from `at` on and adds their rows to the builders in `tags`: a file's tags
   * whose data class is known, in a list that only grows. Calls `touch` for each that got rows. `offsetBytes` is where
   * the block lies in its file.
   */
  take(
    at: number,
    offsetBytes: number,
    tags: readonly TagRowsBuilder[],
    touch: (builder: TagRowsBuilder) => void,
  ): RecordRun {
    const wasm = this.#wasm;
    this.#adopt(tags);
    wasm.events.value = 0;
    wasm.minWall.value = Number.POSITIVE_INFINITY;
    wasm.maxWall.value = Number.NEGATIVE_INFINITY;
    let end = at;
    do {
      end = wasm.scan(end, this.#heldBytes);
      this.#drain(offsetBytes, touch);
    } while (wasm.status.value === ROWS_FULL);
    return {
      at: end,
      events: wasm.events.value,
      minWallTimeSeconds: wasm.minWall.value,
      maxWallTimeSeconds: wasm.maxWall.value,
    };
  }

  #adopt(tags: readonly TagRowsBuilder[]): void {
    const wasm = this.#wasm;
    if (this.#owner !== tags) {
      wasm.reset();
      this.#owner = tags;
      this.#registered = 0;
      this.#builders = [];
    }
    for (; this.#registered < tags.length; this.#registered++) {
      const builder = tags[this.#registered];
      if (builder?.dataClass === undefined) continue;
      if (this.#builders.length === MAX_TAGS || builder.tag.length > MAX_TAG_BYTES) continue;
      const name = new TextEncoder().encode(builder.tag);
      if (name.length > MAX_TAG_BYTES) continue;
      new Uint8Array(wasm.memory.buffer, wasm.tagInput(), name.length).set(name);
      this.#builders[wasm.addTag(name.length, KINDS[builder.dataClass])] = builder;
    }
  }

  #drain(offsetBytes: number, touch: (builder: TagRowsBuilder) => void): void {
    const wasm = this.#wasm;
    const { buffer } = wasm.memory;
    const tags = wasm.group();
    const entries = new Uint32Array(buffer, wasm.rowsPointer(), tags * 4);
    for (let i = 0; i < entries.length; i += 4) {
      const builder = this.#builders[entries[i] ?? 0];
      const first = entries[i + 1] ?? 0;
      const count = entries[i + 2] ?? 0;
      const wide = entries[i + 3] ?? 0;
      if (builder === undefined || count === 0) continue;
      builder.addNumbers(
        new Float64Array(buffer, wasm.stepsPointer() + first * 8, count),
        new Float64Array(buffer, wasm.wallsPointer() + first * 8, count),
        new Float64Array(buffer, wasm.valuesPointer() + first * 8, count),
        wide !== 0,
      );
      touch(builder);
    }
    this.#drainPlaces(offsetBytes, touch);
    wasm.clearRows();
  }

  #drainPlaces(offsetBytes: number, touch: (builder: TagRowsBuilder) => void): void {
    const wasm = this.#wasm;
    const count = wasm.places.value;
    if (count === 0) return;
    const { buffer } = wasm.memory;
    const tags = new Uint32Array(buffer, wasm.placeTagPointer(), count);
    const steps = new Float64Array(buffer, wasm.placeStepPointer(), count);
    const walls = new Float64Array(buffer, wasm.placeWallPointer(), count);
    const records = new Uint32Array(buffer, wasm.placeRecordPointer(), count * 4);
    for (let row = 0; row < count; row++) {
      const builder = this.#builders[tags[row] ?? 0];
      if (builder === undefined) continue;
      const record = row * 4;
      builder.addPlace(
        steps[row] ?? 0,
        walls[row] ?? 0,
        offsetBytes + (records[record] ?? 0),
        records[record + 1] ?? 0,
        records[record + 2] ?? 0,
        records[record + 3] ?? 0,
      );
      touch(builder);
    }
  }
}
