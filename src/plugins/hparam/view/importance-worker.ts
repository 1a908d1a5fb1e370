// Reckons importances beside the page: a forest takes a second.
import { importanceOf } from '../model/importance.ts';
import type { ImportanceTask } from '../model/importance-task.ts';

self.onmessage = ({ data }: MessageEvent<{ readonly id: number; readonly task: ImportanceTask }>) => {
  self.postMessage({ id: data.id, importance: importanceOf(data.task) });
};
