// A file's content, looked at in a few places: whether it is the one that an index was made of.
import { crc32 } from 'node:zlib';
import type { OpenedFile } from '../logdir.ts';

const PLACES = 3;
const BYTES = 64;

/** CRC-32 of the beginning, the middle and the end of the first `lengthBytes`; undefined where they are not there. */
export function probeOf(opened: OpenedFile, lengthBytes: number): number | undefined {
  const piece = new Uint8Array(Math.min(BYTES, lengthBytes));
  let probe = 0;
  for (let place = 0; place < PLACES; place++) {
    const read = opened.read(piece, Math.floor(((lengthBytes - piece.length) * place) / (PLACES - 1)));
    if (read !== piece.length) return undefined;
    probe = crc32(piece, probe);
  }
  return probe;
}
