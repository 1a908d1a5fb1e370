// The WebAssembly file of the scanner as it looks from outside, and views of its memory.
import type { WasmGlobal } from './wasm-module.ts';

/** What asm/scan.ts exports. Pointers are byte offsets into `memory`. */
export interface EngineExports {
  readonly memory: { readonly buffer: ArrayBuffer };
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
  scanWhole(length: number): number;
  wholePointer(): number;
}

/** An engine's memory, until it grows; and where in it, in bytes, lies what is fetched for each file. */
export interface MemoryViews {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly doubles: Float64Array;
  readonly whole: number;
  readonly packed: number;
  readonly entries: number;
}

export function viewsOf(wasm: EngineExports): MemoryViews {
  const { buffer } = wasm.memory;
  return {
    bytes: new Uint8Array(buffer),
    words: new Uint32Array(buffer),
    doubles: new Float64Array(buffer),
    whole: wasm.wholePointer(),
    packed: wasm.packedPointer(),
    entries: wasm.entriesPointer(),
  };
}
