// The page's side of the worker that holds a graph.
import type { GraphAnswer, GraphQuestion, GraphTasks, TaskName } from './graph-tasks.ts';
import { takeGraphWorker } from './ready-worker.ts';

/** Made by a dashboard, which closes it; works again after that, without the graph it had. */
export class GraphReader {
  #worker: Worker | undefined;
  #asked = 0;
  #waiting = new Map<number, (answer: GraphAnswer) => void>();

  /** Rejects with an Error worded for the user. Buffers in `moved` are given away. */
  ask<Name extends TaskName>(
    task: Name,
    ask: GraphTasks[Name]['ask'],
    moved: readonly ArrayBuffer[] = [],
  ): Promise<GraphTasks[Name]['answer']> {
    this.#worker ??= this.#newWorker();
    const question: GraphQuestion = { id: this.#asked++, task, ask };
    this.#worker.postMessage(question, [...moved]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, ({ answer, error }) => {
        if (error === undefined) resolve(answer as GraphTasks[Name]['answer']);
        else reject(new Error(error));
      });
    });
  }

  close(): void {
    this.#worker?.terminate();
    this.#fail('The graph was closed.');
  }

  #newWorker(): Worker {
    const worker = takeGraphWorker();
    worker.onmessage = ({ data }: MessageEvent<GraphAnswer>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    };
    worker.onerror = () => this.#fail('The graph could not be read. Load the page anew.');
    return worker;
  }

  #fail(error: string): void {
    this.#worker = undefined;
    for (const [id, answer] of this.#waiting) answer({ id, error });
    this.#waiting.clear();
  }
}
