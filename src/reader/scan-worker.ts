// The program of a scanning worker.
import { parentPort, workerData } from 'node:worker_threads';
import { ScanEngine } from './scan-engine.ts';
import { type ServicePort, serveScans } from './scan-service.ts';
import type { CompiledWasm } from './wasm-module.ts';

if (!parentPort) throw new Error('this runs in a worker only');
serveScans(parentPort as ServicePort, { engine: ScanEngine.load(workerData as CompiledWasm | undefined) });
