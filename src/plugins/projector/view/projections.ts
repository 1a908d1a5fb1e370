// The one door between the projector's page and its methods: tasks go to workers, pictures of their progress come back.
import type { PointSet } from '../model/point-set.ts';
import type { Method, Preparation, Progress, Projection, ProjectionTask } from '../model/projection.ts';
import type { NearestAnswer, NearestQuestion } from './nearest-worker.ts';
import type { ProjectionMessage } from './projection-worker.ts';

export type { PointSet } from '../model/point-set.ts';
export type { Method, Preparation, Progress, Projection } from '../model/projection.ts';

export interface ProjectOptions {
  /** Any whole number: the same one gives the same picture. */
  readonly seed: number;
  /** Ends the workers at once; `project` then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly prepare?: Preparation;
  /** Rows that are projected alone, in the order of the coordinates; undefined for all. */
  readonly places?: Uint32Array | undefined;
  /** Called at once with a first phase and then several times a second. */
  onProgress(progress: Progress): void;
}

/** A neighbour in the original space. */
export interface Neighbor {
  readonly row: number;
  /** Euclidean, or 1 less the cosine of the angle between both. */
  readonly distance: number;
}

export type Metric = 'cosine' | 'euclidean';

let spare: Worker | undefined;

function startWorker(): Worker {
  return new Worker(new URL('./projection-worker.ts', import.meta.url), { type: 'module' });
}

/** Starts the leader of the next projection while its points are on their way. */
export function prepareProjection(): void {
  spare ??= startWorker();
}

/** Projects in workers. Rejects with an Error that says what is wrong with the points, or with the signal's reason. */
export function project(points: PointSet, method: Method, options: ProjectOptions): Promise<Projection> {
  const { seed, signal, places, prepare = 'none' } = options;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const worker = spare ?? startWorker();
    spare = undefined;
    const end = (settle: () => void) => {
      worker.terminate();
      signal.removeEventListener('abort', stop);
      settle();
    };
    const stop = () => end(() => reject(signal.reason));
    signal.addEventListener('abort', stop);
    worker.onmessage = ({ data }: MessageEvent<ProjectionMessage>) => {
      if (data.kind === 'progress') options.onProgress(data.progress);
      else if (data.kind === 'done') end(() => resolve(data.projection));
      else end(() => reject(new Error(data.message)));
    };
    worker.onerror = (event) => end(() => reject(new Error(event.message || 'A worker could not start.')));
    const task: ProjectionTask = { points, places, method, prepare, seed };
    worker.postMessage(task);
    options.onProgress({ phase: 'Starting', done: 0, total: 1 });
  });
}

/** Answers questions about one set of points in a worker of its own. Made by a view, which closes it. */
export class Neighborhood {
  readonly #worker = new Worker(new URL('./nearest-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, { resolve(found: Neighbor[]): void; reject(error: Error): void }>();
  #asked = 0;

  constructor(points: PointSet, prepare: Preparation = 'none') {
    this.#worker.onmessage = ({ data }: MessageEvent<NearestAnswer>) => {
      this.#waiting.get(data.id)?.resolve(data.found);
      this.#waiting.delete(data.id);
    };
    this.#worker.onerror = (event) => this.#fail(event.message || 'The neighbours could not be found.');
    this.#ask({ kind: 'points', points, prepare });
  }

  /** The `count` nearest others of a row, nearest first; exact. */
  nearest(row: number, count: number, metric: Metric): Promise<Neighbor[]> {
    const id = this.#asked++;
    const answer = new Promise<Neighbor[]>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#ask({ kind: 'nearest', id, row, count, metric });
    return answer;
  }

  /** Ends the worker; questions still open are rejected. */
  close(): void {
    this.#worker.terminate();
    this.#fail('The points were left.');
  }

  #ask(question: NearestQuestion): void {
    this.#worker.postMessage(question);
  }

  #fail(message: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
  }
}
