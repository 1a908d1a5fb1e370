// Below a chart: what its curves are at the chosen steps, and how far that is apart.
import { css, html, LitElement, nothing } from 'lit';
import { formatStep, formatValue } from '../../../../client/charts/number-format.ts';
import type { Line } from '../../../../client/charts/plotted-line.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { type StepRow, type StepSelection, stepRowsOf } from './step-selection.ts';

/** Rows beyond these are not looked at one by one. */
const MOST_ROWS = 200;

export class RbStepTable extends LitElement {
  static override properties = { lines: { attribute: false }, selection: { attribute: false } };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        padding: 0 var(--rb-space-3) var(--rb-space-3);
      }
      .scroll {
        max-height: 11rem;
        overflow: auto;
        border-top: 1px solid var(--rb-border);
      }
      table {
        width: 100%;
        border-spacing: 0;
        font-size: var(--rb-text-s);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 2px var(--rb-space-1);
        text-align: right;
        white-space: nowrap;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--rb-surface);
        color: var(--rb-text-faint);
        font-weight: 400;
      }
      .name {
        max-width: 9rem;
        overflow: hidden;
        text-align: left;
        text-overflow: ellipsis;
        font-weight: 400;
      }
      .swatch {
        display: inline-block;
        width: var(--rb-dot-size);
        height: var(--rb-dot-size);
        margin-right: var(--rb-space-1);
        border-radius: 50%;
      }
      td.faint {
        color: var(--rb-text-muted);
      }
    `,
  ];
  declare lines: readonly Line[];
  declare selection: StepSelection;

  constructor() {
    super();
    this.lines = [];
    this.selection = { from: 0, to: undefined };
  }

  override render() {
    const rows = stepRowsOf(this.lines, this.selection);
    const range = this.selection.to !== undefined;
    const first = (rows.find(({ line }) => line.base) ?? rows[0])?.line.name ?? '';
    // Where all curves have a point at the chosen step, it stands in the head alone.
    const step = commonStep(rows.map((row) => row.step));
    const endStep = commonStep(rows.flatMap(({ end }) => (end ? [end.step] : [])));
    const left = rows.length - MOST_ROWS;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Values at the chosen steps">
      <table>
        <thead>
          <tr>
            <th class="name">Run</th>
            ${valueHead('Step', step)} ${range ? valueHead('to', endStep) : nothing}
            <th title=${range ? 'From the first to the second step' : `From ${first}`}>Diff.</th>
            <th>%</th>
            ${range ? html`<th title="Least value between the steps">Min</th><th title="Greatest value between the steps">Max</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, MOST_ROWS).map((row) => this.#row(row, step === undefined, endStep === undefined))}
        </tbody>
      </table>
      ${left > 0 ? html`<p>and ${left} more</p>` : nothing}
    </div>`;
  }

  /** With the steps at which its values are, where those are not in the head. */
  #row({ line, step, value, end, difference, percent }: StepRow, withStep: boolean, withEnd: boolean) {
    const signed = (number: number | undefined, unit = '') =>
      number === undefined ? '–' : `${number > 0 ? '+' : ''}${formatValue(number)}${unit}`;
    return html`<tr>
      <th class="name" scope="row" title=${line.name}><span class="swatch" .style=${`background: ${line.color}`}></span>${line.name}</th>
      ${withStep ? html`<td class="faint">${formatStep(step)}</td>` : nothing}
      <td>${formatValue(value)}</td>
      ${end && withEnd ? html`<td class="faint">${formatStep(end.step)}</td>` : nothing}
      ${end ? html`<td>${formatValue(end.value)}</td>` : nothing}
      <td>${signed(difference)}</td>
      <td class="faint">${percent === undefined ? '–' : signed(Number(percent.toPrecision(3)), '%')}</td>
      ${end ? html`<td class="faint">${formatValue(end.min)}</td><td class="faint">${formatValue(end.max)}</td>` : nothing}
    </tr>`;
  }
}

function commonStep(steps: readonly (number | bigint)[]): number | bigint | undefined {
  const [first] = steps;
  return steps.every((step) => step === first) ? first : undefined;
}

function valueHead(label: string, step: number | bigint | undefined) {
  return step === undefined
    ? html`<th>${label}</th><th>Value</th>`
    : html`<th title="Value at step ${formatStep(step)}">${label} ${formatStep(step)}</th>`;
}
customElements.define('rb-step-table', RbStepTable);
