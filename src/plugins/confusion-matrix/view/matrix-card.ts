// One tag of one run: the confusion matrix of one step, or how it differs from another run's.
import { css, html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { formatStep, formatValue } from '../../../../client/charts/number-format.ts';
import { figuresStyles } from '../../../../client/components/figures-styles.ts';
import { StepCard } from '../../../../client/step-card.ts';
import type { ConfusionMatrix } from '../kind.ts';
import { type CellMode, cellsOf, type MatrixMetrics, metricsOf } from '../model/metrics.ts';
import type { Cell, MatrixCells } from './matrix-plot.ts';
import { metricsTable, metricsTableStyles } from './metrics-table.ts';
import './matrix-plot.ts';

/** The matrix of a step, and that of the run with which it is compared. */
export interface MatrixValue {
  readonly matrix: ConfusionMatrix;
  /** Of the classes; as many. */
  readonly labels: readonly string[];
  /** What it is told from: `missing` says why it cannot be. Undefined without a comparison. */
  readonly against:
    | { readonly run: string; readonly step: number | bigint; readonly matrix: ConfusionMatrix }
    | { readonly run: string; readonly missing: string }
    | undefined;
}

/** What is drawn of a value in a mode. */
interface Shown {
  readonly cells: MatrixCells;
  readonly metrics: MatrixMetrics;
  /** Of the other run. */
  readonly others: MatrixMetrics | undefined;
}

/** Rows of the table before all are asked for. */
const FIRST_CLASSES = 20;

/** A StepCard with a heat map, and what it says of each class. */
export class MatrixCard extends StepCard<MatrixValue> {
  static override properties: PropertyDeclarations = {
    mode: {},
    cell: { state: true },
    allClasses: { state: true },
  };
  static override styles = [
    ...StepCard.styles,
    figuresStyles,
    metricsTableStyles,
    css`
      :host {
        --rb-card-height: 26rem;
        --rb-chart-height: 20rem;
      }
      :host([expanded]) {
        --rb-card-height: 46rem;
        --rb-chart-height: 40rem;
      }
      .readout {
        min-height: 1.5em;
        margin: var(--rb-space-1) 0 var(--rb-space-2);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
    `,
  ];
  declare mode: CellMode;
  declare cell: Cell | undefined;
  declare allClasses: boolean;

  #shown: { readonly value: MatrixValue; readonly mode: CellMode; readonly shown: Shown } | undefined;

  constructor() {
    super();
    this.mode = 'counts';
    this.cell = undefined;
    this.allClasses = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value') && (this.cell?.row ?? 0) >= (this.value?.matrix.classes ?? 0))
      this.cell = undefined;
  }

  protected override stepContent(value: MatrixValue) {
    const { cells, metrics, others } = this.#shownOf(value);
    const { against } = value;
    const isDifference = against !== undefined && !('missing' in against);
    const what = isDifference ? `${this.run} minus ${against.run}` : this.run;
    return html`${against && 'missing' in against ? html`<p class="readout">${against.missing}</p>` : nothing}
      ${isDifference ? html`<p class="readout">${this.run} minus ${against.run}, step ${formatStep(against.step)}</p>` : nothing}
      <rb-matrix-plot
        .cells=${cells}
        .labels=${value.labels}
        .color=${isDifference ? '' : this.color}
        .cell=${this.cell}
        .label=${`Confusion matrix of ${value.matrix.classes} classes: ${this.heading}, ${what}`}
        @rb-cell-change=${({ detail }: CustomEvent<Cell | undefined>) => {
          this.cell = detail;
        }}
      ></rb-matrix-plot>
      <p class="readout" role="status">${this.#readout(value)}</p>
      ${metricsTable({
        labels: value.labels,
        metrics,
        others,
        most: this.allClasses ? Number.POSITIVE_INFINITY : FIRST_CLASSES,
        showAll: () => {
          this.allClasses = true;
        },
        name: `${this.heading}, ${this.run}`,
      })}`;
  }

  #shownOf(value: MatrixValue): Shown {
    if (this.#shown?.value === value && this.#shown.mode === this.mode) return this.#shown.shown;
    const { matrix, against } = value;
    const other = against && 'matrix' in against ? against.matrix : undefined;
    const own = cellsOf(matrix, this.mode);
    const theirs = other && cellsOf(other, this.mode);
    const values = theirs ? own.map((cell, i) => cell - (theirs[i] ?? 0)) : own;
    const isShare = this.mode !== 'counts';
    const largest = values.reduce((most, cell) => Math.max(most, Math.abs(cell)), 0);
    const shown = {
      cells: {
        classes: matrix.classes,
        values,
        strongest: isShare && !theirs ? 1 : largest,
        format: (cell: number) =>
          signed(isShare ? shortPercent(cell) : formatValue(cell), theirs !== undefined),
      },
      metrics: metricsOf(matrix),
      others: other && metricsOf(other),
    };
    this.#shown = { value, mode: this.mode, shown };
    return shown;
  }

  #readout({ matrix, labels, against }: MatrixValue) {
    if (!this.cell) return 'Rows: what examples are. Columns: what they were taken for.';
    const { row, column } = this.cell;
    const at = row * matrix.classes + column;
    const [rows, columns] = [cellsOf(matrix, 'rows')[at] ?? 0, cellsOf(matrix, 'columns')[at] ?? 0];
    const other =
      against && 'matrix' in against
        ? `, ${formatValue(against.matrix.counts[at] ?? 0)} in ${against.run}`
        : '';
    return `${labels[row]} taken for ${labels[column]}: ${formatValue(matrix.counts[at] ?? 0)}${other} (${percent(rows)} of the row, ${percent(columns)} of the column)`;
  }
}

/** With one digit where it says more: `3.4%`, `100%`. */
const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;
/** For a cell: no digits behind the point from 10% on. */
const shortPercent = (share: number) =>
  Math.abs(share) < 0.0995 ? percent(share) : `${Math.round(share * 100)}%`;
/** A difference with its sign. */
const signed = (text: string, isDifference: boolean) =>
  isDifference && !/^(?:-|0%?$)/.test(text) ? `+${text}` : text;
customElements.define('rb-matrix-card', MatrixCard);
