// The worker of graphs, started before there is anything to ask: it is ready once a graph has come. Small, since it is run
// before the code of the page is there.

const startWorker = () => new Worker(new URL('./graph-worker.ts', import.meta.url), { type: 'module' });
let ready: Worker | undefined;

/** For the first who takes one. */
export function startGraphWorker(): void {
  ready ??= startWorker();
}

/** The one that was started, once, else a new one; the caller ends it. */
export function takeGraphWorker(): Worker {
  const worker = ready ?? startWorker();
  ready = undefined;
  return worker;
}
