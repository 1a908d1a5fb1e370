#!/usr/bin/env node
// Where the console program begins. What Node compiles of it is kept for the next start, from Node 22.1 on.
import module from 'node:module';

const node = module as typeof module & { enableCompileCache?(): void };
node.enableCompileCache?.();
await import('./program.ts');
