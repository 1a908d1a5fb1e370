// One tag of one run: the pictures of one step, and a slider over the steps.
import { css, html, LitElement, nothing } from 'lit';
import { formatStep, formatWallTime } from '../../../../client/charts/number-format.ts';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import type { ImageSteps } from './image-steps.ts';
import './picture.ts';
import { staleNote } from '../../../../client/components/stale-note.ts';
import '../../../../client/components/card.ts';
import '../../../../client/components/slider.ts';

/**
 * A card is given its steps and never fetches, but for the pictures. The slider stays at the newest step until it is
 * moved, and again once it is moved to the end.
 * @fires rb-on-screen-change - `detail` is whether the card is on screen, or about to be.
 * @fires rb-pin-change - From the pin.
 * @fires rb-retry - From the error note.
 */
export class ImageCard extends LitElement {
  static override properties = {
    heading: {},
    run: {},
    color: {},
    steps: { attribute: false },
    pictureUrl: { attribute: false },
    actualSize: { type: Boolean, attribute: 'actual-size' },
    loading: { type: Boolean },
    error: {},
    expanded: { type: Boolean, reflect: true },
    pinned: { type: Boolean },
    at: { state: true },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        --rb-card-height: 10rem;
      }
      rb-card {
        height: 100%;
      }
      .run {
        display: flex;
        align-items: center;
        gap: var(--rb-space-2);
        margin-bottom: var(--rb-space-1);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
      .run span:last-child {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .dot {
        flex: none;
        width: var(--rb-dot-size);
        height: var(--rb-dot-size);
        border-radius: 50%;
      }
      .step {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--rb-space-3);
        margin-bottom: var(--rb-space-2);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
      rb-slider {
        flex: 1 1 12rem;
      }
      .pictures {
        display: flex;
        flex-wrap: wrap;
        gap: var(--rb-space-2);
        align-items: flex-start;
      }
      .pictures.many {
        flex-wrap: nowrap;
        padding-bottom: var(--rb-space-2);
        overflow-x: auto;
      }
      :host([expanded]) .pictures.many {
        flex-wrap: wrap;
        overflow-x: visible;
      }
    `,
  ];
  declare heading: string;
  declare run: string;
  /** Of the run. */
  declare color: string;
  declare steps: ImageSteps | undefined;
  /** Address of a picture. */
  declare pictureUrl: (step: number | bigint, sample: number, generation: number) => string;
  /** A pixel of a picture is a pixel of the page, however large it gets. */
  declare actualSize: boolean;
  declare loading: boolean;
  /** Why the newest could not be fetched; shown below what is there. */
  declare error: string | undefined;
  declare expanded: boolean;
  declare pinned: boolean;
  /** Index of the step shown; undefined for the newest. */
  declare at: number | undefined;

  constructor() {
    super();
    this.heading = '';
    this.run = '';
    this.color = '';
    this.steps = undefined;
    this.pictureUrl = () => '';
    this.actualSize = false;
    this.loading = false;
    this.error = undefined;
    this.expanded = false;
    this.pinned = false;
    this.at = undefined;
    new OnScreen(this, (now) =>
      this.dispatchEvent(
        new CustomEvent('rb-on-screen-change', { detail: now, bubbles: true, composed: true }),
      ),
    );
  }

  override render() {
    const { steps } = this;
    return html`<rb-card
      .heading=${this.heading}
      .loading=${this.loading}
      .error=${steps ? undefined : this.error}
      .empty=${steps?.steps.length === 0 ? 'No pictures yet' : undefined}
      .expanded=${this.expanded}
      .pinned=${this.pinned}
      @rb-expand-change=${({ detail }: CustomEvent<boolean>) => {
        this.expanded = detail;
      }}
    >
      <div class="run" title=${this.run}>
        <span class="dot" .style=${`background: ${this.color}`}></span><span>${this.run}</span>
      </div>
      ${steps && steps.steps.length > 0 ? this.#shown(steps) : nothing}
      ${staleNote(steps ? this.error : undefined)}
    </rb-card>`;
  }

  #shown({ steps, wallTimes, pictures, generation }: ImageSteps) {
    const last = steps.length - 1;
    const at = Math.min(this.at ?? last, last);
    const step = steps[at] ?? 0;
    const samples = pictures[at] ?? 0;
    const readout = `step ${formatStep(step)}`;
    const time = formatWallTime(wallTimes[at] ?? 0);
    return html`<div class="step">
        ${
          last > 0
            ? html`<rb-slider
                label="Step of ${this.heading}, ${this.run}"
                hide-label
                .max=${last}
                .step=${1}
                .value=${at}
                .readout=${readout}
                @rb-slider-change=${({ detail }: CustomEvent<number>) => {
                  this.at = detail === last ? undefined : detail;
                }}
              ></rb-slider>`
            : html`<span>${readout}</span>`
        }
        <span class="time">${time}</span>
      </div>
      <div
        class=${samples > 1 ? 'pictures many' : 'pictures'}
        role="group"
        aria-label="Pictures"
        tabindex=${samples > 1 ? 0 : nothing}
      >
        ${Array.from(
          { length: samples },
          (_, sample) => html`<rb-picture
            .src=${this.pictureUrl(step, sample, generation)}
            .label=${`${this.heading}, ${this.run}, ${readout}${samples > 1 ? `, picture ${sample + 1} of ${samples}` : ''}`}
            .actualSize=${this.actualSize}
            ?alone=${samples === 1}
          ></rb-picture>`,
        )}
        ${samples === 0 ? html`<span>No picture at this step</span>` : nothing}
      </div>`;
  }
}
customElements.define('rb-image-card', ImageCard);
