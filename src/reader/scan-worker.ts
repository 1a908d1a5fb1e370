// The program of a scanning worker.
import { parentPort } from 'node:worker_threads';
import { type ServicePort, serveScans } from './scan-service.ts';

if (!parentPort) throw new Error('this runs in a worker only');
serveScans(parentPort as ServicePort);
