// Formats of numbers and dates, and the order of names, are made ready beside the page, before it needs the first.

let warm: Promise<void> | undefined;

/**
 * Resolves once the first use of a format costs nothing more. Best called first of all: nothing waits where a page is
 * quicker than the worker, but then the page stands still for as long as it would have without.
 */
export function warmFormats(): Promise<void> {
  warm ??= new Promise((resolve) => {
    const worker = new Worker(new URL('./format-worker.ts', import.meta.url), { type: 'module' });
    const done = () => {
      worker.terminate();
      resolve();
    };
    worker.onmessage = done;
    worker.onerror = done;
  });
  return warm;
}
