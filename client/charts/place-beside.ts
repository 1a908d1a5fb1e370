// Puts a popover beside the pointer, on the side with more room, above everything else.

const GAP_PIXELS = 16;
const EDGE_PIXELS = 8;

/** Opens `popover` (of type `manual`, fixed at the window's corner) if need be. The place is in CSS pixels of the window. */
export function placeBeside(popover: HTMLElement, x: number, y: number): void {
  if (!popover.isConnected) return;
  if (!popover.matches(':popover-open')) popover.showPopover();
  const { width, height } = popover.getBoundingClientRect();
  const right = x + GAP_PIXELS;
  const fits = right + width <= innerWidth - EDGE_PIXELS;
  const left = fits ? right : Math.max(EDGE_PIXELS, x - GAP_PIXELS - width);
  const top = Math.max(EDGE_PIXELS, Math.min(y + GAP_PIXELS, innerHeight - height - EDGE_PIXELS));
  popover.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
}
