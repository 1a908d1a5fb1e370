import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensorOf } from '../../format/legacy.ts';
import { audioValue } from './summary.ts';
import { audioStepOf, audioTypeOf } from './values.ts';

const text = (word: string) => new TextEncoder().encode(word);

describe('stored audio', () => {
  it('is one WAV file with every sample, rounded towards 0', () => {
    const samples = fc.float32Array({ min: -1, max: 1, noNaN: true, minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 200_000 }), (data, sampleRate) => {
        const { clips, labels } = audioStepOf(tensorOf(audioValue('a', data, { sampleRate })));
        const clip = clips[0] ?? new Uint8Array();
        const view = new DataView(clip.buffer, clip.byteOffset, clip.byteLength);
        expect([clips.length, labels, audioTypeOf(clip)]).toEqual([1, [''], 'audio/wav']);
        expect([view.getUint32(24, true), view.getUint32(40, true)]).toEqual([sampleRate, data.length * 2]);
        data.forEach((sample, i) => {
          const wanted = Math.trunc(Math.fround(sample * 32767));
          expect(view.getInt16(44 + i * 2, true)).toBe(wanted + 0);
        });
      }),
    );
  });

  it('of TensorFlow has a label for each clip', () =>
    expect(
      audioStepOf({ dtype: 'string', shape: [2, 2], strings: ['a', 'one', 'b', 'two'].map(text) }),
    ).toEqual({ clips: [text('a'), text('b')], labels: ['one', 'two'] }));

  it.each([
    ['numbers', { dtype: 'float32', shape: [1], numbers: Float32Array.of(1) }],
    ['rows of three', { dtype: 'string', shape: [1, 3], strings: ['a', 'b', 'c'].map(text) }],
    ['one string', { dtype: 'string', shape: [], strings: [text('a')] }],
  ] as const)('may not be %s', (_, tensor) =>
    expect(() => audioStepOf(tensor)).toThrow('audio must be a list of strings'),
  );

  it.each([
    ['OggS', 'audio/ogg'],
    ['fLaC', 'audio/flac'],
    ['ID3\u0003', 'audio/mpeg'],
    ['<svg onload=alert(1)>', 'application/octet-stream'],
  ])('that begins with %s is %s', (start, type) => expect(audioTypeOf(text(start))).toBe(type));
});

describe('audio that cannot be stored', () => {
  it.each([
    ['nothing', [], {}, 'expected samples, got a shape of [0]'],
    ['three dimensions', { shape: [2, 2, 2], data: new Float32Array(8) }, {}, 'got [2,2,2]'],
    ['a rate of 0', [1], { sampleRate: 0 }, 'expected sampleRate to be a whole number from 1 on, got 0'],
  ])('%s', (_, samples, options, message) =>
    expect(() => audioValue('a', samples, options)).toThrow(message),
  );

  it('a row of samples is one channel, as with PyTorch', () =>
    expect(audioValue('a', { shape: [1, 3], data: [0, 0, 0] }).audio).toMatchObject({
      numChannels: 1,
      lengthFrames: 3,
    }));
});
