// The projection that is shown, and the one that is on its way: one at a time, in workers.
import type { PointTable } from './data/point-table.ts';
import { type Method, type Preparation, type Progress, type Projection, project } from './projections.ts';

/** Coordinates of points, and where they came from. */
export interface Picture {
  /** Of the request. */
  readonly key: string;
  readonly table: PointTable;
  /** Which row of the table each is; undefined where it is all of them in order. */
  readonly places: Uint32Array | undefined;
  readonly components: number;
  /** Row-major. */
  readonly coordinates: Float32Array;
  readonly explainedVariance?: Float32Array;
  readonly divergence?: number;
}

export interface ProjectionRequest {
  /** Two requests with one key are one. */
  readonly key: string;
  readonly table: PointTable;
  readonly places: Uint32Array | undefined;
  /** Undefined for the data as they are. */
  readonly method: Method | undefined;
  readonly prepare: Preparation;
  readonly seed: number;
}

/** Settings are typed key by key. */
const SETTLE_MS = 250;
const MOST_KEPT = 12;

/** Made by a view, which calls `stop` when it is left. */
export class ProjectionRunner {
  picture: Picture | undefined;
  progress: Progress | undefined;
  error: string | undefined;
  /** Whether the user has stopped what is shown before its end. */
  stopped = false;
  readonly #changed: () => void;
  #wanted: ProjectionRequest | undefined;
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #kept = new Map<string, Picture>();
  #adopted: Projection | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Starts what is asked for, unless it is shown or on its way. The picture before stays meanwhile. */
  want(request: ProjectionRequest): void {
    if (request.key === this.#wanted?.key) return;
    const isFirst = this.picture?.table !== request.table;
    this.stop();
    this.stopped = false;
    this.#wanted = request;
    this.error = undefined;
    const kept = this.#kept.get(request.key);
    const adopted = this.#adopted;
    this.#adopted = undefined;
    if (adopted && request.method && adopted.coordinates.length === request.table.rows * adopted.components)
      this.#take(request, { ...adopted, coordinates: ofPlaces(adopted, request.places) });
    else if (kept) this.picture = kept;
    else if (!request.method) this.#take(request, asTheyAre(request));
    else {
      this.progress = { phase: 'Starting', done: 0, total: 1 };
      this.#timer = setTimeout(() => void this.#run(request), isFirst ? 0 : SETTLE_MS);
    }
  }

  /** Takes these coordinates of all rows for what is asked for next, as a bookmark has them. */
  adopt(projection: Projection): void {
    this.#adopted = projection;
    this.#wanted = undefined;
  }

  /** Whether the picture is one of t-SNE, of what is asked for: it can be gone on with. */
  get canGoOn(): boolean {
    return this.#wanted?.method?.kind === 'tsne' && this.picture?.key === this.#wanted.key;
  }

  /** Goes on from the coordinates that are shown, shaken where they are to leave a poor place. */
  goOn(perturb: boolean): void {
    const request = this.#wanted;
    const { picture } = this;
    if (request?.method?.kind !== 'tsne' || !picture || !this.canGoOn) return;
    this.stop();
    this.#wanted = request;
    const method: Method = { ...request.method, start: picture.coordinates, perturb };
    void this.#run({ ...request, method });
  }

  /** Once more from the beginning, after an error or a stop. */
  retry(): void {
    this.#wanted = undefined;
    this.error = undefined;
    this.stopped = false;
    this.#changed();
  }

  /** Ends what is on its way; what it has drawn so far stays. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#abort = new AbortController();
    this.stopped = this.progress !== undefined;
    this.progress = undefined;
  }

  async #run(request: ProjectionRequest): Promise<void> {
    const { table, places, method, prepare, seed } = request;
    const { signal } = this.#abort;
    if (!method) return;
    this.stopped = false;
    const show = (progress: Progress) => {
      if (signal.aborted) return;
      this.progress = progress;
      const { coordinates, divergence } = progress;
      if (coordinates && method.kind !== 'linear')
        this.#show(request, {
          components: method.components,
          coordinates,
          ...(divergence !== undefined && { divergence }),
        });
      this.#changed();
    };
    try {
      show({ phase: 'Starting', done: 0, total: 1 });
      const { rows, dimensions, values } = table;
      const options = { seed, signal, prepare, places, onProgress: show };
      const projection = await project({ rows, dimensions, values }, method, options);
      if (!signal.aborted) this.#take(request, projection);
    } catch (error) {
      if (signal.aborted) return;
      this.error = error instanceof Error ? error.message : String(error);
    }
    if (signal.aborted) return;
    this.progress = undefined;
    this.#changed();
  }

  #show({ key, table, places }: ProjectionRequest, projection: Projection): void {
    this.picture = { key, table, places, ...projection };
  }

  #take(request: ProjectionRequest, projection: Projection): void {
    this.#show(request, projection);
    if (this.picture) this.#kept.set(request.key, this.picture);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
  }
}

function ofPlaces({ coordinates, components }: Projection, places: Uint32Array | undefined): Float32Array {
  if (!places) return coordinates;
  const some = new Float32Array(places.length * components);
  places.forEach((row, at) => {
    some.set(coordinates.subarray(row * components, (row + 1) * components), at * components);
  });
  return some;
}

function asTheyAre({ table: { dimensions, values } }: ProjectionRequest): Projection {
  return { components: dimensions, coordinates: values };
}
