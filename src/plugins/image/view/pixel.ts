// The pixel of a picture at a place, in words.

let reader: OffscreenCanvasRenderingContext2D | null | undefined;

/**
 * Position and channels at the shares `x` and `y` of the first picture, and the channels at the same place of others:
 * "12, 7: 255 0 31". Alpha is told where it is not full. Undefined outside, and before the picture is there.
 */
export function pixelAt(pictures: readonly HTMLImageElement[], x: number, y: number): string | undefined {
  const [first] = pictures;
  if (!first?.naturalWidth || !(x >= 0 && x < 1 && y >= 0 && y < 1)) return undefined;
  const [column, row] = [Math.floor(x * first.naturalWidth), Math.floor(y * first.naturalHeight)];
  const values = pictures
    .filter(({ naturalWidth }) => naturalWidth > 0)
    .map((picture) =>
      channelsOf(picture, Math.floor(x * picture.naturalWidth), Math.floor(y * picture.naturalHeight)),
    );
  return `${column}, ${row}: ${values.join(' | ')}`;
}

function channelsOf(picture: HTMLImageElement, column: number, row: number): string {
  reader ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!reader) return '';
  reader.clearRect(0, 0, 1, 1);
  reader.drawImage(picture, column, row, 1, 1, 0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = reader.getImageData(0, 0, 1, 1).data;
  return `${red} ${green} ${blue}${alpha === 255 ? '' : `, alpha ${alpha}`}`;
}
