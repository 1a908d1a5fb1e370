// A tensor as plain bytes, for programs in any language.
import type { Tensor } from '../../src/format/tensor.ts';

/** Row-major and little-endian; strings one behind the other, each behind its length in 4 bytes. */
export function bytesOfTensor(tensor: Tensor): Uint8Array {
  if (tensor.dtype !== 'string') {
    // Every machine that Node runs on is little-endian.
    const { buffer, byteOffset, byteLength } = tensor.numbers;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }
  const bytes = new Uint8Array(tensor.strings.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const string of tensor.strings) {
    view.setUint32(at, string.length, true);
    bytes.set(string, at + 4);
    at += 4 + string.length;
  }
  return bytes;
}
