// Work in tasks: what is done behind a turn leaves the browser room to paint and to answer the user before it.

/** Resolves in a task of its own, in the order in which it was asked for. */
export function taskTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
