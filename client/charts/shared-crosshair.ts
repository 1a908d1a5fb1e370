// One crosshair over all charts of a page: where the pointer is in one of them shows in the others too.

/** A place along a horizontal axis. Charts with another axis show nothing of it. */
export interface CrosshairPlace {
  /** Whose pointer it is. */
  readonly owner: object;
  /** Axes that are alike have the same name. */
  readonly axis: string;
  /** A value of the axis. */
  readonly at: number;
}

type Listener = (place: CrosshairPlace | undefined) => void;

const listeners = new Set<Listener>();

/** Tells every chart where the crosshair is; undefined when it is nowhere. */
export function showCrosshair(place: CrosshairPlace | undefined): void {
  for (const listener of listeners) listener(place);
}

/** Calls `listener` whenever the crosshair moves, until the answer is called. */
export function onCrosshair(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
