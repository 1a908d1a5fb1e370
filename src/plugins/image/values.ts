// A stored tensor -> the pictures of one step. Blobs [width, height, picture, …]; TensorBoard's plugins/image.
import { type Tensor, TensorError } from '../../format/tensor.ts';
import type { ImageStep } from './kind.ts';

/** Width and height, which come before the pictures. */
export const BLOBS_BEFORE_PICTURES = 2;

/** Pictures in a stored value of `items` blobs. */
export function pictureCount(items: number): number {
  return Math.max(0, items - BLOBS_BEFORE_PICTURES);
}

/** Throws TensorError where the tensor is no list of strings that begins with two sizes. */
export function imageStepOf(tensor: Tensor): ImageStep {
  if (tensor.dtype !== 'string' || tensor.shape.length !== 1) {
    throw new TensorError(`images must be a list of strings, not ${tensor.dtype} of shape [${tensor.shape}]`);
  }
  const [width, height, ...pictures] = tensor.strings;
  if (!width || !height) throw new TensorError('images must begin with their width and height');
  return { width: sizeOf(width), height: sizeOf(height), pictures };
}

function sizeOf(digits: Uint8Array): number {
  const text = new TextDecoder().decode(digits);
  if (!/^\d+$/.test(text)) throw new TensorError(`"${text.slice(0, 20)}" is no size of a picture`);
  return Number(text);
}

const SIGNATURES: readonly (readonly [contentType: string, ...bytes: number[]])[] = [
  ['image/png', 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ['image/jpeg', 0xff, 0xd8, 0xff],
  ['image/gif', 0x47, 0x49, 0x46, 0x38],
  ['image/bmp', 0x42, 0x4d],
];

/** Media type by the first bytes. Anything else, SVG with its scripts among it, is octets that no browser renders. */
export function pictureTypeOf(bytes: Uint8Array): string {
  const found = SIGNATURES.find(([, ...signature]) => signature.every((byte, i) => bytes[i] === byte));
  return found?.[0] ?? 'application/octet-stream';
}
