// The WebAssembly file of the scanner as it looks from outside, and views of its memory.
import type { WasmGlobal } from './wasm-module.ts';

/** What asm/scan.ts exports. Pointers are byte offsets into `memory`. */
export interface EngineExports {
  readonly memory: { readonly buffer: SharedArrayBuffer };
  readonly status: WasmGlobal;
  readonly events: WasmGlobal;
  readonly minWall: WasmGlobal;
  readonly maxWall: WasmGlobal;
  readonly places: WasmGlobal;
  readonly met: WasmGlobal;
  readonly packedBytes: WasmGlobal;
  beginFile(): void;
  reserveInput(bytes: number): number;
  scan(from: number, length: number): number;
  tagInput(): number;
  addTag(length: number, kind: number): number;
  expectFirst(number: number, changed: boolean): void;
  metPointer(): number;
  clearMet(): void;
  pack(): number;
  packedPointer(): number;
  entriesPointer(): number;
  clearPlaces(): void;
  placeTagPointer(): number;
  placeStepPointer(): number;
  placeWallPointer(): number;
  placeRecordPointer(): number;
  scanWhole(length: number, number: number, readMs: number): number;
  rowsPointer(): number;
  marksPointer(): number;
  keptPointer(): number;
  keptBytes(): number;
  keptEntriesPointer(): number;
  keptEntriesBytes(): number;
  dropFiles(first: number): void;
  usedBytes(): number;
}

/** An engine's memory, until it grows. */
export interface MemoryViews {
  readonly bytes: Uint8Array;
  readonly doubles: Float64Array;
  /** Where the rows of whole files begin, in doubles. */
  readonly rows: number;
}

export function viewsOf(wasm: EngineExports): MemoryViews {
  const { buffer } = wasm.memory;
  return {
    bytes: new Uint8Array(buffer),
    doubles: new Float64Array(buffer),
    rows: wasm.rowsPointer() / 8,
  };
}
