// Where frequencies stand in a spectrogram, from 0 at the bottom to 1 at the top.
import type { SoundPicture } from '../model/sound-picture.ts';

/** Evenly spaced in hertz, or as they are heard (O'Shaughnessy's mel). */
export type FrequencyScale = 'linear' | 'mel';

const melOf = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (mel: number) => 700 * (10 ** (mel / 2595) - 1);

type Spectrum = Pick<SoundPicture, 'sampleRate' | 'rows'>;

/** Row of the spectrogram that is drawn at a share of the height. */
export function rowAt(share: number, { sampleRate, rows }: Spectrum, scale: FrequencyScale): number {
  const top = sampleRate / 2;
  const hertz = scale === 'linear' ? share * top : hertzOf(share * melOf(top));
  return Math.min(rows - 1, Math.max(0, Math.floor((hertz / top) * rows)));
}

/** Round frequencies, about five, with the share of the height at which they stand. */
export function frequencyTicks(
  { sampleRate }: Spectrum,
  scale: FrequencyScale,
): readonly { readonly share: number; readonly label: string }[] {
  const top = sampleRate / 2;
  const wanted =
    scale === 'linear' ? evenTicks(top) : [250, 1000, 4000, 16_000].filter((hertz) => hertz < top * 0.9);
  return wanted.map((hertz) => ({
    share: scale === 'linear' ? hertz / top : melOf(hertz) / melOf(top),
    label: hertz >= 1000 ? `${hertz / 1000} kHz` : `${hertz} Hz`,
  }));
}

/** Multiples of 1, 2 or 5 times a power of ten, at most four of them. */
function evenTicks(top: number): number[] {
  const power = 10 ** Math.floor(Math.log10(top));
  const spacing = [0.2, 0.5, 1, 2, 5].map((factor) => factor * power).find((each) => top / each < 5) ?? power;
  return Array.from({ length: Math.floor((top * 0.95) / spacing) }, (_, i) => (i + 1) * spacing);
}
