// Samples, as every decoder gives them.

/** Decoded sound. */
export interface Sound {
  /** Samples a second and channel. */
  readonly sampleRate: number;
  /** All equally long, −1 to 1. */
  readonly channels: readonly Float32Array[];
}

/** Samples of a channel. */
export const framesOf = ({ channels }: Sound): number => channels[0]?.length ?? 0;
export const secondsOf = (sound: Sound): number => framesOf(sound) / sound.sampleRate;
