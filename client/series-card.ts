// What cards of one tag of one run do alike: their frame, the run's name, and what is told of loading and errors.
import {
  css,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { drawNever, drawSoon, making } from './charts/draw-queue.ts';
import { OnScreen } from './charts/on-screen.ts';
import { controlStyles } from './components/control-styles.ts';
import { staleNote } from './components/stale-note.ts';
import './components/card.ts';

/**
 * A card is given its answer and never fetches. Before it was on screen for the first time it is an empty frame: a
 * thousand of them cost little.
 * @fires rb-on-screen-change - `detail` is whether the card is on screen, or about to be.
 * @fires rb-pin-change - From the pin.
 * @fires rb-retry - From the error note.
 * @cssprop --rb-card-height - Least height of the content.
 */
export abstract class SeriesCard<Answer> extends LitElement {
  static override properties: PropertyDeclarations = {
    heading: {},
    run: {},
    color: {},
    answer: { attribute: false },
    loading: { type: Boolean },
    error: {},
    expanded: { type: Boolean, reflect: true },
    pinned: { type: Boolean },
    seen: { type: Boolean, reflect: true },
    filled: { state: true },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        /* A card that is far off screen is neither laid out nor painted: else each frame costs more the more were seen. */
        content-visibility: auto;
        contain-intrinsic-block-size: auto calc(var(--rb-card-height, 14rem) + 3.25rem);
        overflow-clip-margin: 0.5rem;
      }
      /* As high as the card will be. */
      :host(:not([seen])) {
        min-height: calc(var(--rb-card-height) + 3.25rem);
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
      .run .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .run .note {
        flex: none;
        margin-left: auto;
        color: var(--rb-text-faint);
      }
      .dot {
        flex: none;
        width: var(--rb-dot-size);
        height: var(--rb-dot-size);
        border-radius: 50%;
      }
    `,
  ];
  declare heading: string;
  declare run: string;
  /** Of the run. */
  declare color: string;
  /** Undefined until it came. */
  declare answer: Answer | undefined;
  declare loading: boolean;
  /** Why the newest could not be fetched; shown below what is there. */
  declare error: string | undefined;
  declare expanded: boolean;
  declare pinned: boolean;
  /** Whether it was on screen, or about to be, since it is there; before that it is an empty frame. */
  declare seen: boolean;
  /** Whether the content has its place; it gets one when its answer came, in its turn. */
  declare filled: boolean;

  protected readonly onScreen: OnScreen;

  constructor() {
    super();
    this.heading = '';
    this.run = '';
    this.color = '';
    this.answer = undefined;
    this.loading = false;
    this.error = undefined;
    this.expanded = false;
    this.pinned = false;
    this.seen = false;
    this.filled = false;
    this.onScreen = new OnScreen(this, (now) => {
      this.#schedule();
      this.dispatchEvent(
        new CustomEvent('rb-on-screen-change', { detail: now, bubbles: true, composed: true }),
      );
    });
  }

  /** Below the run's name. */
  protected abstract content(answer: Answer): TemplateResult;
  /** Beside the run's name: "100 of 5,000 steps". */
  protected note(_answer: Answer): string | undefined {
    return undefined;
  }
  /** Why there is nothing to show. */
  protected emptiness(_answer: Answer): string | undefined {
    return undefined;
  }
  /** Buttons beside the title, with `slot="actions"`. */
  protected actions(_answer: Answer): TemplateResult | undefined {
    return undefined;
  }

  /** Of many cards that come into sight together, a few are made in a frame: the frame first, then what is inside. */
  #make = making(() => {
    if (this.seen) this.filled = true;
    this.seen = true;
    this.performUpdate();
  });

  #schedule() {
    if (this.seen ? this.answer !== undefined && !this.filled : this.onScreen.now) drawSoon(this.#make);
    else drawNever(this.#make);
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.#schedule();
  }

  override render() {
    if (!this.seen) return nothing;
    const answer = this.filled ? this.answer : undefined;
    const note = answer && this.note(answer);
    return html`<rb-card
      .heading=${this.heading}
      .loading=${this.loading || (this.answer !== undefined && !this.filled)}
      .error=${answer ? undefined : this.error}
      .empty=${answer && this.emptiness(answer)}
      .expanded=${this.expanded}
      .pinned=${this.pinned}
      @rb-expand-change=${({ detail }: CustomEvent<boolean>) => {
        this.expanded = detail;
      }}
    >
      ${answer && this.actions(answer)}
      <div class="run" title=${this.run}>
        <span class="dot" .style=${`background: ${this.color}`}></span><span class="name">${this.run}</span>
        ${note === undefined ? nothing : html`<span class="note">${note}</span>`}
      </div>
      ${answer && this.content(answer)} ${staleNote(answer ? this.error : undefined)}
    </rb-card>`;
  }
}
