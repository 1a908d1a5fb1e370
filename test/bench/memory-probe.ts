// Loaded before a server (`node --expose-gc --import`): at SIGUSR2 it collects garbage and writes what is left, as JSON,
// to the file that MEMORY_PROBE names.
import { renameSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Bytes that are held when garbage is gone. */
export interface HeldMemory {
  readonly heapUsed: number;
  /** Columns and buffers outside the heap. */
  readonly arrayBuffers: number;
}

const FILE = process.env['MEMORY_PROBE'];
if (FILE !== undefined && isMainThread) {
  process.on('SIGUSR2', () => {
    // Twice: buffers go when what held them went.
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    writeFileSync(`${FILE}.unfinished`, JSON.stringify({ heapUsed, arrayBuffers } satisfies HeldMemory));
    renameSync(`${FILE}.unfinished`, FILE);
  });
}
