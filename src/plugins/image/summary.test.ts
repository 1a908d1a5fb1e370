import { expect, it } from 'vitest';
import { decodeEvent, encodeEvent } from '../../format/event.ts';
import { imageValue } from './summary.ts';

it('an image is stored as a file and its size, whatever encodes it', () => {
  const image = { shape: [3, 1, 2], data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  const value = imageValue('i', image, 'CHW', (pixels) => pixels.bytes);
  const [stored] = decodeEvent(encodeEvent({ wallTimeSeconds: 1, step: 0, values: [value] })).values ?? [];
  expect(stored?.image).toMatchObject({ width: 2, height: 1, colorspace: 3 });
  expect([...(stored?.image?.encodedImageString ?? [])]).toEqual([1, 3, 5, 2, 4, 6]);
});
