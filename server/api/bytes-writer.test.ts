import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BytesWriter, JoinedWriter, TextWriter } from './bytes-writer.ts';

function written(writer: BytesWriter, chunkBytes: number): string {
  const chunks: Buffer[] = [];
  while (!writer.done) {
    const chunk = Buffer.alloc(chunkBytes);
    chunks.push(chunk.subarray(0, writer.write(chunk, 0)));
  }
  return Buffer.concat(chunks).toString();
}

it('texts are joined, however small the chunks are', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }));
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 50 }), (parts, chunkBytes) => {
      const writer = new JoinedWriter(parts.map((part) => new TextWriter(part)));
      expect(written(writer, chunkBytes)).toBe(parts.join(''));
    }),
  );
});
