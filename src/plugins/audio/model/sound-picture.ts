// What is drawn of a sound: its waveform and its spectrogram, small however long it is.
import { Fourier } from './fourier.ts';
import { framesOf, type Sound, secondsOf } from './sound.ts';

/** Most columns of both; fewer where there are fewer samples. */
const COLUMNS = 800;
/** Stretches of which a column of the spectrogram shows the strongest: a short sound is not missed between them. */
const STRETCHES_PER_COLUMN = 4;
/** A stretch is about this long: words and notes are told apart in both directions. */
const STRETCH_SECONDS = 0.04;
const [SHORTEST_STRETCH, LONGEST_STRETCH] = [64, 2048];
/** Rows of the spectrogram: more are not seen. */
const MOST_ROWS = 256;
/** Decibels below a full sine that are drawn as silence. */
const RANGE_DECIBELS = 90;

export interface SoundPicture {
  readonly seconds: number;
  readonly sampleRate: number;
  /** Of each channel the least and the greatest sample of each column: least, greatest, least, greatest, … */
  readonly waveforms: readonly Float32Array[];
  /** 0 for silence to 255 for a full sine, column after column, from the lowest frequency up; of all channels together. */
  readonly spectrogram: Uint8Array;
  /** Of the spectrogram: frequencies spaced evenly from 0 to half the sample rate. */
  readonly rows: number;
}

/** Takes time in proportion to the length for the waveform, and a bounded time for the spectrogram. */
export function soundPictureOf(sound: Sound): SoundPicture {
  const { spectrogram, rows } = spectrogramOf(sound);
  return {
    seconds: secondsOf(sound),
    sampleRate: sound.sampleRate,
    waveforms: sound.channels.map(waveformOf),
    spectrogram,
    rows,
  };
}

function waveformOf(samples: Float32Array): Float32Array {
  const columns = Math.min(COLUMNS, samples.length);
  const waveform = new Float32Array(columns * 2);
  for (let column = 0; column < columns; column++) {
    const end = Math.floor(((column + 1) * samples.length) / columns);
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = Math.floor((column * samples.length) / columns); i < end; i++) {
      const sample = samples[i] as number;
      if (sample < least) least = sample;
      if (sample > greatest) greatest = sample;
    }
    // What is no number is silence.
    waveform[column * 2] = Number.isFinite(least) ? least : 0;
    waveform[column * 2 + 1] = Number.isFinite(greatest) ? greatest : 0;
  }
  return waveform;
}

function spectrogramOf(sound: Sound): { readonly spectrogram: Uint8Array; readonly rows: number } {
  const frames = framesOf(sound);
  const size = stretchOf(sound.sampleRate, frames);
  const fourier = new Fourier(size);
  // As in picture and wave: stretches overlap by three quarters, as far as there are columns for them.
  const columns = Math.max(1, Math.min(COLUMNS, Math.ceil((frames * 4) / size)));
  const perColumn = Math.max(1, Math.min(STRETCHES_PER_COLUMN, Math.ceil((frames * 4) / size / columns)));
  const rows = Math.min(MOST_ROWS, fourier.bins);
  const spectrogram = new Uint8Array(columns * rows);
  const powers = new Float64Array(fourier.bins);
  for (let column = 0; column < columns; column++) {
    powers.fill(0);
    for (let part = 0; part < perColumn; part++) {
      const middle = ((column + (part + 0.5) / perColumn) * frames) / columns;
      for (const channel of sound.channels)
        fourier.takeStrongest(channel, Math.round(middle - size / 2), powers);
    }
    for (let row = 0; row < rows; row++) spectrogram[column * rows + row] = shadeOf(powers, row, rows);
  }
  return { spectrogram, rows };
}

/** A power of two. */
function stretchOf(sampleRate: number, frames: number): number {
  const wanted = Math.min(sampleRate * STRETCH_SECONDS, Math.max(frames, 1));
  const size = 2 ** Math.round(Math.log2(wanted));
  return Math.min(LONGEST_STRETCH, Math.max(SHORTEST_STRETCH, size));
}

/** The strongest of the bins that a row stands for. */
function shadeOf(powers: Float64Array, row: number, rows: number): number {
  let strongest = 0;
  const end = Math.max(row + 1, Math.ceil(((row + 1) * powers.length) / rows));
  for (let bin = Math.floor((row * powers.length) / rows); bin < end; bin++)
    strongest = Math.max(strongest, powers[bin] ?? 0);
  const decibels = 10 * Math.log10(strongest);
  return Math.round(255 * Math.min(1, Math.max(0, 1 + decibels / RANGE_DECIBELS)));
}
