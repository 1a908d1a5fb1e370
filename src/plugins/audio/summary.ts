// Samples -> Summary.Value with a Summary.Audio: a WAV file of 16 bits a sample, as PyTorch writes audio
// (torch/utils/tensorboard/summary.py). WAV: http://soundfile.sapp.org/doc/WaveFormat/
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, shapedArrayOf } from '../../format/shaped-array.ts';

/** How samples are to be played. */
export interface AudioOptions {
  /** Samples a second and channel, default 44100. */
  readonly sampleRate?: number;
}

const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

/**
 * Samples from −1 to 1, of shape [frames] or [frames, channels]; what lies beyond is clipped, NaN is silence. Throws
 * ArgumentError for other shapes and for a sample rate that is no whole number from 1 on.
 */
export function audioValue(tag: string, samples: ArrayInput, options: AudioOptions = {}): SummaryValue {
  const { sampleRate = 44100 } = options;
  if (!Number.isSafeInteger(sampleRate) || sampleRate < 1 || sampleRate >= 2 ** 32) {
    throw new ArgumentError(
      `expected sampleRate to be a whole number from 1 on, got ${described(sampleRate)}`,
    );
  }
  const { shape, data } = shapedArrayOf(samples);
  // PyTorch squeezes: [1, frames] is one channel too.
  const sizes = shape.filter((size) => size !== 1);
  const isMono = sizes.length <= 1;
  const [frames = 0, channels = 0] = isMono ? [data.length, 1] : shape;
  if (!isMono && shape.length !== 2) {
    throw new ArgumentError(`expected a shape of frames or of frames, channels, got [${shape}]`);
  }
  if (data.length === 0) throw new ArgumentError(`expected samples, got a shape of [${shape}]`);
  if (channels > 65535) throw new ArgumentError(`expected at most 65535 channels, got ${channels}`);
  const bytes = new Uint8Array(HEADER_BYTES + data.length * BYTES_PER_SAMPLE);
  writeHeader(new DataView(bytes.buffer), { sampleRate, channels });
  writeSamples(new DataView(bytes.buffer, HEADER_BYTES), data);
  return {
    tag,
    audio: {
      sampleRate,
      numChannels: channels,
      lengthFrames: frames,
      encodedAudioString: bytes,
      contentType: 'audio/wav',
    },
  };
}

function writeHeader(
  view: DataView,
  format: { readonly sampleRate: number; readonly channels: number },
): void {
  const text = (at: number, name: string) => {
    for (let i = 0; i < name.length; i++) view.setUint8(at + i, name.charCodeAt(i));
  };
  const frameBytes = format.channels * BYTES_PER_SAMPLE;
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, format.channels, true);
  view.setUint32(24, format.sampleRate, true);
  view.setUint32(28, format.sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, BYTES_PER_SAMPLE * 8, true);
  text(36, 'data');
  view.setUint32(40, view.byteLength - HEADER_BYTES, true);
}

function writeSamples(view: DataView, data: ArrayLike<number>): void {
  // In the precision of the samples and rounded towards 0, as numpy does it.
  const narrow = data instanceof Float32Array ? Math.fround : (value: number) => value;
  for (let i = 0; i < data.length; i++) {
    const clipped = Math.min(1, Math.max(-1, data[i] ?? 0));
    view.setInt16(i * BYTES_PER_SAMPLE, Math.trunc(narrow(clipped * 32767)), true);
  }
}
