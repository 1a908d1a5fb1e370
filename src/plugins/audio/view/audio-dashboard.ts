// The tab of audio: one card for each run and tag.

import { css, html } from 'lit';
import { given } from '../../../../client/given-card.ts';
import { StepDashboard, type StepParts } from '../../../../client/step-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { AudioStepsHead } from '../kind.ts';
import { type AudioSteps, audioStepsOf } from './audio-steps.ts';
import type { Clip } from './clip.ts';
import { SharedPlayback } from './shared-playback.ts';
import { SoundReader } from './sound-reader.ts';
import '../../../../client/components/segmented.ts';
import '../../../../client/components/slider.ts';
import './audio-card.ts';

const SCALES = [
  { value: 'mel', label: 'Mel' },
  { value: 'linear', label: 'Linear' },
] as const;

/** Settings in the address: those of a StepDashboard, and `scale`, of the frequencies. */
export class AudioDashboard extends StepDashboard<AudioSteps, readonly Clip[]> {
  static override properties = { ...StepDashboard.properties, volume: { state: true } };
  static override styles = [
    ...StepDashboard.styles,
    css`
      :host {
        --rb-card-min-width: 24rem;
      }
    `,
  ];
  /** 0 to 1. */
  declare volume: number;

  protected override readonly things = 'clips';
  protected override readonly icon = 'audio';
  protected override readonly example = {
    typescript: "writer.addAudio('speech', samples, step, { sampleRate: 16000 });",
    python: 'writer.add_audio("speech", samples, step, sample_rate=16000)',
  };

  #playback = new SharedPlayback();
  #reader = new SoundReader();

  constructor() {
    super();
    this.volume = 1;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#playback.stop();
    this.#reader.close();
  }

  protected override async load({ run, tag }: SeriesInfo): Promise<AudioSteps> {
    return audioStepsOf(await this.api.columns<AudioStepsHead>('audio/steps', { run, tag }));
  }

  protected override loadValue(
    { run, tag }: SeriesInfo,
    list: AudioSteps,
    at: number,
  ): Promise<readonly Clip[]> {
    const step = String(list.steps[at]);
    const samples = Array.from({ length: list.clips[at] ?? 0 }, (_, sample) => ({
      run,
      tag,
      step,
      sample: `${sample}`,
    }));
    return Promise.all(samples.map((query) => this.#clip(query)));
  }

  async #clip(query: Readonly<Record<string, string>>): Promise<Clip> {
    const file = await this.api.file('audio/clip', query);
    const picture = await this.#reader.pictureOf(file);
    return { file, picture, url: this.api.url('audio/clip', query) };
  }

  get #scale() {
    return SCALES.find(({ value }) => value === this.view['scale'])?.value ?? 'mel';
  }

  protected override settings() {
    return html`<rb-segmented
        label="Frequencies"
        .segments=${SCALES}
        .value=${this.#scale}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ scale: detail === 'mel' ? '' : detail })}
      ></rb-segmented>
      <rb-slider
        label="Volume"
        .readout=${`${Math.round(this.volume * 100)}%`}
        .value=${this.volume}
        @rb-slider-change=${({ detail }: CustomEvent<number>) => {
          this.volume = detail;
          this.#playback.volume = detail;
        }}
      ></rb-slider>
      ${super.settings()}`;
  }

  protected override stepCard(parts: StepParts<AudioSteps, readonly Clip[]>) {
    return html`<rb-audio-card
      ${given(parts)}
      .scale=${this.#scale}
      .playback=${this.#playback}
    ></rb-audio-card>`;
  }
}
customElements.define('rb-audio-dashboard', AudioDashboard);
