// The field that finds boxes by name; hits below it, to jump to.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import type { Found } from '../model/explore/search.ts';
import '../../../../client/components/icon.ts';

/**
 * @fires rb-search-change - `detail` is the text; whoever listens gives the hits.
 * @fires rb-search-jump - `detail` is the path of the hit that was chosen.
 */
export class RbGraphSearch extends LitElement {
  static override properties = {
    hits: { attribute: false },
    value: {},
    active: { state: true },
    isOpen: { state: true },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        position: relative;
        display: block;
        min-width: 12rem;
      }
      rb-icon {
        position: absolute;
        top: 50%;
        left: var(--rb-space-2);
        translate: 0 -50%;
        color: var(--rb-text-faint);
        pointer-events: none;
      }
      .field {
        width: 100%;
        padding-left: calc(var(--rb-space-3) + var(--rb-icon-size));
      }
      ul {
        position: absolute;
        z-index: 5;
        inset: calc(100% + 4px) 0 auto auto;
        width: max(100%, 24rem);
        max-width: calc(100vw - 2rem);
        max-height: 22rem;
        margin: 0;
        padding: var(--rb-space-1);
        overflow: auto;
        border-radius: var(--rb-radius-m);
        background: var(--rb-surface-raised);
        box-shadow: var(--rb-shadow-raised);
        list-style: none;
      }
      li {
        display: flex;
        gap: var(--rb-space-3);
        align-items: baseline;
        padding: var(--rb-space-1) var(--rb-space-2);
        border-radius: var(--rb-radius-s);
        font-size: var(--rb-text-s);
        cursor: pointer;
      }
      li[aria-selected='true'] {
        background: var(--rb-accent-soft);
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .detail,
      .none {
        color: var(--rb-text-muted);
        font-size: var(--rb-text-xs);
      }
    `,
  ];
  /** Undefined while they are looked for. */
  declare hits: readonly Found[] | undefined;
  declare value: string;
  declare active: number;
  declare isOpen: boolean;

  constructor() {
    super();
    this.hits = undefined;
    this.value = '';
    this.active = 0;
    this.isOpen = false;
  }

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  #input({ target }: Event) {
    this.value = (target as HTMLInputElement).value;
    this.active = 0;
    this.isOpen = true;
    this.dispatchEvent(
      new CustomEvent('rb-search-change', { detail: this.value, bubbles: true, composed: true }),
    );
  }

  #jump(hit: Found | undefined) {
    if (!hit) return;
    this.isOpen = false;
    this.dispatchEvent(
      new CustomEvent('rb-search-jump', { detail: hit.path, bubbles: true, composed: true }),
    );
  }

  #key(event: KeyboardEvent) {
    const hits = this.hits ?? [];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      this.active = (this.active + step + hits.length) % hits.length;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter') this.#jump(hits[this.active]);
    else if (event.key === 'Escape' && this.isOpen) this.isOpen = false;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The first time in a task of its own, behind that of the page around it. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await taskTurn();
    await super.scheduleUpdate();
  }

  override render() {
    const isOpen = this.isOpen && this.value.trim() !== '' && this.hits !== undefined;
    const hits = this.hits ?? [];
    return html`<rb-icon name="search"></rb-icon
      ><input
        class="field"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        placeholder="Find a node"
        aria-label="Find a node"
        aria-autocomplete="list"
        aria-expanded=${isOpen}
        aria-controls="hits"
        aria-activedescendant=${isOpen && hits.length > 0 ? `hit${this.active}` : nothing}
        .value=${this.value}
        @input=${this.#input}
        @keydown=${this.#key}
        @focus=${() => {
          this.isOpen = true;
        }}
        @blur=${() => {
          this.isOpen = false;
        }}
      />
      <ul id="hits" role="listbox" aria-label="Nodes found" ?hidden=${!isOpen}>
        ${hits.map(
          (hit, i) => html`<li
            id="hit${i}"
            role="option"
            aria-selected=${i === this.active}
            @pointerdown=${(event: Event) => {
              // The field keeps the focus, so that the list stays until the click has been heard.
              event.preventDefault();
            }}
            @click=${() => this.#jump(hit)}
          ><span class="name">${hit.name}</span><span class="detail">${hit.detail}</span></li>`,
        )}
        ${hits.length === 0 ? html`<li class="none" role="option" aria-selected="false">No node has such a name</li>` : nothing}
      </ul>`;
  }
}
customElements.define('rb-graph-search', RbGraphSearch);
