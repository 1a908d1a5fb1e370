// Fetches the projections' WebAssembly; a worker compiles it once for itself and its members.
import type { Kernels } from '../model/engine.ts';

/** Rejects where it cannot be fetched or the browser knows no SIMD. */
export async function compileKernels(): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(fetch(new URL('../asm/kernels.wasm', import.meta.url)));
}

export async function kernelsOf(module: WebAssembly.Module): Promise<Kernels> {
  const { exports } = await WebAssembly.instantiate(module);
  return exports as unknown as Kernels;
}
