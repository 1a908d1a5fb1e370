// The tab of hyperparameters: a sweep as a table, as parallel coordinates, as scatter plots, and what matters in it.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dashboardStyles } from '../../../../client/components/dashboard-styles.ts';
import { RefreshedAnswer } from '../../../../client/data/refreshed-answer.ts';
import {
  type Api,
  type DashboardElement,
  VIEW_CHANGE,
  type VisibleRun,
} from '../../../../client/plugin-host.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { SCALAR } from '../../scalar/kind.ts';
import type { HParamTable } from '../kind.ts';
import { columnsOf, rowsOf, type SessionTable } from '../model/session-table.ts';
import { DOWNLOADS, download } from './downloads.ts';
import { hparamStyles } from './hparam-styles.ts';
import { SHOWS, type TableView, tableViewOf, viewWithoutFilters } from './table-view.ts';
import '../../../../client/components/code-example.ts';
import '../../../../client/components/empty-state.ts';
import '../../../../client/components/error-note.ts';
import '../../../../client/components/segmented.ts';
import '../../../../client/components/tag-filter.ts';
import './column-panel.ts';
import './importance-chart.ts';
import './parallel-coordinates.ts';
import './scatter-matrix.ts';
import './session-curves.ts';
import './session-table.ts';

/** Between two answers, while a sweep runs. */
const GAP_MS = 1000;

/**
 * Settings in the address: `show`, `columns` (in their order), `tag` (a filter of columns), `metric`, `goal`, `sort`, `log`,
 * `session` (the open one), `panel`, and `f:<column>` for each filter.
 */
export class HParamDashboard extends LitElement implements DashboardElement {
  static override properties = {
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
    answer: { state: true },
    sessions: { state: true },
  };
  static override styles = [controlStyles, dashboardStyles, hparamStyles];
  declare api: Api;
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];
  declare view: Readonly<Record<string, string>>;
  declare answer: HParamTable | undefined;
  /** What came, in order. */
  declare sessions: SessionTable | undefined;

  #loader = new RefreshedAnswer<HParamTable>(
    () => this.api.json('hparams/table'),
    () => {
      this.answer = this.#loader.answer;
      this.requestUpdate();
    },
    GAP_MS,
  );
  /** Counts how often the sessions were to be put in order: what is overtaken is given up. */
  #orders = 0;
  #table: TableView | undefined;
  #scalars: readonly SeriesInfo[] = [];
  #colors: ReadonlyMap<string, string> = new Map();

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
    this.answer = undefined;
    this.sessions = undefined;
  }

  /** In a task of its own: thousands of sessions are filtered and sorted. */
  protected override async scheduleUpdate(): Promise<void> {
    await taskTurn();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series')) {
      this.#scalars = this.series.filter(({ pluginName }) => pluginName === SCALAR.pluginName);
      this.#loader.want();
    }
    if (changed.has('runs')) this.#colors = new Map(this.runs.map(({ name, color }) => [name, color]));
    if (this.answer && (changed.has('answer') || changed.has('runs')))
      void this.#order(this.answer, this.#colors);
    if (this.sessions && (changed.has('sessions') || changed.has('view')))
      this.#table = tableViewOf(this.sessions, this.view);
  }

  /** Of thousands of sessions rows and columns take longer than one task may. */
  async #order(answer: HParamTable, visible: ReadonlyMap<string, string>) {
    const order = ++this.#orders;
    await taskTurn();
    if (order !== this.#orders) return;
    const rows = rowsOf(answer, (run) => visible.has(run));
    await taskTurn();
    if (order === this.#orders) this.sessions = { columns: columnsOf(answer, rows), rows };
  }

  #set(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  override render() {
    const table = this.#table;
    const { error } = this.#loader;
    if (!table)
      return error === undefined
        ? html`<p class="loading" role="status">Loading the sessions</p>`
        : html`<rb-error-note .message=${error} retry @rb-retry=${() => this.#loader.retry()}></rb-error-note>`;
    const isPanelOpen = this.view['panel'] === '1';
    return html`<div class="settings" role="group" aria-label="Settings of the sweep">
        <rb-segmented
          label="Show"
          .segments=${SHOWS}
          .value=${table.show}
          @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
            this.#set({ show: detail === 'table' ? '' : detail })}
        ></rb-segmented>
        ${this.#metric(table)}
        <rb-tag-filter
          label="Filter columns"
          .value=${this.view['tag'] ?? ''}
          .invalid=${table.invalid}
          @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.#set({ tag: detail })}
        ></rb-tag-filter>
        <button
          class="button"
          aria-expanded=${isPanelOpen}
          @click=${() => this.#set({ panel: isPanelOpen ? '' : '1' })}
        ><rb-icon name="settings"></rb-icon>Columns and filters</button>
        ${this.#count(table)}
        <span class="downloads" role="group" aria-label="Download what is shown">
          <rb-icon name="download"></rb-icon>${DOWNLOADS.map(
            ({ format, label }) =>
              html`<button class="button quiet" aria-label="Download as ${label}" @click=${() => download(table, format)}>${label}</button>`,
          )}
        </span>
      </div>
      ${isPanelOpen ? html`<rb-column-panel .table=${table}></rb-column-panel>` : nothing}
      ${error === undefined ? nothing : html`<rb-error-note .message=${error} retry @rb-retry=${() => this.#loader.retry()}></rb-error-note>`}
      ${(this.answer?.unreadable ?? []).map((sentence) => html`<rb-error-note .message=${sentence}></rb-error-note>`)}
      <div class="cards">${table.everyRow.length === 0 ? this.#empty() : this.#shown(table)}</div>`;
  }

  #metric({ all, metric, goal }: TableView) {
    const metrics = all.filter(({ column }) => column.kind === 'metric');
    if (!metric) return nothing;
    return html`<label class="check">Best by
      <select
        class="field"
        aria-label="The metric that counts"
        @change=${(event: Event) => this.#set({ metric: (event.target as HTMLSelectElement).value, goal: '', sort: '' })}
      >${metrics.map(
        ({ column }) =>
          html`<option .value=${column.key} ?selected=${column.key === metric.column.key}>${column.label}</option>`,
      )}</select>
      <select
        class="field"
        aria-label="What is good"
        @change=${(event: Event) => this.#set({ goal: (event.target as HTMLSelectElement).value, sort: '' })}
      >
        <option value="max" ?selected=${goal === 'max'}>high is good</option>
        <option value="min" ?selected=${goal === 'min'}>low is good</option>
      </select>
    </label>`;
  }

  #count(table: TableView) {
    const { rows, everyRow } = table;
    const count =
      (rows.length === everyRow.length ? '' : `${rows.length.toLocaleString('en-US')} of `) +
      everyRow.length.toLocaleString('en-US');
    return html`<span class="count" role="status">${count} ${everyRow.length === 1 ? 'session' : 'sessions'}</span>
      ${
        table.all.some(({ filter }) => filter)
          ? html`<button class="button quiet" @click=${() => this.#set(viewWithoutFilters(table))}>Clear filters</button>`
          : nothing
      }`;
  }

  #shown(table: TableView) {
    if (table.shown.length === 0 && table.show !== 'importance')
      return html`<rb-empty-state heading="No column matches" icon="search">
        <p>No hyperparameter or metric that is chosen under “Columns and filters” matches the filter of columns.</p>
      </rb-empty-state>`;
    switch (table.show) {
      case 'parallel':
        return html`<div class="wide"><rb-parallel-coordinates .table=${table}></rb-parallel-coordinates></div>`;
      case 'scatter':
        return html`<div class="wide"><rb-scatter-matrix .table=${table}></rb-scatter-matrix></div>`;
      case 'importance':
        return html`<rb-importance-chart .table=${table}></rb-importance-chart>`;
      default:
        return html`<rb-session-table .table=${table} .colors=${this.#colors} .detail=${this.#curves(table)}></rb-session-table>`;
    }
  }

  #curves({ open, rows, all, shown }: TableView) {
    const row = open === undefined ? undefined : rows.find(({ name }) => name === open);
    if (!row) return undefined;
    const metrics = [...new Set([...shown, ...all])].filter(({ column }) => column.kind === 'metric');
    return html`<rb-session-curves
      .api=${this.api}
      .row=${row}
      .metrics=${metrics}
      .series=${this.#scalars}
      .runs=${this.runs}
      @click=${(event: Event) => event.stopPropagation()}
    ></rb-session-curves>`;
  }

  #empty() {
    return html`<rb-empty-state heading="No sessions in the visible runs" icon="settings">
      <p>Tick a run that has hyperparameters in the list of runs, or log some:</p>
      <rb-code-example
        language="TypeScript"
        .code=${"const writer = new SummaryWriter('runs/first');\nwriter.addHparams({ lr: 0.1, optimizer: 'sgd' }, { 'hparam/accuracy': 0.93 });"}
      ></rb-code-example>
      <rb-code-example
        language="Python"
        .code=${'writer = SummaryWriter("runs/first")\nwriter.add_hparams({"lr": 0.1, "optimizer": "sgd"}, {"hparam/accuracy": 0.93})'}
      ></rb-code-example>
    </rb-empty-state>`;
  }
}
customElements.define('rb-hparam-dashboard', HParamDashboard);
