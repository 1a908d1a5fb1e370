// The tools above the picture: what dragging does, how the picture looks.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { VIEW_CHANGE } from '../../../../client/plugin-host.ts';
import type { DragMode } from './scene/point-view.ts';
import '../../../../client/components/icon.ts';
import '../../../../client/components/segmented.ts';
import '../../../../client/components/slider.ts';

const MODES = [
  { value: 'move', label: 'Move' },
  { value: 'box', label: 'Box' },
  { value: 'lasso', label: 'Lasso' },
] as const;
const DIMENSIONS = [
  { value: '2', label: '2D' },
  { value: '3', label: '3D' },
] as const;

/** Pixels of a point that the slider reaches; an address may ask for more. */
const MOST_PIXELS = 60;

/**
 * Changes the address by itself.
 * @fires rb-drag-mode - `detail` is the DragMode that was chosen.
 * @fires rb-camera-reset - The user wants to see all.
 */
export class RbSceneBar extends LitElement {
  static override properties = {
    view: { attribute: false },
    mode: {},
    hasPictures: { type: Boolean },
    size: { type: Number },
    ownSize: { type: Number },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--rb-space-1) var(--rb-space-2);
        padding: var(--rb-space-2) var(--rb-space-3);
        border-bottom: 1px solid var(--rb-border);
        background: var(--rb-bg);
      }
      rb-slider {
        --rb-slider-width: 4.5rem;
      }
      .end {
        flex: 1;
      }
    `,
  ];
  declare view: Readonly<Record<string, string>>;
  declare mode: DragMode;
  declare hasPictures: boolean;
  /** Pixels of a point in the middle, and those that it has where nobody chooses. */
  declare size: number;
  declare ownSize: number;

  constructor() {
    super();
    this.view = {};
    this.mode = 'move';
    this.hasPictures = false;
    this.size = 1;
    this.ownSize = 1;
  }

  #set(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** `on` and `off` are what the address says; the empty text is as at first. */
  #toggle(text: string, name: string, on: string, off: string) {
    const isOn = (this.view[name] ?? '') === on;
    return html`<button
      class="button quiet"
      aria-pressed=${isOn}
      @click=${() => this.#set({ [name]: isOn ? off : on })}
    >${text}</button>`;
  }

  override render() {
    return html`<rb-segmented
        label="Dragging"
        .segments=${MODES}
        .value=${this.mode}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) => this.#fire('rb-drag-mode', detail)}
      ></rb-segmented>
      <rb-segmented
        label="Dimensions of the picture"
        .segments=${DIMENSIONS}
        .value=${this.view['dims'] === '2' ? '2' : '3'}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) => this.#set({ dims: detail === '2' ? '2' : '' })}
      ></rb-segmented>
      ${this.#toggle('Names', 'names', '1', '')}
      ${this.hasPictures ? this.#toggle('Pictures', 'pictures', '', '0') : nothing}
      ${this.#toggle('Night', 'night', '1', '')}
      <rb-slider
        label="Size"
        .min=${1}
        .max=${Math.max(MOST_PIXELS, this.size)}
        .step=${1}
        .value=${this.size}
        .readout=${`${this.size} px`}
        @rb-slider-change=${({ detail }: CustomEvent<number>) => this.#set({ size: detail === this.ownSize ? '' : String(detail) })}
      ></rb-slider>
      <span class="end"></span>
      <button class="button quiet" @click=${() => this.#fire('rb-camera-reset')}><rb-icon name="expand"></rb-icon>Show all</button>
      <slot></slot>`;
  }
}
customElements.define('rb-scene-bar', RbSceneBar);
