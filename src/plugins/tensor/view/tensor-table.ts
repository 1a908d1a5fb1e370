// A window of a tensor as a table, with what moves the window.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { FewAtATime } from '../../../../client/components/few-at-a-time.ts';
import { frameTurn } from '../../../../client/turns/frame-turns.ts';
import { type TensorWindow, WINDOW_COLUMNS, WINDOW_ROWS } from '../kind.ts';

/** As many rows are in sight at once; of tables the browser takes most of the time for layout. */
const ROWS_AT_ONCE = 10;

/** Where a window begins. */
export interface WindowMove {
  readonly slice?: string;
  readonly row?: string;
  readonly column?: string;
}

/**
 * Rows and columns of the last two dimensions; scrolled where they need more room.
 * @fires rb-window-change - Another part is to be shown; `detail` is a WindowMove.
 */
export class TensorTable extends LitElement {
  static override properties = { window: { attribute: false }, label: {} };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .moves {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--rb-space-1) var(--rb-space-3);
        margin-bottom: var(--rb-space-1);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
      .moves span {
        display: inline-flex;
        align-items: center;
      }
      label input {
        width: 4.5rem;
        margin-left: var(--rb-space-1);
      }
      .previous rb-icon {
        transform: rotate(180deg);
      }
      .scroll {
        max-height: var(--rb-table-height, 11rem);
        overflow: auto;
        border: 1px solid var(--rb-border);
        border-radius: var(--rb-radius-m);
      }
      table {
        border-collapse: separate;
        border-spacing: 0;
        font-family: var(--rb-font-mono);
        font-size: var(--rb-text-xs);
      }
      th {
        position: sticky;
        background: var(--rb-surface-sunken);
        color: var(--rb-text-faint);
        font-weight: 400;
      }
      thead th {
        z-index: 1;
        top: 0;
      }
      tbody th {
        left: 0;
      }
      th,
      td {
        padding: 1px var(--rb-space-2);
        text-align: right;
        white-space: nowrap;
      }
      table.strings th {
        text-align: left;
        vertical-align: top;
      }
      td.text {
        text-align: left;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        min-width: 8rem;
      }
      td.odd-value {
        color: var(--rb-danger);
      }
    `,
  ];
  declare window: TensorWindow | undefined;
  declare label: string;

  #turns = new FewAtATime(this, ROWS_AT_ONCE);

  constructor() {
    super();
    this.window = undefined;
    this.label = '';
  }

  /** In a frame of its own: what rows cost is their layout. */
  protected override async scheduleUpdate(): Promise<void> {
    await frameTurn();
    await super.scheduleUpdate();
  }

  override render() {
    const { window } = this;
    if (!window) return nothing;
    const { cells, firstColumn, firstRow, dtype } = window;
    if (cells.length === 0 || cells[0]?.length === 0) return html`<p class="moves">It holds no elements.</p>`;
    const kind = dtype === 'string' ? 'text' : nothing;
    const alone = window.rows === 1 && window.columns === 1;
    return html`${this.#moves(window)}
      <div class="scroll" tabindex="0" role="region" aria-label=${this.label}>
        <table class=${dtype === 'string' ? 'strings' : nothing}>
          ${
            window.columns > 1
              ? html`<thead><tr><td></td>${cells[0]?.map((_, at) => html`<th scope="col">${firstColumn + at}</th>`)}</tr></thead>`
              : nothing
          }
          <tbody>${this.#turns
            .of([...cells.entries()], ([at]) => String(at))
            .map(
              ([at, row]) => html`<tr>
              ${alone ? nothing : html`<th scope="row">${firstRow + at}</th>`}
              ${row.map((cell) => html`<td class=${isOdd(cell) && kind === nothing ? 'odd-value' : kind}>${cell}</td>`)}
            </tr>`,
            )}</tbody>
        </table>
      </div>`;
  }

  #moves({ shape, slice, rows, columns, firstRow, firstColumn }: TensorWindow) {
    const slices = slice.map(
      (index, dimension) => html`<label>dim ${dimension}<input
          class="field"
          type="number"
          min="0"
          max=${(shape[dimension] ?? 1) - 1}
          .value=${String(index)}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLInputElement;
            this.#move({ slice: slice.map((old, at) => (at === dimension ? value : old)).join(',') });
          }}
        /> of ${shape[dimension]}</label>`,
    );
    const moves = [
      ...slices,
      rows > WINDOW_ROWS ? this.#pages('row', firstRow, rows, WINDOW_ROWS) : nothing,
      columns > WINDOW_COLUMNS ? this.#pages('column', firstColumn, columns, WINDOW_COLUMNS) : nothing,
    ].filter((move) => move !== nothing);
    return moves.length === 0 ? nothing : html`<div class="moves">${moves}</div>`;
  }

  #pages(what: 'row' | 'column', first: number, size: number, page: number) {
    const last = Math.min(size, first + page) - 1;
    const button = (name: string, to: number, disabled: boolean) => html`<button
      class="button quiet icon-only ${name.toLowerCase()}"
      aria-label="${name} ${what}s"
      ?disabled=${disabled}
      @click=${() => this.#move({ [what]: String(to) })}
    ><rb-icon name="chevron"></rb-icon></button>`;
    return html`<span>
      ${button('Previous', Math.max(0, first - page), first === 0)}
      ${what}s ${first.toLocaleString('en-US')}–${last.toLocaleString('en-US')} of ${size.toLocaleString('en-US')}
      ${button('Next', first + page, last === size - 1)}
    </span>`;
  }

  #move(detail: WindowMove) {
    this.dispatchEvent(new CustomEvent('rb-window-change', { detail, bubbles: true, composed: true }));
  }
}
customElements.define('rb-tensor-table', TensorTable);

const isOdd = (cell: string) => cell === 'NaN' || cell.endsWith('Infinity');
