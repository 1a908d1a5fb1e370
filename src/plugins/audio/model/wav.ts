// WAV -> samples, the exact ones: browsers would resample them. http://soundfile.sapp.org/doc/WaveFormat/
import type { Sound } from './sound.ts';

const PCM = 1;
const FLOAT = 3;
/** Then the first two bytes of a GUID say which of the others. */
const EXTENSIBLE = 0xfffe;
const MOST_CHANNELS = 64;

type ReadSample = (view: DataView, offset: number) => number;

/** How a sample is read, by `format bits`. */
const READERS: Readonly<Record<string, ReadSample>> = {
  // Eight bits are unsigned.
  [`${PCM} 8`]: (view, at) => (view.getUint8(at) - 128) / 128,
  [`${PCM} 16`]: (view, at) => view.getInt16(at, true) / 2 ** 15,
  [`${PCM} 24`]: (view, at) => ((view.getUint8(at) << 8) | (view.getInt16(at + 1, true) << 16)) / 2 ** 31,
  [`${PCM} 32`]: (view, at) => view.getInt32(at, true) / 2 ** 31,
  [`${FLOAT} 32`]: (view, at) => view.getFloat32(at, true),
  [`${FLOAT} 64`]: (view, at) => view.getFloat64(at, true),
};

interface Format {
  readonly read: ReadSample;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bytesPerSample: number;
}

/**
 * Undefined where the bytes are no WAV, or one of a compressed kind. A file that ends early, or whose length was never
 * written, gives what is there; a part of a frame at the end is left out.
 */
export function decodeWav(bytes: Uint8Array): Sound | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || nameAt(view, 0) !== 'RIFF' || nameAt(view, 8) !== 'WAVE') return undefined;
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = nameAt(view, at);
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name === 'fmt ') format = formatAt(view, start, Math.min(length, bytes.length - start));
    if (name === 'data')
      return format && samplesOf(view, start, Math.min(length, bytes.length - start), format);
    // Chunks begin at even places.
    at = start + length + (length % 2);
  }
  return undefined;
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}

function formatAt(view: DataView, at: number, length: number): Format | undefined {
  if (length < 16) return undefined;
  const tag = view.getUint16(at, true);
  const kind = tag === EXTENSIBLE && length >= 26 ? view.getUint16(at + 24, true) : tag;
  const channels = view.getUint16(at + 2, true);
  const sampleRate = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  const read = READERS[`${kind} ${bits}`];
  if (!read || channels < 1 || channels > MOST_CHANNELS || sampleRate < 1) return undefined;
  return { read, channels, sampleRate, bytesPerSample: bits / 8 };
}

function samplesOf(view: DataView, start: number, length: number, format: Format): Sound {
  const { read, channels, sampleRate, bytesPerSample } = format;
  const frameBytes = bytesPerSample * channels;
  const frames = Math.floor(length / frameBytes);
  const all = Array.from({ length: channels }, () => new Float32Array(frames));
  all.forEach((channel, number) => {
    let at = start + number * bytesPerSample;
    for (let i = 0; i < frames; i++, at += frameBytes) channel[i] = read(view, at);
  });
  return { sampleRate, channels: all };
}
