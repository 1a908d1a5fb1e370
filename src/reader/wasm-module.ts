// A WebAssembly file of ours, as this thread runs it.
import { readFileSync } from 'node:fs';

// Node's own types leave it out.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    readonly buffer: SharedArrayBuffer;
    constructor(pages: { initial: number; maximum: number; shared: boolean });
  }
  class Instance {
    constructor(module: Module, imports?: { env: { memory: Memory } });
    readonly exports: object;
  }
  class CompileError extends Error {}
}

/** What may be posted to another thread, which runs the same machine code. */
export type CompiledWasm = WebAssembly.Module;

export type WasmMemory = WebAssembly.Memory;

/** What AssemblyScript exports as a global. */
export interface WasmGlobal {
  value: number;
}

/** Of 64 KiB: the least are more than what is in a file, the most are all that 32 bits can tell of. */
const [LEAST_PAGES, MOST_PAGES] = [16, 65_536];

/** Compiled once; its exports are of the type that the caller says. */
export class WasmModule<Exports extends object> {
  readonly compiled: CompiledWasm;

  constructor(compiled: CompiledWasm) {
    this.compiled = compiled;
  }

  /** With memory of its own, or with what it is given, which is to hold zeros only. */
  instance(memory?: WasmMemory): Exports {
    return new WebAssembly.Instance(this.compiled, memory && { env: { memory } }).exports as Exports;
  }
}

/**
 * Memory that V8 does not count, as shared-buffers.ts says, for files that the build has made to be given it: 12 MB more at
 * once have V8 look for garbage, which takes 6 to 12 ms (2026-11-29). It is used again rather than made anew.
 */
export function uncountedMemory(): WasmMemory {
  return new WebAssembly.Memory({ initial: LEAST_PAGES, maximum: MOST_PAGES, shared: true });
}

/** Undefined where WebAssembly is missing, or too old. Throws where the file cannot be read. */
export function loadWasm<Exports extends object>(url: URL): WasmModule<Exports> | undefined {
  if (!('WebAssembly' in globalThis)) return undefined;
  const bytes = readFileSync(url);
  try {
    return new WasmModule<Exports>(new WebAssembly.Module(bytes));
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}
