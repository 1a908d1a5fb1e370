// Audio: one or several encoded clips at each step.
import type { DataKind } from '../../kind.ts';

export const AUDIO = {
  pluginName: 'audio',
  storage: 'places',
  shows: ['audio'],
  listing: {
    tabName: 'audio',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-audio-dashboard' },
  },
} as const satisfies DataKind;

/** The clips of one step. */
export interface AudioStep {
  /** Encoded, nearly always as WAV. */
  readonly clips: readonly Uint8Array[];
  /** What the writer said of each clip; TensorFlow only, as Markdown. As many as clips, empty where it said nothing. */
  readonly labels: readonly string[];
}

/**
 * Head of the one block of `GET api/v1/audio/steps?run=&tag=`. Columns: `steps`, `wallTimes`, and `clips` (u32): how
 * many a step has. A clip itself is at `GET api/v1/audio/clip?run=&tag=&step=&sample=`.
 */
export interface AudioStepsHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
}
