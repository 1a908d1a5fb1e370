// A stored tensor -> the clips of one step. A list of clips or, from TensorFlow, rows of clip and label; TensorBoard's
// plugins/audio/metadata.py.
import { type Tensor, TensorError } from '../../format/tensor.ts';
import type { AudioStep } from './kind.ts';

/** Throws TensorError where the tensor is neither. */
export function audioStepOf(tensor: Tensor): AudioStep {
  const { shape } = tensor;
  const width = shape.length === 2 ? shape[1] : 1;
  if (tensor.dtype !== 'string' || shape.length === 0 || shape.length > 2 || (width !== 1 && width !== 2)) {
    throw new TensorError(`audio must be a list of strings, not ${tensor.dtype} of shape [${shape}]`);
  }
  const { strings } = tensor;
  const decoder = new TextDecoder();
  const clips = strings.filter((_, i) => i % width === 0);
  const labels = clips.map((_, i) => (width === 2 ? decoder.decode(strings[i * 2 + 1]) : ''));
  return { clips, labels };
}

const SIGNATURES: readonly (readonly [contentType: string, offset: number, signature: string])[] = [
  ['audio/wav', 8, 'WAVE'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/flac', 0, 'fLaC'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xff\xfb'],
];

/** Media type by the first bytes; anything else is octets that no browser plays. */
export function audioTypeOf(bytes: Uint8Array): string {
  const found = SIGNATURES.find(([, offset, signature]) =>
    [...signature].every((character, i) => bytes[offset + i] === character.charCodeAt(0)),
  );
  return found?.[0] ?? 'application/octet-stream';
}
