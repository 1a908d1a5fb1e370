// Tables of points for the page, read by a worker that lives as long as one table is on its way.
import type { LoadProgress, PointTable } from './point-table.ts';
import type { TableAnswer, TableTask } from './table-worker.ts';

/** Rejects with an Error worded for the user, and with the signal's reason where that aborts first. */
export function readTable(
  task: TableTask,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; readonly onProgress: (progress: LoadProgress) => void },
): Promise<PointTable> {
  const worker = new Worker(new URL('./table-worker.ts', import.meta.url), { type: 'module' });
  const table = new Promise<PointTable>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.onmessage = ({ data }: MessageEvent<TableAnswer>) => {
      if (data.kind === 'progress') onProgress(data.progress);
      else if (data.kind === 'table') resolve(data.table);
      else reject(new Error(data.message));
    };
    worker.onerror = () =>
      reject(
        new Error(
          'The reader of points could not be started. If the server was updated, load the page anew.',
        ),
      );
    worker.postMessage(task);
  });
  return table.finally(() => worker.terminate());
}
