// The list of runs on the left: which are shown, and in which colour.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles } from '../components/control-styles.ts';
import '../components/tag-filter.ts';
import { ALL_RUNS, type ListedRun, NO_RUNS, type RunTicks, withTicks } from '../data/run-selection.ts';
import { runListStyles } from './run-list-styles.ts';

/** Rows drawn above and below what is in sight, so that a fast scroll shows no gap. */
const MARGIN_ROWS = 8;

/**
 * Only the rows in sight are in the document. One row can be tabbed to; arrow keys, Home and End move on, Space ticks,
 * Enter shows only that run.
 * @fires rb-ticks-change - `detail` is a function from the ticks so far to the new ones.
 * @fires rb-run-filter-change - `detail` is the new filter.
 * Styles are set by `.style`, through the object model: the page's policy refuses style attributes, and styleMap
 * writes one at first.
 */
export class RbRunList extends LitElement {
  static override properties = {
    listed: { attribute: false },
    total: { type: Number },
    filter: {},
    invalid: {},
    first: { state: true },
    inSight: { state: true },
    current: { state: true },
  };
  static override styles = [controlStyles, runListStyles];
  /** Runs that match the filter. */
  declare listed: readonly ListedRun[];
  /** How many there are without the filter. */
  declare total: number;
  declare filter: string;
  /** Why the filter cannot be used. */
  declare invalid: string | undefined;
  /** Index of the topmost row in sight, and how many rows fit. */
  declare first: number;
  declare inSight: number;
  /** Index of the row that can be tabbed to. */
  declare current: number;

  #rowPx = 30;
  #watcher = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.listed = [];
    this.total = 0;
    this.filter = '';
    this.invalid = undefined;
    this.first = 0;
    this.inSight = 40;
    this.current = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('listed')) this.current = Math.max(0, Math.min(this.current, this.listed.length - 1));
  }

  protected override firstUpdated(): void {
    this.#watcher.observe(this.#scroller);
  }

  get #scroller(): HTMLElement {
    return this.renderRoot.querySelector('.rows') as HTMLElement;
  }

  override render() {
    const { listed, total } = this;
    const from = Math.max(0, this.first - MARGIN_ROWS);
    const to = Math.min(listed.length, this.first + this.inSight + MARGIN_ROWS);
    const ticked = listed.reduce((count, run) => count + Number(run.ticked), 0);
    const all = listed.length > 0 && ticked === listed.length;
    const count = (value: number) => value.toLocaleString('en');
    return html`<section>
      <header>
        <label class="all">
          <input
            type="checkbox"
            aria-label=${this.filter === '' ? 'All runs' : 'All runs that match'}
            .checked=${all}
            .indeterminate=${ticked > 0 && !all}
            @change=${() => this.#tickAll(!all)}
          />
          <span class="title">Runs</span>
        </label>
        <span class="count">${count(ticked)} of ${count(total)}</span>
      </header>
      <div class="filter">
        <rb-tag-filter
          label="Filter runs"
          .value=${this.filter}
          .invalid=${this.invalid}
          @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.#fire('rb-run-filter-change', detail)}
        ></rb-tag-filter>
      </div>
      <div class="rows" tabindex="-1" @scroll=${this.#measure} @keydown=${this.#key}>
        ${listed.length === 0 ? html`<p class="none">No run matches.</p>` : nothing}
        <ul
          aria-label="Runs"
          .style=${`height: ${listed.length * this.#rowPx}px; padding-top: ${from * this.#rowPx}px`}
        >
          ${listed.slice(from, to).map((run, at) => this.#row(run, from + at))}
        </ul>
      </div>
    </section>`;
  }

  #row({ name, color, ticked }: ListedRun, index: number) {
    const slash = name.lastIndexOf('/') + 1;
    const tabindex = index === this.current ? 0 : -1;
    return html`<li
      class=${ticked ? '' : 'off'}
      aria-setsize=${this.listed.length}
      aria-posinset=${index + 1}
      data-index=${index}
      @focusin=${() => {
        this.current = index;
      }}
    >
      <label title=${name}>
        <input
          type="checkbox"
          tabindex=${tabindex}
          aria-label=${name}
          .checked=${ticked}
          @change=${() => this.#fire('rb-ticks-change', (ticks: RunTicks) => withTicks(ticks, [name], !ticked))}
        />
        <span class="dot" .style=${`background: ${color}`}></span>
        <span class="name"><span class="folder">${name.slice(0, slash)}</span><span class="leaf">${name.slice(slash)}</span></span>
      </label>
      <button
        class="button quiet only"
        tabindex=${tabindex}
        aria-label="Only ${name}"
        title="Show only this run"
        @click=${() => this.#only(name)}
      >only</button>
    </li>`;
  }

  #only(name: string) {
    this.#fire('rb-ticks-change', () => withTicks(NO_RUNS, [name], true));
  }

  /** With a filter, only what matches it: the rest keeps its ticks. */
  #tickAll(ticked: boolean) {
    if (this.filter === '') this.#fire('rb-ticks-change', () => (ticked ? ALL_RUNS : NO_RUNS));
    else {
      const names = this.listed.map((run) => run.name);
      this.#fire('rb-ticks-change', (ticks: RunTicks) => withTicks(ticks, names, ticked));
    }
  }

  #measure() {
    const { scrollTop, clientHeight } = this.#scroller;
    const row = this.renderRoot.querySelector('li');
    if (row && row.offsetHeight > 0 && row.offsetHeight !== this.#rowPx) {
      this.#rowPx = row.offsetHeight;
      this.requestUpdate();
    }
    this.first = Math.floor(scrollTop / this.#rowPx);
    this.inSight = Math.ceil(clientHeight / this.#rowPx) + 1;
  }

  async #key(event: KeyboardEvent) {
    const page = Math.max(1, this.inSight - 2);
    const last = this.listed.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: this.current + 1,
      ArrowUp: this.current - 1,
      PageDown: this.current + page,
      PageUp: this.current - page,
      Home: 0,
      End: last,
    };
    const target = event.composedPath()[0];
    const run = this.listed[this.current];
    if (event.key === 'Enter' && run && target instanceof HTMLInputElement) this.#only(run.name);
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    this.current = Math.max(0, Math.min(last, move));
    this.#scrollTo(this.current);
    this.#measure();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`li[data-index='${this.current}'] input`)?.focus();
  }

  #scrollTo(index: number) {
    const scroller = this.#scroller;
    const top = index * this.#rowPx;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + this.#rowPx > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTop = top + this.#rowPx - scroller.clientHeight;
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
customElements.define('rb-run-list', RbRunList);
