// What to tell of bytes that were logged as a picture and that the browser could not decode.
import { audioTypeOf } from '../../audio/values.ts';
import { pictureTypeOf } from '../values.ts';

/** What users call it, by media type. */
const SOUNDS: Readonly<Record<string, string>> = {
  'audio/wav': 'WAV',
  'audio/ogg': 'Ogg',
  'audio/flac': 'FLAC',
  'audio/mpeg': 'MP3',
};

/** A sentence or two for the user. */
export function noPictureText(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'There is no picture: none of its bytes was logged.';
  const sound = SOUNDS[audioTypeOf(bytes)];
  if (sound) return `This is no picture but sound (${sound}) that was logged as one.`;
  if (
    String.fromCharCode(...bytes.subarray(0, 64))
      .trimStart()
      .startsWith('<')
  )
    return 'This is no picture but markup, as SVG or HTML, which is not rendered.';
  const type = pictureTypeOf(bytes);
  const begins = type.startsWith('image/') ? ` It begins as a ${type.slice(6).toUpperCase()} does.` : '';
  return `This browser cannot decode this picture.${begins}`;
}
