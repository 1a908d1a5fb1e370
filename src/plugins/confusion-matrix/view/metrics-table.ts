// Precision, recall and F1 of each class as a table, with accuracy and macro averages, and differences from another run's.
import { css, html, nothing } from 'lit';
import { formatValue } from '../../../../client/charts/number-format.ts';
import type { MatrixMetrics } from '../model/metrics.ts';

export const metricsTableStyles = css`
  .metrics {
    max-height: 16rem;
    overflow: auto;
  }
  /* Differences need room beside the figures. */
  th,
  td {
    padding: 2px var(--rb-space-1);
  }
  :is(th, td):last-child {
    padding-right: var(--rb-space-2);
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--rb-surface);
  }
  tbody th,
  thead th:first-child {
    max-width: 14rem;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  tr.all :is(th, td) {
    border-bottom: 1px solid var(--rb-border);
    font-weight: var(--rb-weight-strong);
  }
  .up,
  .down {
    font-size: var(--rb-text-xs);
  }
  .up {
    color: var(--rb-ok);
  }
  .down {
    color: var(--rb-danger);
  }
`;

interface MetricsTable {
  /** As many as classes. */
  readonly labels: readonly string[];
  readonly metrics: MatrixMetrics;
  /** What differences are told from; undefined for none. */
  readonly others: MatrixMetrics | undefined;
  /** Classes shown. */
  readonly most: number;
  readonly showAll: () => void;
  /** Of what it is, for screen readers. */
  readonly name: string;
}

export function metricsTable({ labels, metrics, others, most, showAll, name }: MetricsTable) {
  const { classes, accuracy, macro } = metrics;
  const total = classes.reduce((sum, { support }) => sum + support, 0);
  return html`<div class="metrics" tabindex="0" role="group" aria-label="Metrics of ${name}">
    <table>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Precision</th>
          <th scope="col">Recall</th>
          <th scope="col">F1</th>
          <th scope="col">Examples</th>
        </tr>
      </thead>
      <tbody>
        <tr class="all">
          <th scope="row">Accuracy</th>
          <td></td>
          <td></td>
          <td>${share(accuracy, others?.accuracy)}</td>
          <td>${formatValue(total)}</td>
        </tr>
        <tr class="all">
          <th scope="row">Macro average</th>
          <td>${share(macro.precision, others?.macro.precision)}</td>
          <td>${share(macro.recall, others?.macro.recall)}</td>
          <td>${share(macro.f1, others?.macro.f1)}</td>
          <td></td>
        </tr>
        ${classes.slice(0, most).map(({ precision, recall, f1, support }, i) => {
          const other = others?.classes[i];
          return html`<tr>
            <th scope="row" title=${labels[i] ?? nothing}>${labels[i]}</th>
            <td>${share(precision, other?.precision)}</td>
            <td>${share(recall, other?.recall)}</td>
            <td>${share(f1, other?.f1)}</td>
            <td>${formatValue(support)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
    ${
      classes.length > most
        ? html`<button class="button quiet" @click=${showAll}>All ${classes.length.toLocaleString('en-US')} classes</button>`
        : nothing
    }
  </div>`;
}

/** A share, and how much more or less than the other's it is. */
function share(value: number, other: number | undefined) {
  const text = Number.isNaN(value) ? '–' : value.toFixed(3);
  const change = value - (other ?? Number.NaN);
  const shown = change.toFixed(3);
  if (Number.isNaN(change) || Number(shown) === 0) return text;
  return html`${text} <span class=${change > 0 ? 'up' : 'down'}>${change > 0 ? '+' : '−'}${shown.replace('-', '')}</span>`;
}
