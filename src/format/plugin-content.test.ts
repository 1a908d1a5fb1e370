import { expect, it } from 'vitest';
import { contentVersionOf } from './plugin-content.ts';

it.each([
  ['nothing', [], 0],
  ['a version', [8, 1], 1],
  ['a version behind another field', [16, 5, 8, 2], 2],
  ['the two bytes {}', [0x7b, 0x7d], 0],
  ['rubbish', [0xff, 0xff], 0],
])('%s', (_, bytes, version) => expect(contentVersionOf(Uint8Array.from(bytes))).toBe(version));
