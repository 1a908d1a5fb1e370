// Leads a projection beside the page: it is one member of the team itself and starts the others. The page ends it, and
// with it them, when the projection is done or no longer wanted.
import { type PointSet, UnfitPointsError } from '../model/point-set.ts';
import { projectionOf } from '../model/project.ts';
import type { Progress, Projection, ProjectionTask } from '../model/projection.ts';
import { compileKernels } from './kernels-loader.ts';
import { roomForValues } from './room.ts';
import { startTeam } from './worker-team.ts';

/** What it tells the page: progress, then one of the others. */
export type ProjectionMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly projection: Projection }
  | { readonly kind: 'unfit'; readonly message: string };

/** Fetched before there is a task; what fails is told when there is one. */
const kernels = compileKernels();
kernels.catch(() => undefined);

self.onmessage = async ({ data: task }: MessageEvent<ProjectionTask>) => {
  const tell = (message: ProjectionMessage, moved: Transferable[] = []) =>
    self.postMessage(message, { transfer: moved });
  try {
    const points = task.places ? gathered(task.points, task.places) : task.points;
    const team = await startTeam(points, await kernels);
    const projection = await projectionOf(
      team,
      { ...task, points },
      throttled((progress) => tell({ kind: 'progress', progress })),
    );
    // Shared where that can be: the page hands them on to the thread that draws, and a million rows are copied in no moment.
    const coordinates = roomForValues(projection.coordinates.length);
    coordinates.set(projection.coordinates);
    const { buffer } = coordinates;
    tell(
      { kind: 'done', projection: { ...projection, coordinates } },
      buffer instanceof ArrayBuffer ? [buffer] : [],
    );
  } catch (error) {
    if (error instanceof UnfitPointsError) return tell({ kind: 'unfit', message: error.message });
    // As an uncaught error, so that the page hears of it as of any fault.
    queueMicrotask(() => {
      throw error;
    });
  }
};

function gathered({ dimensions, values }: PointSet, places: Uint32Array): PointSet {
  const some = roomForValues(places.length * dimensions);
  for (let at = 0; at < places.length; at++) {
    const begin = (places[at] as number) * dimensions;
    some.set(values.subarray(begin, begin + dimensions), at * dimensions);
  }
  return { rows: places.length, dimensions, values: some };
}

/** A picture each so many milliseconds is as many as anybody can see, and all that the page should have to draw. */
const PICTURE_MS = 60;

/** Leaves out what comes too soon after the last of its phase. */
function throttled(tell: (progress: Progress) => void): (progress: Progress) => void {
  let last = Number.NEGATIVE_INFINITY;
  let phase = '';
  return (progress) => {
    const now = performance.now();
    if (progress.phase === phase && now - last < PICTURE_MS) return;
    last = now;
    phase = progress.phase;
    tell(progress);
  };
}
