// The waveform of a sound, and its spectrogram below, over the same time.
import { css, html, type PropertyDeclarations } from 'lit';
import { paintBitmap } from '../../../../client/charts/bitmap.ts';
import { CanvasChart } from '../../../../client/charts/canvas-chart.ts';
import { type Channels, colorRamp } from '../../../../client/charts/color-ramp.ts';
import { plotStyles } from '../../../../client/charts/plot-styles.ts';
import type { SoundPicture } from '../model/sound-picture.ts';
import { type FrequencyScale, frequencyTicks, rowAt } from './frequency-scale.ts';

/** Of the height, for the waveform. */
const WAVEFORM_SHARE = 0.34;
const GAP = 4;
/** Seconds of an arrow key, as a share of the length. */
const KEY_SHARE = 0.02;

/**
 * A picture that is also a slider over its time.
 * @fires rb-seek - `detail` is the second that was pointed at, or reached by keys.
 * @cssprop --rb-chart-height - Height; default 13rem.
 */
export class RbSoundView extends CanvasChart {
  static override properties: PropertyDeclarations = {
    picture: { attribute: false },
    color: {},
    label: {},
    scale: {},
    seconds: { type: Number },
  };
  static override styles = [
    plotStyles,
    css`
      .plot {
        overflow: hidden;
        background: var(--rb-surface);
        cursor: pointer;
        touch-action: none;
      }
      .head {
        position: absolute;
        inset: 0 auto 0 0;
        width: 1.5px;
        background: var(--rb-text);
        pointer-events: none;
      }
    `,
  ];
  declare picture: SoundPicture | undefined;
  /** Of the run. */
  declare color: string;
  declare label: string;
  declare scale: FrequencyScale;
  /** Where playing is; a place behind the end is not shown. */
  declare seconds: number;

  #drawn: { picture: SoundPicture | undefined; columns: number } = { picture: undefined, columns: 0 };
  #state = '';

  constructor() {
    super();
    this.picture = undefined;
    this.color = '';
    this.label = '';
    this.scale = 'mel';
    this.seconds = 0;
  }

  /** Columns of the spectrogram that are on the canvas now. */
  get drawn(): { readonly columns: number } {
    return this.#drawn;
  }

  protected override release(): void {
    this.#drawn = { picture: undefined, columns: 0 };
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    const { picture, scale, color, theme } = this;
    // A place that moves changes nothing on the canvas.
    const state = `${width} ${height} ${devicePixelRatio} ${scale} ${color} ${theme.surface}`;
    if (this.#drawn.picture === picture && this.#state === state) return;
    if (!picture) {
      canvas.width = canvas.height = 0;
      return;
    }
    const waves = Math.round(height * WAVEFORM_SHARE);
    paintBitmap(canvas, { width, height }, (context) => {
      this.#paintWaveforms(context, picture, width, waves);
      this.#paintSpectrogram(context, picture, width, waves + GAP, height - waves - GAP);
    });
    this.#drawn = { picture, columns: picture.spectrogram.length / picture.rows };
    this.#state = state;
  }

  #paintWaveforms(
    context: CanvasRenderingContext2D,
    { waveforms }: SoundPicture,
    width: number,
    height: number,
  ) {
    const each = height / waveforms.length;
    waveforms.forEach((waveform, channel) => {
      const middle = each * (channel + 0.5);
      const columns = waveform.length / 2;
      context.fillStyle = this.theme.axis;
      context.fillRect(0, middle, width, 0.5);
      context.fillStyle = this.color;
      const toPixel = (sample: number) => middle - Math.max(-1, Math.min(1, sample)) * (each / 2 - 1);
      let [above, below] = [middle, middle];
      for (let column = 0; column < columns; column++) {
        const top = toPixel(waveform[column * 2 + 1] as number);
        const bottom = toPixel(waveform[column * 2] as number);
        // Up or down to the column before, so that few samples are a line and no dots.
        const [from, to] = column === 0 ? [top, bottom] : [Math.min(top, below), Math.max(bottom, above)];
        context.fillRect(
          (column * width) / columns,
          from,
          Math.max(1, width / columns),
          Math.max(1, to - from),
        );
        [above, below] = [top, bottom];
      }
    });
  }

  #paintSpectrogram(
    context: CanvasRenderingContext2D,
    picture: SoundPicture,
    width: number,
    top: number,
    height: number,
  ) {
    const columns = picture.spectrogram.length / picture.rows;
    const lines = Math.max(1, Math.round(height * devicePixelRatio));
    const canvas = new OffscreenCanvas(columns, lines);
    const inside = canvas.getContext('2d');
    if (!inside) return;
    const ramp = packed(colorRamp(context, this.theme, this.color, 256));
    const image = inside.createImageData(columns, lines);
    const pixels = new Uint32Array(image.data.buffer);
    for (let line = 0; line < lines; line++) {
      const row = rowAt(1 - (line + 0.5) / lines, picture, this.scale);
      for (let column = 0; column < columns; column++) {
        const shade = picture.spectrogram[column * picture.rows + row] as number;
        pixels[line * columns + column] = ramp[shade] as number;
      }
    }
    inside.putImageData(image, 0, 0);
    context.drawImage(canvas, 0, top, width, height);
    this.#paintFrequencies(context, picture, top, height);
  }

  #paintFrequencies(context: CanvasRenderingContext2D, picture: SoundPicture, top: number, height: number) {
    const { theme } = this;
    context.font = `${theme.fontSize}px ${theme.fontFamily}`;
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = theme.surface;
    context.fillStyle = theme.text;
    for (const { share, label } of frequencyTicks(picture, this.scale)) {
      const y = Math.min(height - theme.fontSize / 2, Math.max(theme.fontSize / 2, height * (1 - share)));
      context.strokeText(label, 4, top + y);
      context.fillText(label, 4, top + y);
    }
  }

  #seek(seconds: number) {
    const end = this.picture?.seconds ?? 0;
    const detail = Math.min(end, Math.max(0, seconds));
    this.dispatchEvent(new CustomEvent('rb-seek', { detail, bubbles: true, composed: true }));
  }

  #point(event: PointerEvent) {
    if (event.type === 'pointerdown') {
      if (event.button !== 0) return;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    } else if (event.buttons === 0) return;
    const { left, width } = this.getBoundingClientRect();
    this.#seek(((event.clientX - left) / width) * (this.picture?.seconds ?? 0));
  }

  #key(event: KeyboardEvent) {
    const end = this.picture?.seconds ?? 0;
    const pace = end * KEY_SHARE * (event.shiftKey ? 5 : 1);
    const to = {
      ArrowRight: this.seconds + pace,
      ArrowUp: this.seconds + pace,
      ArrowLeft: this.seconds - pace,
      ArrowDown: this.seconds - pace,
      Home: 0,
      End: end,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#seek(to);
  }

  override render() {
    const end = this.picture?.seconds ?? 0;
    const share = end > 0 ? this.seconds / end : 0;
    return html`<div
      class="plot"
      role="slider"
      tabindex="0"
      aria-label=${this.label}
      aria-valuemin="0"
      aria-valuemax=${end}
      aria-valuenow=${Math.min(end, this.seconds)}
      aria-valuetext="${this.seconds.toFixed(2)} of ${end.toFixed(2)} seconds"
      @pointerdown=${this.#point}
      @pointermove=${this.#point}
      @keydown=${this.#key}
    >
      <canvas></canvas>
      ${share > 0 && share <= 1 ? html`<div class="head" .style=${`left: ${share * 100}%`}></div>` : ''}
    </div>`;
  }
}

/** A pixel each, opaque, in the order of bytes that every browser's machine has. */
function packed(ramp: readonly Channels[]): Uint32Array {
  const bytes = Uint8Array.from(ramp.flatMap((channels) => [...channels, 255]));
  return new Uint32Array(bytes.buffer);
}
customElements.define('rb-sound-view', RbSoundView);
