import { expect, it } from 'vitest';
import { noPictureText } from './no-picture.ts';

const bytes = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));

it.each([
  ['nothing', '', 'There is no picture: none of its bytes was logged.'],
  ['WAV', 'RIFF\x10\0\0\0WAVEfmt ', 'This is no picture but sound (WAV) that was logged as one.'],
  ['Ogg', 'OggS\0', 'This is no picture but sound (Ogg) that was logged as one.'],
  ['SVG', ' <svg/>', 'This is no picture but markup, as SVG or HTML, which is not rendered.'],
  ['WebP', 'RIFF\x10\0\0\0WEBPVP8 ', 'This browser cannot decode this picture.'],
  [
    'a PNG cut short',
    '\x89PNG\r\n\x1a\n12',
    'This browser cannot decode this picture. It begins as a PNG does.',
  ],
  ['octets', '\x01\x02', 'This browser cannot decode this picture.'],
])('%s', (_, given, told) => expect(noPictureText(bytes(given))).toBe(told));
