import { describe, expect, it } from 'vitest';
import { tensorOf } from '../../format/legacy.ts';
import type { Tensor } from '../../format/tensor.ts';
import { imageValue } from './summary.ts';
import { imageStepOf, pictureCount, pictureTypeOf } from './values.ts';

const text = (value: string) => new TextEncoder().encode(value);
const strings = (...list: Uint8Array[]): Tensor => ({ dtype: 'string', shape: [list.length], strings: list });

describe('the pictures of a step', () => {
  it('are what imageValue stored', () => {
    const png = Uint8Array.of(1, 2, 3);
    const value = imageValue('i', [[[0, 1, 0.5]], [[0, 1, 0.5]], [[0, 1, 0.5]]], 'CHW', () => png);
    expect(imageStepOf(tensorOf(value))).toEqual({ width: 3, height: 1, pictures: [png] });
  });

  it.each<[string, Tensor, string]>([
    ['numbers', { dtype: 'float32', shape: [1], numbers: Float32Array.of(1) }, 'float32'],
    ['a single string', { dtype: 'string', shape: [], strings: [text('1')] }, 'shape []'],
    ['a width alone', strings(text('1')), 'width and height'],
    ['a width that is no number', strings(text('wide'), text('1')), '"wide" is no size'],
  ])('cannot be %s', (_, tensor, message) => expect(() => imageStepOf(tensor)).toThrow(message));

  it('are two fewer than the blobs', () =>
    expect([0, 1, 2, 3, 5].map(pictureCount)).toEqual([0, 0, 0, 1, 3]));
});

it.each<[string, Uint8Array, string]>([
  ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0), 'image/png'],
  ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
  ['GIF', text('GIF89a'), 'image/gif'],
  ['BMP', text('BM....'), 'image/bmp'],
  ['WebP', text('RIFF....WEBP'), 'application/octet-stream'],
  ['SVG', text('<svg onload="alert(1)">'), 'application/octet-stream'],
  ['HTML', text('<!doctype html>'), 'application/octet-stream'],
  ['nothing', new Uint8Array(0), 'application/octet-stream'],
])('%s is sent as what it is or as octets', (_, bytes, type) => expect(pictureTypeOf(bytes)).toBe(type));
