// Which columns the run table has, and how runs are grouped.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../components/control-styles.ts';
import type { RunField } from '../../data/run-table/run-fields.ts';

/** More than these are found by typing. */
const MOST_LISTED = 60;

export interface RunOptions {
  /** Ids of the columns, in their order. */
  readonly columns: readonly string[];
  /** A field's id, or a pattern between slashes; empty for none. */
  readonly grouping: string;
  readonly mean: boolean;
  readonly withIgnored: boolean;
}

/**
 * A panel above the table.
 * @fires rb-run-options-change - `detail` is the part of RunOptions that is now another.
 */
export class RbRunOptions extends LitElement {
  static override properties = {
    fields: { attribute: false },
    options: { attribute: false },
    ignored: { attribute: false },
    invalid: { attribute: false },
    search: { state: true },
    byPattern: { state: true },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        padding: var(--rb-space-1) var(--rb-space-3) var(--rb-space-3);
        border-bottom: 1px solid var(--rb-border);
        background: var(--rb-surface-sunken);
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: var(--rb-space-2) 0 0;
        border: 0;
      }
      legend,
      .heading {
        padding: 0;
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
        font-weight: var(--rb-weight-strong);
      }
      legend {
        padding-top: var(--rb-space-2);
      }
      .heading {
        margin: var(--rb-space-2) 0 0;
        color: var(--rb-text-faint);
        font-weight: 400;
      }
      .list {
        max-height: min(14rem, 30vh);
        overflow: auto;
        scrollbar-width: thin;
      }
      .field {
        width: 100%;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--rb-space-2);
        align-items: center;
      }
      .row .field {
        flex: 1;
        min-width: 6rem;
      }
      label.check {
        display: flex;
        gap: var(--rb-space-2);
        align-items: center;
        min-height: 1.5rem;
        font-size: var(--rb-text-s);
        overflow-wrap: anywhere;
      }
      .wrong,
      .rest {
        margin: var(--rb-space-1) 0 0;
        color: var(--rb-text-faint);
        font-size: var(--rb-text-s);
      }
      .wrong {
        color: var(--rb-danger);
      }
    `,
  ];
  declare fields: readonly RunField[];
  declare options: RunOptions;
  /** How many runs are ignored. */
  declare ignored: number;
  /** Why the pattern cannot be used. */
  declare invalid: string | undefined;
  declare search: string;
  declare byPattern: boolean;

  constructor() {
    super();
    this.fields = [];
    this.ignored = 0;
    this.invalid = undefined;
    this.search = '';
    this.byPattern = false;
  }

  override render() {
    return html`${this.#groups()}${this.#columns()}
      ${
        this.ignored > 0 || this.options.withIgnored
          ? html`<label class="check" title="List ignored runs too, to bring them back; charts leave them out">
            <input
              type="checkbox"
              .checked=${this.options.withIgnored}
              @change=${() => this.#change({ withIgnored: !this.options.withIgnored })}
            />
            Show ignored runs (${this.ignored.toLocaleString('en')})
          </label>`
          : nothing
      }`;
  }

  #groups() {
    const { grouping, mean } = this.options;
    const pattern = this.byPattern || grouping.startsWith('/');
    const choices = this.fields.filter(({ shows, choice }) =>
      choice ? choice.aspect === '' : shows === 'text',
    );
    return html`<fieldset>
      <legend>Group runs by</legend>
      <div class="row">
        <select
          class="field"
          aria-label="Group runs by"
          title="Runs of one group have one colour"
          @change=${(event: Event) => this.#groupBy((event.target as HTMLSelectElement).value)}
        >
          <option value="" ?selected=${grouping === '' && !pattern}>nothing</option>
          <option value="/" ?selected=${pattern}>a pattern in their names</option>
          ${choices.filter(({ id }) => id !== 'name').map(({ id, label }) => html`<option value=${id} ?selected=${id === grouping}>${label}</option>`)}
        </select>
        <label class="check" title="One curve a group: the mean of its runs, in the band between them">
          <input
            type="checkbox"
            ?disabled=${grouping === ''}
            .checked=${mean}
            @change=${() => this.#change({ mean: !mean })}
          />
          Mean and band
        </label>
      </div>
      ${
        pattern
          ? html`<p class="rest">
            <input
              class="field"
              aria-label="Pattern; runs with the same first group belong together"
              title="A regular expression: runs whose names have the same text in its parentheses belong together"
              placeholder="^(.*)_seed"
              spellcheck="false"
              autocomplete="off"
              .value=${grouping.slice(1, -1)}
              @input=${(event: Event) => this.#setPattern((event.target as HTMLInputElement).value)}
            />
          </p>
          ${this.invalid === undefined ? nothing : html`<p class="wrong" role="status">${this.invalid}</p>`}`
          : nothing
      }
    </fieldset>`;
  }

  #groupBy(value: string) {
    this.byPattern = value === '/';
    this.#change({ grouping: this.byPattern ? '' : value });
  }

  #setPattern(text: string) {
    this.byPattern = true;
    this.#change({ grouping: text === '' ? '' : `/${text}/` });
  }

  #columns() {
    const wanted = this.search.toLowerCase();
    const chosen = new Set(this.options.columns);
    const found = this.fields.filter(
      ({ id, label }) => id !== 'name' && label.toLowerCase().includes(wanted),
    );
    // Those that are there are listed in any case, or one could not find them to take them out.
    const listed = found.filter(({ id }, at) => at < MOST_LISTED || chosen.has(id));
    const headings = [...new Set(this.fields.map(({ heading }) => heading))];
    const rest = found.length - listed.length;
    return html`<fieldset>
      <legend>Columns</legend>
      <input
        class="field"
        type="search"
        aria-label="Find a column"
        title="List columns with this in their name"
        placeholder="Find a column"
        .value=${this.search}
        @input=${(event: Event) => {
          this.search = (event.target as HTMLInputElement).value;
        }}
      />
      <div class="list" tabindex="0" role="group" aria-label="Columns">
        ${headings.map((heading) => {
          const members = listed.filter((field) => field.heading === heading);
          return members.length === 0
            ? nothing
            : html`<p class="heading">${heading}</p>${members.map((field) => this.#column(field, chosen))}`;
        })}
        ${rest > 0 ? html`<p class="rest">and ${rest.toLocaleString('en')} more: type a part of the name</p>` : nothing}
        ${found.length === 0 ? html`<p class="rest">No column has this name.</p>` : nothing}
      </div>
    </fieldset>`;
  }

  #column({ id, label }: RunField, chosen: ReadonlySet<string>) {
    const there = chosen.has(id);
    const { columns } = this.options;
    const next = there ? columns.filter((other) => other !== id) : [...columns, id];
    return html`<label class="check" title="${there ? 'Take out' : 'Add'} the column ${label}">
      <input type="checkbox" .checked=${there} @change=${() => this.#change({ columns: next })} />
      ${label}
    </label>`;
  }

  #change(detail: Partial<RunOptions>) {
    this.dispatchEvent(new CustomEvent('rb-run-options-change', { detail }));
  }
}
customElements.define('rb-run-options', RbRunOptions);
