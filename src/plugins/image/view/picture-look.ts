// How all pictures of the tab are looked at: size, light, and the part of them that is seen, which is the same for all.

/** How two pictures are held against each other. */
export type Comparison = 'side' | 'overlay' | 'flicker' | 'difference';

/** One for all pictures, so that the same place is seen in each. */
export interface PictureLook {
  /** A pixel of a picture is a pixel of the page, however large it gets. */
  readonly actualSize: boolean;
  /** 1 leaves a picture as it is. */
  readonly brightness: number;
  /** 1 leaves a picture as it is. */
  readonly contrast: number;
  readonly comparison: Comparison;
  readonly part: PicturePart;
}

/** What is seen of a picture: from `left` and `top`, in shares of its size, `1 / zoom` of it. */
export interface PicturePart {
  /** 1 to MOST_ZOOM. */
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
}

export const MOST_ZOOM = 32;
export const WHOLE: PicturePart = { zoom: 1, left: 0, top: 0 };

/** Zooms by a factor; the place at the shares `x` and `y` of the frame stays where it is. */
export function zoomedBy({ zoom, left, top }: PicturePart, factor: number, x = 0.5, y = 0.5): PicturePart {
  const next = Math.min(MOST_ZOOM, Math.max(1, zoom * factor));
  return within(next, left + x / zoom - x / next, top + y / zoom - y / next);
}

/** Moves the picture by shares of the frame, as a hand that drags it. */
export function draggedBy({ zoom, left, top }: PicturePart, x: number, y: number): PicturePart {
  return within(zoom, left - x / zoom, top - y / zoom);
}

/** Nothing beyond the edges is seen. */
function within(zoom: number, left: number, top: number): PicturePart {
  const inside = (at: number) => Math.min(1 - 1 / zoom, Math.max(0, at));
  return { zoom, left: inside(left), top: inside(top) };
}

/** How the address carries it: `4:0.25:0.5`, zoom, left and top; empty for the whole. */
export function partText({ zoom, left, top }: PicturePart): string {
  return zoom === 1 ? '' : [zoom, left, top].map((share) => Number(share.toFixed(4))).join(':');
}

/** Exact inverse of `partText`; the whole where it cannot be read. */
export function partOf(text = ''): PicturePart {
  const [zoom = Number.NaN, left = Number.NaN, top = Number.NaN] = text.split(':').map(Number);
  if (!(zoom > 1 && zoom <= MOST_ZOOM) || !Number.isFinite(left + top)) return WHOLE;
  return within(zoom, left, top);
}
