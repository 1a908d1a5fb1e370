import { crc32, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodePng } from './png.ts';

/** Reads chunks and undoes the filter "up", by the letter of the standard. */
function decodePng(file: Uint8Array) {
  const png = Buffer.from(file);
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR') ?? Buffer.alloc(0);
  const [width, height, colourType] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] ?? 0];
  expect([header[8], ...header.subarray(10)]).toEqual([8, 0, 0, 0]);
  const channels = { 4: 2, 2: 3, 6: 4 }[colourType] ?? 0;
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const rowBytes = width * channels;
  expect(rows).toHaveLength((rowBytes + 1) * height);
  const bytes = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    expect(rows[y * (rowBytes + 1)]).toBe(2);
    for (let x = 0; x < rowBytes; x++) {
      const above = y === 0 ? 0 : (bytes[(y - 1) * rowBytes + x] ?? 0);
      bytes[y * rowBytes + x] = (rows[y * (rowBytes + 1) + 1 + x] ?? 0) + above;
    }
  }
  return { width, height, channels, bytes };
}

it('a picture comes back from its PNG, whatever its size and channels', () => {
  const pixels = fc
    .record({
      width: fc.integer({ min: 1, max: 9 }),
      height: fc.integer({ min: 1, max: 9 }),
      channels: fc.constantFrom(2 as const, 3 as const, 4 as const),
    })
    .chain((size) => {
      const length = size.width * size.height * size.channels;
      return fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => ({ ...size, bytes }));
    });
  fc.assert(
    fc.property(
      pixels,
      (picture) => void expect(decodePng(encodePng(picture, deflateSync))).toEqual(picture),
    ),
  );
});
