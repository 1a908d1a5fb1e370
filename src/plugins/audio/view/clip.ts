// One clip: what it looks like, and how it is played.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import type { SoundPicture } from '../model/sound-picture.ts';
import type { FrequencyScale } from './frequency-scale.ts';
import type { SharedPlayback } from './shared-playback.ts';
import '../../../../client/components/error-note.ts';
import '../../../../client/components/icon.ts';
import './sound-view.ts';

/** A clip as the page holds it. */
export interface Clip {
  /** The file. */
  readonly file: Blob;
  /** Undefined where nobody could decode it. */
  readonly picture: SoundPicture | undefined;
  /** Address of the file. */
  readonly url: string;
}

/** Bytes and looks of a clip come from its card; the place and what plays from the playback that all clips share. */
export class RbClip extends LitElement {
  static override properties = {
    clip: { attribute: false },
    key: {},
    label: {},
    color: {},
    fileName: {},
    scale: {},
    playback: { attribute: false },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
        align-items: center;
        gap: var(--rb-space-2);
        margin-bottom: var(--rb-space-1);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
      .time {
        color: var(--rb-text);
      }
      .format {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        color: var(--rb-text-faint);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      p {
        margin: 0;
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
    `,
  ];
  declare clip: Clip;
  /** Tells clips of one page apart; the same at each step. */
  declare key: string;
  declare label: string;
  /** Of the run. */
  declare color: string;
  /** For the download. */
  declare fileName: string;
  declare scale: FrequencyScale;
  declare playback: SharedPlayback;

  #unlisten: (() => void) | undefined;

  constructor() {
    super();
    this.key = '';
    this.label = '';
    this.color = '';
    this.fileName = '';
    this.scale = 'mel';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.isConnected) this.#unlisten ??= this.playback.listen(() => this.requestUpdate());
    const before = changed.get('clip');
    if (before && before.file !== this.clip.file) this.playback.replace(this.key, this.clip.file);
  }

  #toggle() {
    if (this.playback.playing === this.key) this.playback.pause();
    else void this.playback.play(this.key, this.clip.file);
  }

  override render() {
    const { playback, label, clip } = this;
    const plays = playback.playing === this.key;
    const verb = plays ? 'Pause' : 'Play';
    return html`<div class="row">
        <button
          class="button icon-only"
          title=${verb}
          aria-label="${verb}: ${label}"
          ?disabled=${!clip.picture}
          @click=${this.#toggle}
        ><rb-icon .name=${plays ? 'pause' : 'play'}></rb-icon></button>
        ${clip.picture ? this.#readout(clip.picture) : html`<span class="format"></span>`}
        <a
          class="button quiet icon-only"
          href=${clip.url}
          download=${this.fileName}
          title="Download"
          aria-label="Download: ${label}"
        ><rb-icon name="download"></rb-icon></a>
      </div>
      ${
        clip.picture
          ? html`<rb-sound-view
              .picture=${clip.picture}
              .color=${this.color}
              .label=${`Place in ${label}`}
              .scale=${this.scale}
              .seconds=${playback.seconds}
              @rb-seek=${({ detail }: CustomEvent<number>) => playback.seek(detail)}
            ></rb-sound-view>`
          : html`<p>This is no sound that the page knows. The file can be downloaded.</p>`
      }
      ${
        playback.failureOf(this.key) === undefined
          ? nothing
          : html`<rb-error-note .message=${playback.failureOf(this.key)}></rb-error-note>`
      }`;
  }

  #readout({ seconds, sampleRate, waveforms }: SoundPicture) {
    const channels = { 1: 'mono', 2: 'stereo' }[waveforms.length] ?? `${waveforms.length} channels`;
    const place = Math.min(seconds, this.playback.seconds);
    return html`<span class="time">${clockOf(place)} / ${clockOf(seconds)}</span>
      <span class="format">${Number((sampleRate / 1000).toPrecision(3))} kHz, ${channels}</span>`;
  }
}

/** Minutes and seconds: `1:02.50`. */
function clockOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds - minutes * 60).toFixed(2).padStart(5, '0')}`;
}
customElements.define('rb-clip', RbClip);
