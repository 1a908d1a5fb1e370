import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audioValue } from '../summary.ts';
import { Fourier } from './fourier.ts';
import { soundPictureOf } from './sound-picture.ts';
import { decodeWav } from './wav.ts';

const sine = (hertz: number, sampleRate: number, frames: number, amplitude = 1) =>
  Float32Array.from(
    { length: frames },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate),
  );

describe('WAV', () => {
  /** A file of one chunk of data, of `format`, `bits` and one channel. */
  const file = (format: number, bits: number, data: Uint8Array) => {
    const bytes = new Uint8Array(44 + data.length);
    const view = new DataView(bytes.buffer);
    const name = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
    name(0, 'RIFF');
    name(8, 'WAVEfmt ');
    view.setUint32(16, 16, true);
    view.setUint16(20, format, true);
    view.setUint16(22, 1, true);
    view.setUint32(24, 8000, true);
    view.setUint16(34, bits, true);
    name(36, 'data');
    view.setUint32(40, data.length, true);
    bytes.set(data, 44);
    return bytes;
  };
  const bytesOf = (array: Float32Array | Float64Array | Int32Array | Int16Array) =>
    new Uint8Array(array.buffer);

  it.each([
    ['8 bits', 1, 8, Uint8Array.of(0, 128, 192)],
    ['16 bits', 1, 16, bytesOf(Int16Array.of(-(2 ** 15), 0, 2 ** 14))],
    ['24 bits', 1, 24, Uint8Array.of(0, 0, 0x80, 0, 0, 0, 0, 0, 0x40)],
    ['32 bits', 1, 32, bytesOf(Int32Array.of(-(2 ** 31), 0, 2 ** 30))],
    ['floats', 3, 32, bytesOf(Float32Array.of(-1, 0, 0.5))],
    ['double floats', 3, 64, bytesOf(Float64Array.of(-1, 0, 0.5))],
  ])('%s are read', (_, format, bits, data) => {
    const sound = decodeWav(file(format, bits, data));
    expect(sound?.sampleRate).toBe(8000);
    expect(Array.from(sound?.channels[0] ?? [])).toEqual([-1, 0, 0.5]);
  });

  it('what addAudio wrote is read back, both channels', () => {
    const { audio } = audioValue(
      'a',
      { shape: [3, 2], data: Float32Array.of(0, 1, 0.5, -1, -0.5, 0) },
      { sampleRate: 16000 },
    );
    const sound = decodeWav((audio as { encodedAudioString: Uint8Array }).encodedAudioString);
    expect(sound?.sampleRate).toBe(16000);
    const rounded = sound?.channels.map((channel) =>
      Array.from(channel, (sample) => Math.round(sample * 100) / 100),
    );
    expect(rounded).toEqual([
      [0, 0.5, -0.5],
      [1, -1, 0],
    ]);
  });

  it('one that is cut short gives what is there, anything else nothing', () => {
    const whole = file(1, 16, bytesOf(Int16Array.of(1, 2, 3)));
    expect(decodeWav(whole.subarray(0, 47))?.channels[0]).toHaveLength(1);
    fc.assert(
      fc.property(fc.nat(50), fc.nat(255), fc.nat(49), (length, value, at) => {
        const damaged = whole.slice(0, length);
        if (at < damaged.length) damaged[at] = value;
        const sound = decodeWav(damaged);
        if (sound) expect(sound.channels.length).toBeLessThanOrEqual(64);
      }),
    );
  });
});

describe('the transform', () => {
  it('finds a sine at its frequency, with its amplitude', () => {
    const fourier = new Fourier(256);
    const powers = new Float64Array(fourier.bins);
    fourier.takeStrongest(sine(1000, 8000, 256, 0.5), 0, powers);
    expect(powers.indexOf(Math.max(...powers))).toBe(32);
    expect(powers[32]).toBeCloseTo(0.25, 6);
  });

  it('is the sum that defines it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 }),
        (samples) => {
          const fourier = new Fourier(16);
          const powers = new Float64Array(fourier.bins);
          fourier.takeStrongest(Float32Array.from(samples), 0, powers);
          const windowed = samples.map(
            (sample, i) => Math.fround(sample) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / 16)),
          );
          powers.forEach((power, bin) => {
            const sum = (wave: (angle: number) => number) =>
              windowed.reduce((total, sample, i) => total + sample * wave((2 * Math.PI * bin * i) / 16), 0);
            expect(power).toBeCloseTo((sum(Math.cos) ** 2 + sum(Math.sin) ** 2) / 16, 9);
          });
        },
      ),
    );
  });
});

describe('the picture of a sound', () => {
  it('shows a tone in its row, and silence as silence', () => {
    const samples = new Float32Array(16000);
    samples.set(sine(2000, 16000, 8000), 0);
    const { spectrogram, rows, seconds } = soundPictureOf({ sampleRate: 16000, channels: [samples] });
    expect(seconds).toBe(1);
    const columns = spectrogram.length / rows;
    const column = (at: number) => spectrogram.subarray(Math.floor(at * columns) * rows).subarray(0, rows);
    const strongest = column(0.25).indexOf(Math.max(...column(0.25)));
    expect(strongest / (rows - 1)).toBeCloseTo(2000 / 8000, 2);
    expect(Math.max(...column(0.25))).toBeGreaterThan(250);
    expect(Math.max(...column(0.75))).toBe(0);
  });

  it('holds the extremes of every column, of each channel', () => {
    const channel = new Float32Array(100_000);
    channel[70_000] = 0.75;
    channel[30_000] = -0.5;
    const { waveforms } = soundPictureOf({ sampleRate: 8000, channels: [channel, sine(1, 8000, 100_000)] });
    expect(waveforms).toHaveLength(2);
    expect(waveforms[0]).toHaveLength(1600);
    expect(waveforms[0]?.[Math.floor(0.7 * 800) * 2 + 1]).toBe(0.75);
    expect(waveforms[0]?.[Math.floor(0.3 * 800) * 2]).toBe(-0.5);
  });

  it.each([
    ['nothing', new Float32Array(0)],
    ['one sample', Float32Array.of(1)],
    ['no numbers', Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)],
  ])('%s has a picture too', (_, samples) => {
    const { waveforms, spectrogram } = soundPictureOf({ sampleRate: 44100, channels: [samples] });
    expect(waveforms[0]?.every(Number.isFinite)).toBe(true);
    expect(spectrogram.length).toBeGreaterThan(0);
  });
});
