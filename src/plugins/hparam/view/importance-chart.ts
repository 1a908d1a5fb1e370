// Which hyperparameters the metric that counts depends on: a bar each.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { FEWEST_SESSIONS, type Importance, type ImportanceTask } from '../model/importance-task.ts';
import type { PlacedColumn, TableView } from './table-view.ts';
import '../../../../client/components/error-note.ts';

interface Answer {
  readonly id: number;
  readonly importance: Importance | undefined;
}

/** Of the sessions that pass the filters. Reckoned in a worker; the last bars stay while new ones are on their way. */
export class ImportanceChart extends LitElement {
  static override properties = {
    table: { attribute: false },
    importance: { state: true },
    parameters: { state: true },
    busy: { state: true },
    failure: { state: true },
  };
  static override styles = css`
    :host {
      display: block;
      max-width: 48rem;
      padding: var(--rb-space-4);
      border: 1px solid var(--rb-border);
      border-radius: var(--rb-radius-l);
      background: var(--rb-surface);
    }
    table {
      width: 100%;
      border-spacing: 0 var(--rb-space-1);
      font-size: var(--rb-text-s);
    }
    th {
      padding-right: var(--rb-space-3);
      font-weight: 400;
      text-align: left;
    }
    thead th {
      color: var(--rb-text-faint);
    }
    tbody th {
      max-width: 12rem;
      overflow-wrap: anywhere;
    }
    td {
      width: 38%;
    }
    .bar {
      display: flex;
      align-items: center;
      gap: var(--rb-space-2);
      height: 1.25rem;
    }
    .bar span:first-child {
      height: 0.75rem;
      border-radius: var(--rb-radius-s);
      background: var(--rb-accent);
    }
    .signed {
      position: relative;
      height: 1.25rem;
    }
    .signed::before {
      position: absolute;
      inset: 0 auto 0 40%;
      border-left: 1px solid var(--rb-border-strong);
      content: '';
    }
    .signed span {
      position: absolute;
      top: 0.25rem;
      height: 0.75rem;
      border-radius: var(--rb-radius-s);
      background: var(--rb-ok);
    }
    .signed span.against {
      background: var(--rb-danger);
    }
    .signed output {
      position: absolute;
      right: 0;
    }
    p {
      margin: var(--rb-space-3) 0 0;
      color: var(--rb-text-muted);
      font-size: var(--rb-text-s);
    }
    .busy {
      opacity: 0.5;
    }
  `;
  declare table: TableView | undefined;
  declare importance: Importance | undefined;
  /** What the importance is of. */
  declare parameters: readonly PlacedColumn[];
  declare busy: boolean;
  declare failure: string | undefined;

  #worker: Worker | undefined;
  #asked = 0;
  #pending: readonly PlacedColumn[] = [];
  /** What was asked last: the same question is not asked again. */
  #task = '';

  constructor() {
    super();
    this.table = undefined;
    this.importance = undefined;
    this.parameters = [];
    this.busy = false;
    this.failure = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#task = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('table') && this.isConnected) this.#ask();
  }

  #ask() {
    const { table } = this;
    if (!table?.metric) return;
    const { metric, rows } = table;
    const parameters = table.all.filter(
      ({ column, at }) => column.kind === 'hparam' && new Set(rows.map((row) => row.values[at])).size > 1,
    );
    // In the table's order: sorting the rows changes nothing.
    const passing = new Set(rows);
    const ordered = table.everyRow.filter((row) => passing.has(row));
    const task: ImportanceTask = {
      columns: parameters.map(({ at }) => ordered.map((row) => row.values[at])),
      metric: ordered.map((row) => row.values[metric.at]),
    };
    const text = JSON.stringify([task, metric.column.key]);
    if (text === this.#task) return;
    this.#task = text;
    // The answer to an older question would come first and be wrong.
    if (this.busy) this.#worker?.terminate();
    if (this.busy || !this.#worker) this.#worker = this.#newWorker();
    this.busy = true;
    this.failure = undefined;
    this.#pending = parameters;
    this.#worker.postMessage({ id: ++this.#asked, task });
  }

  #newWorker(): Worker {
    const worker = new Worker(new URL('./importance-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.id !== this.#asked) return;
      this.busy = false;
      this.importance = data.importance;
      this.parameters = this.#pending;
    };
    worker.onerror = () => {
      this.busy = false;
      this.failure = 'The importances could not be reckoned.';
    };
    return worker;
  }

  override render() {
    const { table, importance, busy, failure } = this;
    const metric = table?.metric?.column.label;
    if (!metric) return html`<p>There is no metric that could depend on anything.</p>`;
    if (failure !== undefined) return html`<rb-error-note .message=${failure}></rb-error-note>`;
    if (!importance)
      return busy
        ? html`<p role="status">Growing a random forest</p>`
        : html`<p>At least ${FEWEST_SESSIONS} sessions with a value of ${metric} are needed, and a hyperparameter in which they differ.</p>`;
    const bars = this.parameters
      .map((placed, at) => ({
        placed,
        share: importance.shares[at] ?? 0,
        correlation: importance.correlations[at],
      }))
      .sort((a, b) => b.share - a.share);
    return html`<table class=${busy ? 'busy' : nothing} aria-busy=${busy}>
        <thead><tr><th scope="col">For ${metric}</th><th scope="col">Importance</th><th scope="col">Rank correlation</th></tr></thead>
        <tbody>${repeat(
          bars,
          ({ placed }) => placed.column.key,
          ({ placed, share, correlation }) => html`<tr>
            <th scope="row">${placed.column.label}</th>
            <td><div class="bar"><span .style=${`width: ${share * 75}%`}></span><span>${percent(share)}</span></div></td>
            <td>${correlation === undefined ? html`<span title="Its values have no order, or are all the same">–</span>` : this.#signed(correlation)}</td>
          </tr>`,
        )}</tbody>
      </table>
      <p>${this.#note(importance)}</p>
      <p>
        How it is reckoned: a random forest (40 trees, ml-random-forest) learns ${metric} from the hyperparameters
        of ${importance.used === importance.sessions ? `all ${importance.used} sessions` : `${importance.used} of ${importance.sessions} sessions, drawn at random`};
        the importance of one is how much worse the forest tells ${metric} once the values of that one are shuffled
        (permutation importance), as a share of all. Hyperparameters that change together share what they have in common.
      </p>`;
  }

  #signed(correlation: number) {
    const width = Math.abs(correlation) * 38;
    const left = correlation < 0 ? 40 - width : 40;
    return html`<div class="signed"><span class=${correlation < 0 ? 'against' : nothing} .style=${`left: ${left}%; width: ${width}%`}></span><output>${correlation.toFixed(2)}</output></div>`;
  }

  /** What the bars are worth. */
  #note({ explained }: Importance): string {
    const tells = `Of sessions that it did not learn from, the forest tells ${percent(Math.max(0, explained))} of the variance`;
    if (explained > 0.5) return `${tells}.`;
    return explained > 0.2
      ? `${tells}: the bars are a hint, no more.`
      : `${tells}: these hyperparameters say next to nothing about the metric, and the bars mean little.`;
  }
}
customElements.define('rb-importance-chart', ImportanceChart);

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;
