// The sweep as a table: a row for each session group. Only rows in sight are in the page, so thousands scroll.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatValue } from '../../../../client/charts/number-format.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { FewAtATime } from '../../../../client/components/few-at-a-time.ts';
import { VIEW_CHANGE } from '../../../../client/plugin-host.ts';
import { frameTurn } from '../../../../client/turns/frame-turns.ts';
import type { HParamValue } from '../kind.ts';
import type { Row } from '../model/session-table.ts';
import { sessionTableStyles } from './session-table-styles.ts';
import { type PlacedColumn, type TableView, viewWithPinnedRow } from './table-view.ts';
import '../../../../client/components/icon.ts';

const ROW_PIXELS = 30;
/** Rows beyond either edge, so that scrolling meets no gap. */
const BEYOND = 4;
/** A row of ten columns takes the browser a millisecond, and each frame the table's layout and paint. */
const ROWS_A_FRAME = 4;

/** A row, or in place of `gap` rows from `at` on nothing but their height. */
interface TablePart {
  readonly key: string;
  readonly row: Row | undefined;
  readonly at: number;
  readonly gap: number;
}

/**
 * Headings sort; a row opens its curves below itself.
 * @fires rb-view-change - What to change of the tab's part of the address.
 * @cssprop --rb-table-height - Most height; scrolled beyond it.
 */
export class SessionTableElement extends LitElement {
  static override properties = {
    table: { attribute: false },
    colors: { attribute: false },
    detail: { attribute: false },
    first: { state: true },
    height: { state: true },
  };
  static override styles = [controlStyles, sessionTableStyles];
  declare table: TableView | undefined;
  /** Of runs, by their names. */
  declare colors: ReadonlyMap<string, string>;
  /** What is shown below the open row. */
  declare detail: TemplateResult | undefined;
  /** Index of the first row in sight. */
  declare first: number;
  /** Of what is in sight, in pixels. */
  declare height: number;

  #rowPixels = ROW_PIXELS;
  /** Whether somebody has used the table: from then on it does not scroll by itself. */
  #touched = false;
  #resizes = new ResizeObserver(() => this.#look());
  #turns = new FewAtATime(this, ROWS_A_FRAME);

  constructor() {
    super();
    this.table = undefined;
    this.colors = new Map();
    this.detail = undefined;
    this.first = 0;
    this.height = 640;
    for (const name of ['pointerdown', 'wheel', 'keydown'])
      this.addEventListener(
        name,
        () => {
          this.#touched = true;
        },
        { passive: true },
      );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  /** In a frame of its own: what rows cost is their layout. */
  protected override async scheduleUpdate(): Promise<void> {
    await frameTurn();
    await super.scheduleUpdate();
  }

  protected override firstUpdated(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    this.#resizes.observe(scroller);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('table');
    const [was, is] = [before?.order, this.table?.order];
    if (before && this.#scroller && (was?.key !== is?.key || was?.descending !== is?.descending))
      this.#scroller.scrollTop = 0;
    if (changed.has('table') && !this.#touched) this.#showOpen();
  }

  /** A link may have opened a row that is far below; two others stay above it. */
  #showOpen() {
    const openAt = this.#rows().findIndex(({ name }) => name === this.table?.open);
    if (this.#scroller && openAt > 2) this.#scroller.scrollTop = (openAt - 2) * this.#rowPixels;
  }

  /** Pinned ones first, each once. */
  #rows(): readonly Row[] {
    const { rows = [], pinned = [] } = this.table ?? {};
    if (pinned.length === 0) return rows;
    const above = new Set(pinned);
    return [...pinned, ...rows.filter((row) => !above.has(row))];
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector('.scroll');
  }

  #look() {
    const scroller = this.#scroller;
    if (!scroller) return;
    this.#rowPixels = scroller.querySelector<HTMLElement>('tr.row')?.offsetHeight || ROW_PIXELS;
    this.height = scroller.clientHeight;
    this.first = Math.floor(scroller.scrollTop / this.#rowPixels);
  }

  #change(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  override render() {
    const { table } = this;
    if (!table) return nothing;
    const { shown } = table;
    const rows = this.#rows();
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Sessions" @scroll=${() => this.#look()}>
      <table aria-rowcount=${rows.length + 1}>
        <thead><tr>
          <th scope="col" class="name">Session</th>
          ${shown.map((placed) => this.#heading(table, placed))}
        </tr></thead>
        <tbody>
          ${repeat(
            this.#parts(rows, table.open),
            ({ key }) => key,
            ({ row, at, gap }) =>
              row
                ? this.#row(table, row, at)
                : html`<tr aria-hidden="true" .style=${`height: ${gap * this.#rowPixels}px`}></tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** Rows that are drawn, and in place of the others gaps as high as these. */
  #parts(rows: readonly Row[], open: string | undefined): readonly TablePart[] {
    const from = Math.max(0, Math.min(this.first, rows.length) - BEYOND);
    const to = Math.min(rows.length, this.first + Math.ceil(this.height / this.#rowPixels) + BEYOND);
    // The open row stays in the page: its curves keep their zoom while it is out of sight.
    const openAt = rows.findIndex(({ name }) => name === open);
    const inSight = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
    const wanted = [
      ...(openAt >= 0 && openAt < from ? [openAt] : []),
      ...inSight,
      ...(openAt >= to ? [openAt] : []),
    ].map((at): TablePart => ({ key: `row ${rows[at]?.name}`, row: rows[at], at, gap: 0 }));
    const parts: TablePart[] = [];
    let [next, gaps] = [0, 0];
    const gapTo = (at: number) => {
      if (at > next) parts.push({ key: `gap ${gaps++}`, row: undefined, at: next, gap: at - next });
      next = at + 1;
    };
    for (const part of this.#turns.of(wanted, ({ key }) => key)) {
      gapTo(part.at);
      parts.push(part);
    }
    gapTo(rows.length);
    return parts;
  }

  #heading({ order, metric, goal }: TableView, { column }: PlacedColumn) {
    const sorted = order?.key === column.key ? (order.descending ? 'descending' : 'ascending') : undefined;
    const counts = column.key === metric?.column.key;
    const title = counts
      ? `${column.description} The metric that counts: ${goal === 'max' ? 'high' : 'low'} is good.`
      : column.description;
    return html`<th scope="col" aria-sort=${sorted ?? nothing} class=${`${column.kind} ${column.isNumeric ? 'number' : ''}`}>
      <button
        class="sort"
        title=${title || column.label}
        @click=${() => this.#change({ sort: `${sorted === 'ascending' ? '-' : '+'}${column.key}` })}
      >
        ${counts ? html`<rb-icon name="star"></rb-icon>` : nothing}<span>${column.label}</span
        ><span class="arrow" aria-hidden="true">${sorted ? (sorted === 'ascending' ? '↑' : '↓') : ''}</span>
      </button>
    </th>`;
  }

  #row(table: TableView, row: Row, index: number) {
    const { shown, best, open, metric, pinned } = table;
    const isPinned = pinned.includes(row);
    const isOpen = row.name === open;
    const toggle = () => this.#change({ session: isOpen ? '' : row.name });
    const counted =
      row.runs.length > 1 ? html`<span class="count">${row.runs.length} sessions</span>` : nothing;
    return html`<tr class="row ${row === best ? 'best' : ''} ${isPinned ? 'pinned' : ''}" aria-rowindex=${index + 2} @click=${toggle}>
        <th scope="row" class="name" title=${row.runs.join('\n')}>
          <button
            class="open"
            aria-expanded=${isOpen}
            @click=${(event: Event) => {
              event.stopPropagation();
              toggle();
            }}
          >
            <rb-icon name="chevron"></rb-icon>
            <span class="dot" .style=${`background: ${this.colors.get(row.runs[0] ?? '') ?? 'transparent'}`}></span>
            <span class="text">${row.name}</span>${counted}
          </button>
          <button
            class="pin"
            aria-pressed=${isPinned}
            aria-label="${isPinned ? 'Unpin' : 'Pin'}: ${row.name}"
            title=${isPinned ? 'Unpin' : 'Keep above all others, whatever filters say'}
            @click=${(event: Event) => {
              event.stopPropagation();
              this.#change(viewWithPinnedRow(table, row, !isPinned));
            }}
          ><rb-icon name="pin"></rb-icon></button>
        </th>
        ${shown.map(({ column, at }) => {
          const value = row.values[at];
          const missing = value === undefined;
          const kind = `${column.isNumeric ? 'number' : column.kind}${missing ? ' none' : ''}`;
          const crown = row === best && at === metric?.at ? BEST : nothing;
          return html`<td class=${kind} title=${missing ? 'This session has no such value' : String(value)}>${crown}${textOf(value)}</td>`;
        })}
      </tr>
      ${isOpen ? html`<tr class="detail"><td colspan=${shown.length + 1}><div>${this.detail}</div></td></tr>` : nothing}`;
  }
}
customElements.define('rb-session-table', SessionTableElement);

const BEST = html`<span class="crown" title="The best of the sessions that are shown">best</span>`;

function textOf(value: HParamValue | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'number' ? formatValue(value) : String(value);
}
