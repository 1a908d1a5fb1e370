// The table of runs on the left: which are shown, in which colour, and what is known of them.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles } from '../../components/control-styles.ts';
import '../../components/icon.ts';
import '../../components/splitter.ts';
import '../../components/tag-filter.ts';
import { ALL_RUNS, NO_RUNS, withTicks } from '../../data/run-selection.ts';
import type { RunField } from '../../data/run-table/run-fields.ts';
import type { RunValues } from '../../data/run-table/run-record.ts';
import type { GroupRow, RunRow, RunTable } from '../../data/run-table/run-table.ts';
import { frameTurn } from '../../turns/frame-turns.ts';
import { taskTurn } from '../../turns/task-turn.ts';
import { rowAfter } from './row-keys.ts';
import { groupRow, headRow, type RowParts, runRow, textColumns } from './run-rows.ts';
import type { RunTableAction } from './run-table-action.ts';
import { runTableStyles } from './run-table-styles.ts';
import { clicked, NOTHING_SELECTED, type Selection } from './selection.ts';

/** Rows drawn above and below what is in sight, so that a fast scroll shows no gap. */
const MARGIN_ROWS = 8;
/** Rows that come into the page in one frame: a page that opens has not the time to lay out all of them. */
const ROWS_A_FRAME = 8;
/** As `--rb-run-name-width` in the styles. */
const NAME_REM = 12;

/**
 * Its slot, between filter and rows, is for options. Only the rows in sight are in the document. One row can be tabbed
 * to: arrow keys, Home and End move on, Space ticks, Enter shows only that run, Left and Right fold and unfold a group; a
 * click, X, Ctrl+A, and Shift with an arrow select for the actions below the table, Escape selects nothing.
 * @fires rb-run-table-action - `detail` is a RunTableAction.
 * Styles are set by `.style`, through the object model: the page's policy refuses style attributes, and styleMap
 * writes one at first.
 */
export class RbRunTable extends LitElement {
  static override properties = {
    table: { attribute: false },
    columns: { attribute: false },
    values: { attribute: false },
    filter: {},
    selection: { attribute: false },
    nowSeconds: { attribute: false },
    optionsOpen: { attribute: false },
    nameRem: { attribute: false },
    first: { state: true },
    inSight: { state: true },
    current: { state: true },
  };
  static override styles = [controlStyles, runTableStyles];
  declare table: RunTable;
  /** Besides the name. */
  declare columns: readonly RunField[];
  declare values: RunValues;
  declare filter: string;
  declare selection: Selection;
  /** Since the Unix epoch: what wrote shortly before still runs. */
  declare nowSeconds: number;
  declare optionsOpen: boolean;
  /** Least width of the names' column; undefined for the first one. */
  declare nameRem: number | undefined;
  /** Index of the topmost row in sight, and how many rows fit. */
  declare first: number;
  declare inSight: number;
  /** Index of the row that can be tabbed to. */
  declare current: number;

  #rowPx = 30;
  /** How many rows may be in the page. */
  #room = 0;
  /** Behind the layout that tells it, or that would be followed by another in the same task. */
  #watcher = new ResizeObserver(async () => {
    await taskTurn();
    if (this.isConnected) this.#measure();
  });

  constructor() {
    super();
    this.columns = [];
    this.filter = '';
    this.nowSeconds = 0;
    this.optionsOpen = false;
    this.nameRem = undefined;
    this.first = 0;
    this.inSight = 40;
    this.current = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
  }

  /** The first time in a task of its own, behind that of the page around it. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await taskTurn();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('table')) this.current = Math.max(0, Math.min(this.current, this.table.rows.length - 1));
    this.#room = Math.min(this.#room + ROWS_A_FRAME, this.inSight + 2 * MARGIN_ROWS);
  }

  protected override updated(): void {
    const { from, to } = this.#rowsInPage();
    if (this.#room < this.inSight + 2 * MARGIN_ROWS && to - from === this.#room)
      void frameTurn().then(() => this.requestUpdate());
  }

  #rowsInPage(): { readonly from: number; readonly to: number } {
    const from = Math.max(0, this.first - MARGIN_ROWS);
    const to = Math.min(this.table.rows.length, this.first + this.inSight + MARGIN_ROWS, from + this.#room);
    return { from, to };
  }

  protected override firstUpdated(): void {
    this.#watcher.observe(this.#scroller);
  }

  get #scroller(): HTMLElement {
    return this.renderRoot.querySelector('.rows') as HTMLElement;
  }

  override render() {
    const { rows } = this.table;
    const { from, to } = this.#rowsInPage();
    const widths = [
      // As wide as it was made, or all that the other columns leave.
      this.nameRem === undefined ? 'minmax(var(--rb-run-name-width), 1fr)' : 'var(--rb-run-name-width)',
      ...this.columns.map(() => 'var(--rb-run-cell-width)'),
    ];
    const compared = this.table.baseline ? 'compared' : '';
    const name = this.nameRem === undefined ? '' : `; --rb-run-name-width: ${this.nameRem}rem`;
    return html`<section class=${compared} .style=${`--rb-run-columns: ${widths.join(' ')}; --rb-run-count: ${this.columns.length}${name}`}>
      ${this.#head()}
      <slot></slot>
      <div
        class="rows"
        role="grid"
        aria-label="Runs"
        aria-rowcount=${rows.length + 1}
        aria-colcount=${this.columns.length + 1}
        aria-multiselectable="true"
        tabindex="-1"
        @scroll=${this.#measure}
        @keydown=${this.#key}
      >
        ${headRow(this.columns, this.table.order, (id) => this.#act({ kind: 'order', id }), this.#splitter(), textColumns(rows.slice(from, to), this.columns, this.values))}
        <div
          class="body"
          role="rowgroup"
          .style=${`height: ${rows.length * this.#rowPx}px; padding-top: ${from * this.#rowPx}px`}
        >
          ${rows.slice(from, to).map((row, at) => this.#row(row, from + at))}
        </div>
        ${rows.length === 0 ? html`<p class="none">${this.filter === '' ? 'No runs.' : 'No run matches.'}</p>` : nothing}
      </div>
    </section>`;
  }

  #splitter() {
    return html`<rb-splitter
      label="Width of the names"
      .min=${6}
      .max=${60}
      .value=${this.nameRem ?? NAME_REM}
      @rb-splitter-change=${({ detail }: CustomEvent<number | undefined>) => this.#act({ kind: 'name-width', rem: detail })}
    ></rb-splitter>`;
  }

  #head() {
    const { total, ignored, names } = this.table;
    const runs = names.length;
    const ticked = this.table.visible.length;
    const all = runs > 0 && ticked === runs;
    const count = (value: number) => value.toLocaleString('en');
    return html`<header>
        <label class="all">
          <input
            type="checkbox"
            aria-label=${this.filter === '' ? 'All runs' : 'All runs that match'}
            title="Show or hide all of them"
            .checked=${all}
            .indeterminate=${ticked > 0 && !all}
            @change=${() => this.#tickAll(!all)}
          />
          <span class="title">Runs</span>
        </label>
        <span class="count">${count(ticked)} of ${count(total - ignored)}</span>
        <button
          class="button quiet icon-only"
          aria-label="Columns and groups"
          title="Columns and groups"
          aria-expanded=${this.optionsOpen}
          @click=${() => this.#act({ kind: 'options' })}
        ><rb-icon name="settings"></rb-icon></button>
      </header>
      <div class="filter">
        <rb-tag-filter
          label="Filter runs"
          hint="name, lr<0.01, opt:adam"
          .value=${this.filter}
          .invalid=${this.table.invalidFilter}
          @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.#act({ kind: 'filter', text: detail })}
        ></rb-tag-filter>
      </div>`;
  }

  #row(row: RunRow | GroupRow, index: number) {
    const parts: RowParts = {
      index,
      focusable: index === this.current,
      columns: this.columns,
      values: this.values,
      baseline: this.table.baseline,
      nowSeconds: this.nowSeconds,
      selected: row.kind === 'run' && this.selection.names.has(row.record.name),
      focused: () => {
        this.current = index;
      },
      tick: (ticked) => {
        const names = row.kind === 'run' ? [row.record.name] : row.names;
        this.#act({ kind: 'ticks', change: (ticks) => withTicks(ticks, names, ticked) });
      },
      only: () => this.#only(row),
      select: (event) => this.#select(row, event),
      collapse: (collapsed) => this.#collapse(row, collapsed),
    };
    return row.kind === 'run' ? runRow(row, parts) : groupRow(row, parts);
  }

  #only(row: RunRow | GroupRow) {
    const names = row.kind === 'run' ? [row.record.name] : row.names;
    this.#act({ kind: 'ticks', change: () => withTicks(NO_RUNS, names, true) });
  }

  #collapse(row: RunRow | GroupRow, collapsed: boolean) {
    if (row.kind === 'group' && row.collapsed !== collapsed)
      this.#act({ kind: 'collapse', label: row.group?.label ?? '', collapsed });
  }

  #select(row: RunRow | GroupRow, event: MouseEvent | KeyboardEvent) {
    const names = row.kind === 'run' ? [row.record.name] : row.names;
    const selection = clicked(this.selection, names, this.table.names, event);
    this.#act({ kind: 'select', selection });
  }

  /** With a filter, only what matches it: the rest keeps its ticks. */
  #tickAll(ticked: boolean) {
    if (this.filter === '') this.#act({ kind: 'ticks', change: () => (ticked ? ALL_RUNS : NO_RUNS) });
    else {
      const { names } = this.table;
      this.#act({ kind: 'ticks', change: (ticks) => withTicks(ticks, names, ticked) });
    }
  }

  #measure() {
    const { scrollTop, clientHeight } = this.#scroller;
    const row = this.renderRoot.querySelector<HTMLElement>('.row');
    if (row && row.offsetHeight > 0 && row.offsetHeight !== this.#rowPx) {
      this.#rowPx = row.offsetHeight;
      this.requestUpdate();
    }
    const { scrollLeft, scrollWidth, clientWidth } = this.#scroller;
    this.#scroller.classList.toggle('more', scrollLeft + clientWidth < scrollWidth - 1);
    this.first = Math.floor(scrollTop / this.#rowPx);
    this.inSight = Math.ceil(clientHeight / this.#rowPx) + 1;
  }

  async #key(event: KeyboardEvent) {
    const target = event.composedPath()[0];
    if (!(target instanceof HTMLInputElement)) return;
    const page = Math.max(1, this.inSight - 3);
    const row = this.table.rows[this.current];
    if (event.key === 'Enter' && row) this.#only(row);
    if (row && (event.key === 'ArrowLeft' || event.key === 'ArrowRight'))
      this.#collapse(row, event.key === 'ArrowLeft');
    if (event.key === 'a' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      this.#act({
        kind: 'select',
        selection: { names: new Set(this.table.names), anchor: this.table.names[0] },
      });
    }
    if (event.key === 'Escape' && this.selection.names.size > 0) {
      event.preventDefault();
      this.#act({ kind: 'select', selection: NOTHING_SELECTED });
    }
    if (event.key === 'x' && row && !event.metaKey && !event.ctrlKey && !event.altKey)
      this.#select(row, new MouseEvent('click', { ctrlKey: true }));
    const to = rowAfter(event.key, this.current, page, this.table.rows.length - 1);
    if (to === undefined) return;
    event.preventDefault();
    this.current = to;
    const next = this.table.rows[to];
    if (event.shiftKey && row && next) {
      if (this.selection.names.size === 0) this.#select(row, new MouseEvent('click'));
      await this.updateComplete;
      this.#select(next, new MouseEvent('click', { shiftKey: true }));
    }
    this.#scrollTo(to);
    this.#measure();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-index='${to}'] input`)?.focus({ preventScroll: true });
  }

  #scrollTo(index: number) {
    const scroller = this.#scroller;
    const top = index * this.#rowPx;
    // The head row sticks over the first row in sight.
    const room = scroller.clientHeight - this.#rowPx;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + this.#rowPx > scroller.scrollTop + room) scroller.scrollTop = top + this.#rowPx - room;
  }

  #act(detail: RunTableAction) {
    this.dispatchEvent(new CustomEvent('rb-run-table-action', { detail, bubbles: true, composed: true }));
  }
}
customElements.define('rb-run-table', RbRunTable);
