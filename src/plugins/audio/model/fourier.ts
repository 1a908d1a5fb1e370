// The strength of each frequency in a stretch of samples: a radix-2 transform (Cooley and Tukey, 1965).

/** Made for one length, which is a power of two; reused for any number of stretches of it. */
export class Fourier {
  readonly size: number;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  readonly #window: Float64Array;
  readonly #reversed: Uint32Array;
  /** So that a sine of amplitude 1 has the strength 1. */
  readonly #scale: number;

  constructor(size: number) {
    this.size = size;
    this.#real = new Float64Array(size);
    this.#imaginary = new Float64Array(size);
    this.#cosines = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.#sines = Float64Array.from({ length: size / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / size));
    // Hann's: a stretch is cut out of its surroundings without an edge.
    this.#window = Float64Array.from(
      { length: size },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size),
    );
    const bits = Math.log2(size);
    this.#reversed = Uint32Array.from({ length: size }, (_, i) => {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) if (i & (1 << bit)) reversed |= 1 << (bits - 1 - bit);
      return reversed;
    });
    this.#scale = (4 / size) ** 2;
  }

  /** Frequencies that are told apart, from 0 to half the sample rate. */
  get bins(): number {
    return this.size / 2 + 1;
  }

  /**
   * Adds to `powers`, where it is greater, the squared amplitude of each frequency around `start`; samples before the
   * first and behind the last are silence, and so is what is no number.
   */
  takeStrongest(samples: Float32Array, start: number, powers: Float64Array): void {
    const { size } = this;
    const [real, imaginary] = [this.#real, this.#imaginary];
    imaginary.fill(0);
    for (let i = 0; i < size; i++) {
      const sample = samples[start + i] ?? 0;
      const kept = Number.isFinite(sample) ? sample : 0;
      real[this.#reversed[i] as number] = kept * (this.#window[i] as number);
    }
    this.#transform();
    for (let bin = 0; bin < this.bins; bin++) {
      const power = ((real[bin] as number) ** 2 + (imaginary[bin] as number) ** 2) * this.#scale;
      if (power > (powers[bin] as number)) powers[bin] = power;
    }
  }

  #transform(): void {
    const { size } = this;
    const [real, imaginary] = [this.#real, this.#imaginary];
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let i = 0; i < half; i++) {
          const [even, odd] = [start + i, start + i + half];
          const cosine = this.#cosines[i * stride] as number;
          const sine = this.#sines[i * stride] as number;
          const [re, im] = [real[odd] as number, imaginary[odd] as number];
          const turnedReal = re * cosine + im * sine;
          const turnedImaginary = im * cosine - re * sine;
          real[odd] = (real[even] as number) - turnedReal;
          imaginary[odd] = (imaginary[even] as number) - turnedImaginary;
          real[even] = (real[even] as number) + turnedReal;
          imaginary[even] = (imaginary[even] as number) + turnedImaginary;
        }
      }
    }
  }
}
