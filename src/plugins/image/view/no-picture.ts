// What to tell of bytes that were logged as a picture and that the browser could not decode.
import { pictureTypeOf } from '../values.ts';

/** By the bytes at 0, and for RIFF also those at 8. */
const SOUNDS: readonly (readonly [name: string, start: string, at8?: string])[] = [
  ['WAV', 'RIFF', 'WAVE'],
  ['Ogg', 'OggS'],
  ['FLAC', 'fLaC'],
  ['MP3', 'ID3'],
];

/** A sentence or two for the user. */
export function noPictureText(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'There is no picture: none of its bytes was logged.';
  const text = String.fromCharCode(...bytes.subarray(0, 64));
  const sound = SOUNDS.find(([, start, at8 = '']) => text.startsWith(start) && text.startsWith(at8, 8));
  if (sound) return `This is no picture but sound (${sound[0]}) that was logged as one.`;
  if (text.trimStart().startsWith('<'))
    return 'This is no picture but markup, as SVG or HTML, which is not rendered.';
  const type = pictureTypeOf(bytes);
  const begins = type.startsWith('image/') ? ` It begins as a ${type.slice(6).toUpperCase()} does.` : '';
  return `This browser cannot decode this picture.${begins}`;
}
