// One tag of one run: the pictures of one step, alone or beside or on those of another step or run.
import { css, html, nothing } from 'lit';
import { StepCard } from '../../../../client/step-card.ts';
import type { RbPicture } from './picture.ts';
import { type PictureLook, WHOLE } from './picture-look.ts';
import './picture.ts';

/** Addresses of the pictures of one step, and what step or run it is, as it is read. */
export interface PictureStep {
  readonly caption: string;
  readonly urls: readonly string[];
}

/** What a card shows: its step, and what that is compared with. */
export interface ShownPictures extends PictureStep {
  readonly other?: PictureStep | undefined;
}

export class ImageCard extends StepCard<ShownPictures> {
  static override properties = { look: { attribute: false }, whyNot: { attribute: false } };
  static override styles = [
    ...StepCard.styles,
    css`
      :host {
        --rb-card-height: 10rem;
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
      .sides {
        display: flex;
        gap: var(--rb-space-3);
      }
      .sides > div {
        flex: 1 1 0;
        min-width: 0;
      }
      .caption {
        margin: 0 0 var(--rb-space-1);
        overflow: hidden;
        color: var(--rb-text-muted);
        font-size: var(--rb-text-xs);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];
  declare look: PictureLook;
  /** As a picture's. */
  declare whyNot: RbPicture['whyNot'];

  constructor() {
    super();
    this.look = { actualSize: false, brightness: 1, contrast: 1, comparison: 'side', part: WHOLE };
    this.whyNot = async () => 'This picture cannot be shown.';
  }

  protected override stepContent(shown: ShownPictures) {
    const { other } = shown;
    if (!other) return this.#pictures(shown);
    if (this.look.comparison === 'side')
      return html`<div class="sides">
        ${[other, shown].map(
          (side) =>
            html`<div><p class="caption" title=${side.caption}>${side.caption}</p>${this.#pictures(side)}</div>`,
        )}
      </div>`;
    const caption = `${other.caption} on ${shown.caption}`;
    return html`<p class="caption" title=${caption}>${caption}</p>${this.#pictures(shown, other)}`;
  }

  #pictures({ urls, caption }: PictureStep, over?: PictureStep) {
    const many = urls.length > 1;
    return html`<div
      class=${many ? 'pictures many' : 'pictures'}
      role="group"
      aria-label="Pictures of ${caption}"
      tabindex=${many ? 0 : nothing}
    >
      ${urls.map(
        (url, sample) => html`<rb-picture
          .src=${url}
          .over=${over?.urls[sample]}
          .label=${`${this.heading}, ${this.run}, ${caption}${many ? `, picture ${sample + 1} of ${urls.length}` : ''}`}
          .look=${this.look}
          .whyNot=${this.whyNot}
          ?alone=${!many}
        ></rb-picture>`,
      )}
      ${urls.length === 0 ? html`<span>No picture at this step</span>` : nothing}
    </div>`;
  }
}
customElements.define('rb-image-card', ImageCard);
