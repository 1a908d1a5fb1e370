// One tag of one run: the clips of one step.
import { css, html } from 'lit';
import { StepCard } from '../../../../client/step-card.ts';
import type { Clip } from './clip.ts';
import type { FrequencyScale } from './frequency-scale.ts';
import type { SharedPlayback } from './shared-playback.ts';
import './clip.ts';

/** A StepCard with a waveform and a spectrogram for each clip. */
export class AudioCard extends StepCard<readonly Clip[]> {
  static override properties = { scale: {}, playback: { attribute: false } };
  static override styles = [
    ...StepCard.styles,
    css`
      :host {
        --rb-card-height: 14rem;
        --rb-chart-height: 10rem;
      }
      :host([expanded]) {
        --rb-card-height: 25rem;
        --rb-chart-height: 20rem;
      }
      rb-clip + rb-clip {
        margin-top: var(--rb-space-3);
      }
    `,
  ];
  declare scale: FrequencyScale;
  declare playback: SharedPlayback;

  constructor() {
    super();
    this.scale = 'mel';
  }

  protected override stepContent(clips: readonly Clip[]) {
    if (clips.length === 0) return html`<p>There is no clip at this step.</p>`;
    return html`${clips.map((clip, sample) => {
      const number = clips.length === 1 ? '' : ` ${sample + 1}`;
      return html`<rb-clip
        .clip=${clip}
        .key=${`${this.run}\0${this.heading}\0${sample}`}
        .label=${`${this.heading}${number}, ${this.run}`}
        .fileName=${`${this.run} ${this.heading}${number} ${this.stepText}`.replace(/[^\p{L}\p{N}._ -]+/gu, '_')}
        .color=${this.color}
        .scale=${this.scale}
        .playback=${this.playback}
      ></rb-clip>`;
    })}`;
  }
}
customElements.define('rb-audio-card', AudioCard);
