// Waits for what a log has to say next: the loop under every `for await` over a log that is followed.
import { ArgumentError } from '../../format/argument-error.ts';
import type { SnapshotSource } from '../store/snapshot.ts';

/** How an iteration over a log that grows ends early. */
export interface FollowOptions {
  /** Ends the iteration, quietly, as closing the log does. */
  readonly signal?: AbortSignal;
}

/** A source of snapshots as programs hold it. `closed` is aborted when the log is closed. */
export interface FollowedSource {
  readonly source: SnapshotSource;
  readonly followed: boolean;
  readonly closed: AbortSignal;
}

/**
 * Runs once at first and once after each change, until the log is closed or `signal` aborted; the program is kept alive
 * meanwhile. Changes that come while nobody asks are taken together. Throws ArgumentError where the log is not followed.
 */
export function followed({ source, followed, closed }: FollowedSource, { signal }: FollowOptions) {
  if (!followed) {
    throw new ArgumentError('the log was read once; to hear what is added open it with { follow: true }');
  }
  const end = signal ? AbortSignal.any([signal, closed]) : closed;
  return turns(source, end);
}

async function* turns(source: SnapshotSource, end: AbortSignal): AsyncGenerator<void, void, void> {
  // Whatever happens between two turns is seen in the second, so one flag is enough.
  let changed = true;
  let wake: (() => void) | undefined;
  const told = () => {
    changed = true;
    wake?.();
  };
  const unsubscribe = source.subscribe(told);
  end.addEventListener('abort', told);
  // Watching keeps no program alive, and one that waits for the next point wants to live on.
  const alive = setInterval(told, 2 ** 30);
  try {
    while (!end.aborted) {
      if (changed) {
        changed = false;
        yield;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    clearInterval(alive);
    end.removeEventListener('abort', told);
    unsubscribe();
  }
}
