import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeBlock, encodeEnd, encodeFault, encodeHead, PointBlocksReader } from './point-blocks.ts';

const BYTES = [
  encodeHead({ columns: 2, sizeBytes: 99 }),
  encodeBlock(Float32Array.of(1, 2, 3, 4), 2, 40),
  encodeBlock(Float32Array.of(-0.5, Number.NaN), 2, 99),
  encodeFault('wörld'),
  encodeEnd(99),
].flatMap((part) => [...part]);

it('parts come back whole, wherever the pieces are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(BYTES.length)), (cuts) => {
      const reader = new PointBlocksReader();
      const places = [0, ...cuts.sort((a, b) => a - b), BYTES.length];
      const parts = places
        .slice(1)
        .flatMap((end, at) => [...reader.push(Uint8Array.from(BYTES.slice(places[at], end)))]);
      expect(parts).toEqual([
        { kind: 'head', head: { columns: 2, sizeBytes: 99 } },
        { kind: 'rows', numbers: Float32Array.of(1, 2, 3, 4), readBytes: 40 },
        { kind: 'rows', numbers: Float32Array.of(-0.5, Number.NaN), readBytes: 99 },
        { kind: 'fault', message: 'wörld' },
        { kind: 'end' },
      ]);
    }),
  );
});
