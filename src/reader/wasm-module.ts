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

/** What may be posted to another thread, which runs the same machine code. */
export type CompiledWasm = WebAssembly.Module;

/** What AssemblyScript exports as a global. */
export interface WasmGlobal {
  value: number;
}

/** Compiled once; its exports are of the type that the caller says. */
export class WasmModule<Exports extends object> {
  readonly compiled: CompiledWasm;

  constructor(compiled: CompiledWasm) {
    this.compiled = compiled;
  }

  /** With memory of its own. */
  instance(): Exports {
    return new WebAssembly.Instance(this.compiled).exports as Exports;
  }
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
