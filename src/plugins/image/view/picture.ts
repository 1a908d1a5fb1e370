// One picture at true proportion, or two on one another: small ones enlarged by whole pixels, large ones reduced.
import { css, html, LitElement, nothing } from 'lit';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import '../../../../client/components/error-note.ts';
import { enlargement } from './enlargement.ts';
import { draggedBy, type PictureLook, type PicturePart, WHOLE, zoomedBy } from './picture-look.ts';
import { pixelAt } from './pixel.ts';

const KEYS: Readonly<Record<string, (part: PicturePart) => PicturePart>> = {
  '+': (part) => zoomedBy(part, 1.5),
  '-': (part) => zoomedBy(part, 1 / 1.5),
  '0': () => WHOLE,
  ArrowLeft: (part) => draggedBy(part, 0.1, 0),
  ArrowRight: (part) => draggedBy(part, -0.1, 0),
  ArrowUp: (part) => draggedBy(part, 0, 0.1),
  ArrowDown: (part) => draggedBy(part, 0, -0.1),
};

/**
 * Says its own size below itself, and the pixel under the pointer. Off screen it holds no picture, only its room.
 * Dragging, Ctrl with the wheel, and the keys + − 0 and arrows choose the part that is seen.
 * @fires rb-part-change - `detail` is the PicturePart that was chosen; whoever hears it sets it in `look`.
 */
export class RbPicture extends LitElement {
  static override properties = {
    src: {},
    over: {},
    label: {},
    look: { attribute: false },
    whyNot: { attribute: false },
    alone: { type: Boolean, reflect: true },
    size: { state: true },
    room: { state: true },
    failed: { state: true },
    near: { state: true },
    pixel: { state: true },
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
    .room {
      max-width: 100%;
      overflow: auto;
    }
    .frame {
      position: relative;
      overflow: hidden;
      /* Seen through by pictures with an alpha channel. */
      background: repeating-conic-gradient(var(--rb-surface-hover) 0 25%, var(--rb-surface) 0 50%) 0 0 / 12px 12px;
      border-radius: 2px;
      outline: 1px solid var(--rb-border);
      outline-offset: -1px;
      isolation: isolate;
    }
    .frame:focus-visible {
      outline: 2px solid var(--rb-accent);
      outline-offset: -2px;
    }
    .frame.zoomed {
      cursor: grab;
      touch-action: none;
    }
    img {
      position: absolute;
      inset: 0 auto auto 0;
      transform-origin: 0 0;
    }
    img.small {
      image-rendering: pixelated;
    }
    .overlay {
      opacity: 0.5;
    }
    .difference {
      mix-blend-mode: difference;
    }
    .flicker {
      animation: flicker 1.2s steps(2, jump-none) infinite;
    }
    @keyframes flicker {
      from {
        opacity: 0;
      }
    }
    p {
      margin: var(--rb-space-1) 0 0;
      color: var(--rb-text-faint);
      font-size: var(--rb-text-xs);
    }
  `;
  declare src: string;
  /** Address of a second picture that lies on the first; undefined for none. */
  declare over: string | undefined;
  /** What the picture is, for screen readers. */
  declare label: string;
  declare look: PictureLook;
  /** The only one of its step: it may take the whole width. */
  declare alone: boolean;
  /** Of the picture itself; undefined until it is there. */
  declare size: { readonly width: number; readonly height: number } | undefined;
  /** Width that there is for it, in CSS pixels. */
  declare room: number;
  /** Tells in a sentence why the picture of an address cannot be shown. */
  declare whyNot: (url: string) => Promise<string>;
  /** Address that could not be shown, and why. */
  declare failed: { readonly url: string; readonly why: string } | undefined;
  /** Whether it is on screen, or about to be. */
  declare near: boolean;
  /** The pixel under the pointer, as it is read. */
  declare pixel: string | undefined;

  #dragged: { readonly x: number; readonly y: number } | undefined;
  #resizes = new ResizeObserver(() => {
    this.room = this.alone ? this.clientWidth : (this.parentElement?.clientWidth ?? 0);
  });

  constructor() {
    super();
    this.src = '';
    this.over = undefined;
    this.label = '';
    this.look = { actualSize: false, brightness: 1, contrast: 1, comparison: 'side', part: WHOLE };
    this.whyNot = async () => 'This picture cannot be shown.';
    this.alone = false;
    this.size = undefined;
    this.room = 0;
    this.failed = undefined;
    this.near = false;
    this.pixel = undefined;
    new OnScreen(this, (now) => {
      this.near = now;
    });
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

  async #fail(url: string) {
    this.failed = { url, why: await this.whyNot(url) };
  }

  /** Asks for this picture alone anew: the card's list of steps is there. */
  #retry(event: Event) {
    event.stopPropagation();
    this.failed = undefined;
  }

  #choose(part: PicturePart) {
    this.dispatchEvent(new CustomEvent('rb-part-change', { detail: part, bubbles: true, composed: true }));
  }

  /** Where an event is, in shares of the frame. */
  #shares(event: MouseEvent): { readonly x: number; readonly y: number } {
    const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  }

  #wheel(event: WheelEvent) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { x, y } = this.#shares(event);
    this.#choose(zoomedBy(this.look.part, 1.002 ** -event.deltaY, x, y));
  }

  #key(event: KeyboardEvent) {
    const move = KEYS[event.key === '=' ? '+' : event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#choose(move(this.look.part));
  }

  #press(event: PointerEvent) {
    if (event.button !== 0 || this.look.part.zoom === 1) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#dragged = this.#shares(event);
    event.preventDefault();
  }

  #move(event: PointerEvent) {
    const at = this.#shares(event);
    const { zoom, left, top } = this.look.part;
    const before = this.#dragged;
    if (before) {
      this.#dragged = at;
      this.#choose(draggedBy(this.look.part, at.x - before.x, at.y - before.y));
      return;
    }
    const pictures = [...this.renderRoot.querySelectorAll('img')];
    this.pixel = pixelAt(pictures, left + at.x / zoom, top + at.y / zoom);
  }

  #release() {
    this.#dragged = undefined;
  }

  override render() {
    const { size, look } = this;
    const { zoom, left, top } = look.part;
    const scale = size ? (look.actualSize ? 1 : enlargement(size, this.room, this.alone)) : 0;
    const shownAs = scale === 1 || !size ? '' : scale > 1 ? `, ${scale}×` : `, ${Math.round(scale * 100)}%`;
    const { failed } = this;
    if (failed && (failed.url === this.src || failed.url === this.over))
      return html`<rb-error-note .message=${failed.why} retry @rb-retry=${this.#retry}></rb-error-note>`;
    const [width, height] = [(size?.width ?? 0) * scale, (size?.height ?? 0) * scale];
    const box = size ? `width: ${width}px; height: ${height}px;` : 'width: 3rem; height: 3rem;';
    const filter = `filter: brightness(${look.brightness}) contrast(${look.contrast});`;
    const place = `width: ${width * zoom}px; height: ${height * zoom}px; transform: translate(${-left * width * zoom}px, ${-top * height * zoom}px)`;
    const small = scale * zoom > 1 ? 'small' : '';
    return html`<div class="room" tabindex=${look.actualSize ? 0 : nothing}>
        <div
          class="frame ${zoom > 1 ? 'zoomed' : ''}"
          tabindex="0"
          role="group"
          aria-label="${this.label}: + and − zoom, arrow keys move"
          .style=${look.brightness === 1 && look.contrast === 1 ? box : box + filter}
          @wheel=${this.#wheel}
          @keydown=${this.#key}
          @pointerdown=${this.#press}
          @pointermove=${this.#move}
          @pointerup=${this.#release}
          @pointercancel=${this.#release}
          @pointerleave=${() => {
            this.pixel = undefined;
          }}
        >
          ${
            this.near
              ? html`<img
                    class=${small}
                    src=${this.src}
                    alt=${this.label}
                    draggable="false"
                    .style=${place}
                    @load=${this.#loaded}
                    @error=${({ target }: Event) => this.#fail((target as HTMLImageElement).src)}
                  />
                  ${
                    this.over === undefined
                      ? nothing
                      : html`<img class="${small} ${look.comparison}" src=${this.over} alt="" draggable="false" .style=${place} @error=${({ target }: Event) => this.#fail((target as HTMLImageElement).src)} />`
                  }`
              : nothing
          }
        </div>
      </div>
      <p>${this.pixel ?? (size ? `${size.width} × ${size.height}${shownAs}` : '\u00a0')}</p>`;
  }
}
customElements.define('rb-picture', RbPicture);
