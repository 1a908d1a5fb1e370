// Canvases that show bitmaps. While one that is drawn on is in sight the browser copies it in each frame, 0.15 ms without a
// graphics card, and twenty are (2026-11-28); a bitmap costs nothing once it is shown.

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** `bitmap` has the size in pixels of the display. The canvas has no other context. */
export function showBitmap(canvas: HTMLCanvasElement, bitmap: ImageBitmap, { width, height }: Size): void {
  if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
  }
  // Whole CSS pixels, also where the element around has a part of one more.
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
}

let sheet: OffscreenCanvas | undefined;

/** Shows what `paint` paints in CSS pixels, on one sheet for the whole page; nothing where that has no pixel. */
export function paintBitmap(
  canvas: HTMLCanvasElement,
  size: Size,
  paint: (context: CanvasRenderingContext2D) => void,
): void {
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (width === 0 || height === 0) return;
  sheet ??= new OffscreenCanvas(width, height);
  // Also empties it, and forgets how was painted last.
  sheet.width = width;
  sheet.height = height;
  const context = sheet.getContext('2d');
  if (!context) throw new Error('The browser gave no canvas to draw on.');
  context.scale(ratio, ratio);
  // Lacks nothing but what concerns an element of the page.
  paint(context as unknown as CanvasRenderingContext2D);
  showBitmap(canvas, sheet.transferToImageBitmap(), size);
}
