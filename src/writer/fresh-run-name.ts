// Names of runs that were given none.

let lastFreshRunMs = 0;

/** The time, as PyTorch names a sub-run; a name of its own for each of a burst. */
export function freshRunName(): string {
  lastFreshRunMs = Math.max(Date.now(), lastFreshRunMs + 1);
  return String(lastFreshRunMs / 1000);
}
