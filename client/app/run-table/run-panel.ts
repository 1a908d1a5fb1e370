// The left side of the page: the table of runs, its options, and what can be done with selected runs.
import { css, html, LitElement, nothing } from 'lit';
import type { RunNote } from '../../../src/wire/run-notes.ts';
import type { RunTableView } from '../../data/address-bar.ts';
import { NO_RUNS, type RunTicks, withTicks } from '../../data/run-selection.ts';
import { nextOrder } from '../../data/run-table/run-order.ts';
import type { RunRow, RunTable } from '../../data/run-table/run-table.ts';
import { frameTurn } from '../../turns/frame-turns.ts';
import { warmFormats } from '../warm-formats.ts';
import type { RunAction, SelectedState } from './run-actions.ts';
import type { RunOptions } from './run-options.ts';
import type { RunTableAction } from './run-table-action.ts';
import type { RunTableState } from './run-table-state.ts';
import { NOTHING_SELECTED, type Selection } from './selection.ts';
import '../../components/error-note.ts';
import './run-actions.ts';
import './run-delete.ts';
import './run-editor.ts';
import './run-options.ts';
import './run-table.ts';

/** How often it is looked whether runs still write. */
const CLOCK_MS = 20_000;

/**
 * @fires rb-ticks-change - `detail` is a function from the ticks so far to the new ones.
 * @fires rb-run-filter-change - `detail` is the new filter.
 * @fires rb-table-view-change - `detail` is the part of the address's RunTableView that is now another.
 */
export class RbRunPanel extends LitElement {
  static override properties = {
    table: { attribute: false },
    state: { attribute: false },
    revision: { attribute: false },
    view: { attribute: false },
    filter: {},
    runsFolder: {},
    canDelete: { attribute: false },
    selection: { state: true },
    optionsOpen: { state: true },
    dialog: { state: true },
    said: { state: true },
    nowSeconds: { state: true },
  };
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      background: var(--rb-surface);
    }
    rb-run-table {
      flex: 1;
      min-height: 8rem;
    }
    rb-error-note {
      padding: var(--rb-space-2) var(--rb-space-3);
    }
  `;
  declare table: RunTable;
  declare state: RunTableState;
  /** Raised whenever something in `state` changed. */
  declare revision: number;
  declare view: RunTableView;
  declare filter: string;
  /** Absolute path below which runs lie; empty where there is no such one. */
  declare runsFolder: string;
  declare canDelete: boolean;
  declare selection: Selection;
  declare optionsOpen: boolean;
  declare dialog: 'edit' | 'delete' | undefined;
  declare said: string;
  declare nowSeconds: number;

  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.revision = 0;
    this.filter = '';
    this.runsFolder = '';
    this.canDelete = false;
    this.selection = NOTHING_SELECTED;
    this.optionsOpen = false;
    this.dialog = undefined;
    this.said = '';
    this.nowSeconds = Date.now() / 1000;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => {
      this.nowSeconds = Date.now() / 1000;
    }, CLOCK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  /** The first time behind the tab, which asks the server for what it shows. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) {
      await frameTurn();
      await warmFormats();
    }
    await super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    // A run that started since the last look is newer than it.
    const now = Date.now() / 1000;
    if (now - this.nowSeconds > 1) this.nowSeconds = now;
  }

  get #selected(): RunRow[] {
    const { names } = this.selection;
    if (names.size === 0) return [];
    return this.table.rows.filter((row) => row.kind === 'run').filter(({ record }) => names.has(record.name));
  }

  override render() {
    const { state, table, view } = this;
    const selected = this.#selected;
    return html`<rb-run-table
        .table=${table}
        .columns=${state.columns}
        .values=${state.values}
        .filter=${this.filter}
        .selection=${this.selection}
        .nowSeconds=${this.nowSeconds}
        .optionsOpen=${this.optionsOpen}
        .nameRem=${state.nameRem}
        @rb-run-table-action=${({ detail }: CustomEvent<RunTableAction>) => this.#tableAction(detail)}
      >
        ${
          this.optionsOpen
            ? html`<rb-run-options
            .fields=${state.fields}
            .options=${
              {
                columns: state.columns.map(({ id }) => id),
                grouping: view.grouping,
                mean: view.mean === '1',
                withIgnored: state.withIgnored,
              } satisfies RunOptions
            }
            .ignored=${table.ignored}
            .invalid=${table.invalidGrouping}
            @rb-run-options-change=${({ detail }: CustomEvent<Partial<RunOptions>>) => this.#setOptions(detail)}
          ></rb-run-options>`
            : nothing
        }
      </rb-run-table>
      ${state.failure === undefined ? nothing : html`<rb-error-note .message=${state.failure}></rb-error-note>`}
      ${
        selected.length > 0
          ? html`<rb-run-actions
            .selected=${this.#stateOf(selected)}
            .canDelete=${this.canDelete}
            .said=${this.said}
            @rb-run-action=${({ detail }: CustomEvent<RunAction>) => this.#runAction(detail, selected)}
            @rb-close=${() => this.#select(NOTHING_SELECTED)}
          ></rb-run-actions>`
          : nothing
      }
      ${this.#dialog(selected)}`;
  }

  #dialog(selected: readonly RunRow[]) {
    const names = selected.map(({ record }) => record.name);
    const [only] = selected;
    if (!only) return nothing;
    const close = () => {
      this.dialog = undefined;
    };
    if (this.dialog === 'delete')
      return html`<rb-run-delete .names=${names} @rb-confirm=${() => this.#delete(names)} @rb-close=${close}></rb-run-delete>`;
    if (this.dialog === 'edit')
      return html`<rb-run-editor
        .names=${names}
        .note=${noteOf(selected)}
        .color=${only.record.color}
        .where=${this.state.where}
        @rb-save=${({ detail }: CustomEvent<RunNote>) => this.#save(selected, detail)}
        @rb-close=${close}
      ></rb-run-editor>`;
    return nothing;
  }

  #stateOf(selected: readonly RunRow[]): SelectedState {
    return {
      count: selected.length,
      hidden: selected.every(({ ticked }) => !ticked),
      pinned: selected.every(({ pinned }) => pinned),
      ignored: selected.every(({ record }) => record.note.ignored === true),
      baseline: selected.every(({ record }) => record === this.table.baseline),
    };
  }

  #tableAction(action: RunTableAction) {
    switch (action.kind) {
      case 'ticks':
        return this.#fire('rb-ticks-change', action.change);
      case 'filter':
        return this.#fire('rb-run-filter-change', action.text);
      case 'order':
        return this.#setView({ order: nextOrder(this.view.order, action.id) });
      case 'select':
        return this.#select(action.selection);
      case 'collapse':
        return this.state.collapse(action.label, action.collapsed);
      case 'name-width':
        return this.state.setNameRem(action.rem);
      case 'options':
        this.optionsOpen = !this.optionsOpen;
    }
  }

  #runAction(action: RunAction, selected: readonly RunRow[]) {
    const names = selected.map(({ record }) => record.name);
    const is = this.#stateOf(selected);
    this.said = '';
    switch (action) {
      case 'only':
        return this.#fire('rb-ticks-change', () => withTicks(NO_RUNS, names, true));
      case 'hide':
        return this.#fire('rb-ticks-change', (ticks: RunTicks) => withTicks(ticks, names, is.hidden));
      case 'pin':
        return this.state.pin(names, !is.pinned);
      case 'baseline':
        return this.#setView({ baseline: is.baseline ? '' : (names[0] ?? '') });
      case 'ignore': {
        const mark = is.ignored ? {} : { ignored: true as const };
        return void this.state.annotate(names, ({ ignored: _, ...note }) => ({ ...note, ...mark }));
      }
      case 'copy':
        return void this.#copy(names);
      case 'edit':
      case 'delete':
        this.dialog = action;
    }
  }

  #save(selected: readonly RunRow[], { tags = [], ...note }: RunNote) {
    const one = selected.length === 1;
    const common = new Set(noteOf(selected).tags);
    const names = selected.map(({ record }) => record.name);
    void this.state.annotate(names, ({ tags: before = [], ...others }) => {
      const all = one ? tags : [...new Set([...before.filter((tag) => !common.has(tag)), ...tags])];
      const rest = one ? { ...note, ...(others.ignored ? { ignored: true as const } : {}) } : others;
      return { ...rest, ...(all.length > 0 ? { tags: all } : {}) };
    });
  }

  async #copy(names: readonly string[]) {
    const { runsFolder } = this;
    const paths = names.map((name) =>
      name === '.' && runsFolder ? runsFolder : [runsFolder, name].filter(Boolean).join('/'),
    );
    try {
      await navigator.clipboard.writeText(paths.join('\n'));
      this.said = names.length === 1 ? 'Path copied' : `${names.length.toLocaleString('en')} paths copied`;
    } catch {
      // Browsers keep the clipboard from pages that are neither local nor encrypted: the path can still be read.
      this.said = `Not copied: the browser forbids it. ${paths[0]}`;
    }
  }

  async #delete(names: readonly string[]) {
    const gone = await this.state.delete(names);
    if (gone === names.length) this.#select(NOTHING_SELECTED);
  }

  #setOptions({ columns, grouping, mean, withIgnored }: Partial<RunOptions>) {
    if (columns) this.state.chooseColumns(columns);
    if (withIgnored !== undefined) {
      this.state.withIgnored = withIgnored;
      this.#setView({});
    }
    if (grouping !== undefined) this.#setView({ grouping, ...(grouping === '' ? { mean: '' } : {}) });
    if (mean !== undefined) this.#setView({ mean: mean ? '1' : '' });
  }

  #select(selection: Selection) {
    this.selection = selection;
    this.said = '';
  }

  #setView(part: Partial<RunTableView>) {
    this.#fire('rb-table-view-change', part);
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
customElements.define('rb-run-panel', RbRunPanel);

/** What is written about one run; of several, the tags that all of them have. */
function noteOf(selected: readonly RunRow[]): RunNote {
  const [first, ...others] = selected.map(({ record }) => record.note);
  if (!first || others.length === 0) return first ?? {};
  return { tags: (first.tags ?? []).filter((tag) => others.every(({ tags }) => tags?.includes(tag))) };
}
