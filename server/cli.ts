#!/usr/bin/env node
// Where the console program begins. What Node compiles of it is kept for the next start, from Node 22.1 on, where no other
// user can write.
import module from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from './user-folders.ts';

const node = module as typeof module & { enableCompileCache?(folder: string): void };
node.enableCompileCache?.(join(cacheFolder(process.env, process.platform), 'code'));
await import('./program.ts');
