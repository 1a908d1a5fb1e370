// A long answer in JSON as it is made: some of it leaves while the rest is not there yet, and others are answered between.
import { Slices } from '../turns.ts';
import type { JsonBytes } from './json.ts';

/** Of a chunk but the last. */
const CHUNK_BYTES = 2 ** 16;

/** The bytes of all parts behind one another. */
export async function* jsonChunks(parts: Iterable<string | JsonBytes>): AsyncGenerator<Uint8Array> {
  const slices = new Slices();
  let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let filled = 0;
  for (const part of parts) {
    for (const piece of typeof part === 'string' ? [Buffer.from(part)] : part.pieces()) {
      const full: Buffer[] = [];
      // All of the piece before any of it is given away: it does not outlast a turn.
      for (let from = 0; from < piece.length; ) {
        const copied = Math.min(piece.length - from, CHUNK_BYTES - filled);
        chunk.set(piece.subarray(from, from + copied), filled);
        from += copied;
        filled += copied;
        if (filled < CHUNK_BYTES) continue;
        full.push(chunk);
        chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
        filled = 0;
      }
      yield* full;
      if (slices.due) await slices.turn();
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
