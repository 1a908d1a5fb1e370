// What keys mean on a plot: arrows move the crosshair, `+` and `-` zoom, `<` and `>` move, Enter clicks.
import type { Place, PlotArea } from './plot-gestures.ts';
import { type AxisMove, moveAround } from './zoom-box.ts';

/** For the list of shortcuts, two spaces between different keys. */
export const PLOT_SHORTCUTS: readonly { readonly keys: string; readonly what: string }[] = [
  { keys: 'ArrowLeft  ArrowRight', what: 'Move the crosshair; with Shift further' },
  { keys: 'ArrowUp  ArrowDown', what: 'Move it to other curves' },
  { keys: 'Home  End', what: 'Crosshair to the first or the last point' },
  { keys: '+  -', what: 'Zoom in or out' },
  { keys: '<  >', what: 'Move back or on' },
  { keys: 'Enter', what: 'Choose the step, while steps are compared; with Shift a range' },
  { keys: 'Escape', what: 'Show all again; so does a double click' },
  { keys: 'drag', what: 'Zoom into a box; a flat drag along one axis' },
  { keys: 'Shift + drag', what: 'Move; so does the middle button' },
  { keys: 'Ctrl + wheel', what: 'Zoom, also with Alt or Command, or by a pinch' },
];

/** `reset` is for zoom and crosshair. */
export type KeyMeaning =
  | 'reset'
  | { readonly move: AxisMove }
  | { readonly click: Place }
  | { readonly point: Place };

const MOVES: Readonly<Record<string, AxisMove>> = {
  '<': { from: -0.1, to: 0.9 },
  ',': { from: -0.1, to: 0.9 },
  '>': { from: 0.1, to: 1.1 },
  '.': { from: 0.1, to: 1.1 },
};
const ZOOMS: Readonly<Record<string, number>> = { '+': 0.8, '=': 0.8, '-': 1.25, _: 1.25 };
const ACROSS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
const DOWN: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Undefined for a key that means nothing here. `pointer` is where the crosshair is; default the left edge. */
export function keyMeaning(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  { left, top, right, bottom }: PlotArea,
  pointer: Place | undefined,
): KeyMeaning | undefined {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const { x, y } = pointer ?? { x: left, y: (top + bottom) / 2 };
  if (key === 'Escape') return 'reset';
  if (key === 'Enter') return { click: { x, y } };
  const move = MOVES[key];
  if (move) return { move };
  const zoom = ZOOMS[key];
  if (zoom) return { move: moveAround(pointer ? (x - left) / (right - left) : 0.5, zoom) };
  if (key === 'Home') return { point: { x: left, y } };
  if (key === 'End') return { point: { x: right, y } };
  const [across, down] = [ACROSS[key], DOWN[key]];
  if (across === undefined && down === undefined) return undefined;
  const pace = event.shiftKey ? 40 : 8;
  return {
    point: {
      x: Math.min(right, Math.max(left, x + pace * (across ?? 0))),
      y: Math.min(bottom, Math.max(top, y + pace * (down ?? 0))),
    },
  };
}
