// One picture at true proportion: small ones enlarged by whole pixels, large ones reduced to the card.
import { css, html, LitElement, nothing } from 'lit';
import { enlargement } from './enlargement.ts';

/** Says its own size below itself. A new `src` leaves the old picture up until the new one is there. */
export class RbPicture extends LitElement {
  static override properties = {
    src: {},
    label: {},
    actualSize: { type: Boolean },
    alone: { type: Boolean, reflect: true },
    size: { state: true },
    room: { state: true },
    failed: { state: true },
  };
  static override styles = css`
    :host {
      display: block;
      flex: none;
      min-width: 0;
      max-width: 100%;
    }
    :host([alone]) {
      flex: 1 1 100%;
    }
    .frame {
      max-width: 100%;
      overflow: auto;
    }
    img {
      display: block;
      border-radius: 2px;
      /* Seen through by pictures with an alpha channel. */
      background: repeating-conic-gradient(var(--rb-surface-hover) 0 25%, var(--rb-surface) 0 50%) 0 0 / 12px 12px;
      outline: 1px solid var(--rb-border);
      outline-offset: -1px;
    }
    img.small {
      image-rendering: pixelated;
    }
    p {
      margin: var(--rb-space-1) 0 0;
      color: var(--rb-text-faint);
      font-size: var(--rb-text-xs);
    }
    .failed {
      color: var(--rb-danger);
      font-size: var(--rb-text-s);
    }
  `;
  declare src: string;
  /** What the picture is, for screen readers. */
  declare label: string;
  declare actualSize: boolean;
  /** The only one of its step: it may take the whole width. */
  declare alone: boolean;
  /** Of the picture itself; undefined until it is there. */
  declare size: { readonly width: number; readonly height: number } | undefined;
  /** Width that there is for it, in CSS pixels. */
  declare room: number;
  /** Address that could not be shown. */
  declare failed: string | undefined;

  #resizes = new ResizeObserver(() => {
    this.room = this.alone ? this.clientWidth : (this.parentElement?.clientWidth ?? 0);
  });

  constructor() {
    super();
    this.src = '';
    this.label = '';
    this.actualSize = false;
    this.alone = false;
    this.size = undefined;
    this.room = 0;
    this.failed = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  #loaded({ target }: Event) {
    const { naturalWidth: width, naturalHeight: height } = target as HTMLImageElement;
    this.size = { width, height };
    this.failed = undefined;
  }

  override render() {
    const { size } = this;
    const scale = size ? (this.actualSize ? 1 : enlargement(size, this.room, this.alone)) : 0;
    const style = size
      ? `width: ${size.width * scale}px; height: ${size.height * scale}px`
      : 'min-width: 3rem; min-height: 3rem';
    const shownAs = scale === 1 || !size ? '' : scale > 1 ? `, ${scale}×` : `, ${Math.round(scale * 100)}%`;
    if (this.failed === this.src)
      return html`<p class="failed" role="alert">This picture could not be fetched or decoded.</p>`;
    return html`<div class="frame" tabindex=${this.actualSize ? 0 : nothing}>
        <img
          class=${scale > 1 ? 'small' : ''}
          loading="lazy"
          src=${this.src}
          alt=${this.label}
          .style=${style}
          @load=${this.#loaded}
          @error=${() => {
            this.failed = this.src;
          }}
        />
      </div>
      <p>${size ? `${size.width} × ${size.height}${shownAs}` : '\u00a0'}</p>`;
  }
}
customElements.define('rb-picture', RbPicture);
