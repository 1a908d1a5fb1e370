// A WebAssembly file of ours, as this thread runs it.
import { readFileSync } from 'node:fs';

// Node's own types leave it out.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: object;
  }
  class CompileError extends Error {}
}

/** What AssemblyScript exports as a global. */
export interface WasmGlobal {
  value: number;
}

/** Compiled once; its exports are of the type that the caller says. */
export interface WasmModule<Exports> {
  /** With memory of its own. */
  instance(): Exports;
}

/** Undefined where WebAssembly is missing, or too old. Throws where the file cannot be read. */
export function loadWasm<Exports extends object>(url: URL): WasmModule<Exports> | undefined {
  if (!('WebAssembly' in globalThis)) return undefined;
  const bytes = readFileSync(url);
  try {
    const module = new WebAssembly.Module(bytes);
    return { instance: () => new WebAssembly.Instance(module).exports as Exports };
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}
