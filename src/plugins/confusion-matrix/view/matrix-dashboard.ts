// The tab of confusion matrices: one card for each run and tag.

import { css, html } from 'lit';
import { indexAt, type StepList, stepListOf } from '../../../../client/data/step-list.ts';
import { given } from '../../../../client/given-card.ts';
import { StepDashboard, type StepParts } from '../../../../client/step-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { type ConfusionMatrixHead, type ConfusionMatrixStepsHead, MATRIX_TAG_SUFFIX } from '../kind.ts';
import type { CellMode } from '../model/metrics.ts';
import type { MatrixValue } from './matrix-card.ts';
import '../../../../client/components/segmented.ts';
import './matrix-card.ts';

const MODES = [
  { value: 'counts', label: 'Counts' },
  { value: 'rows', label: 'Row %' },
  { value: 'columns', label: 'Column %' },
] as const;

/** No Python library has a call for matrices; any of them writes a summary that says whose it is. */
const PYTHON = `
from tensorboard.compat.proto.summary_pb2 import Summary  # with tensorboardX: tensorboardX.proto.summary_pb2

shape = {"dim": [{"size": classes} for classes in matrix.shape]}
counts = {"dtype": "DT_DOUBLE", "tensor_shape": shape, "double_val": matrix.ravel().tolist()}
metadata = {"plugin_data": {"plugin_name": "confusion_matrix"}}
summary = Summary(value=[{"tag": "test", "metadata": metadata, "tensor": counts}])
writer.file_writer.add_summary(summary, step)`;

/** Settings in the address: those of a StepDashboard, `cells` (`rows`, `columns`), and `against`, a run. */
export class MatrixDashboard extends StepDashboard<StepList, MatrixValue> {
  static override styles = [
    ...StepDashboard.styles,
    css`
      :host {
        --rb-card-min-width: 26rem;
      }
      .against {
        display: inline-flex;
        align-items: center;
        gap: var(--rb-space-2);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
      select {
        max-width: 14rem;
      }
    `,
  ];

  protected override readonly things = 'confusion matrices';
  protected override readonly icon = 'grid';
  protected override readonly example = {
    typescript: "writer.addConfusionMatrix('test', matrix, { labels: ['cat', 'dog'] }, step);",
    python: PYTHON,
  };

  get #mode(): CellMode {
    return MODES.find(({ value }) => value === this.view['cells'])?.value ?? 'counts';
  }

  /** The run with which others are compared; empty for none. */
  get #against(): string {
    return this.view['against'] ?? '';
  }

  protected override get valueMode(): string {
    if (this.#against === '') return '';
    // New steps of the other run may mean another of its matrices.
    const lengths = this.series.filter(({ run }) => run === this.#against).map(({ length }) => length);
    return `${this.#against}\0${lengths.join()}`;
  }

  protected override async load({ run, tag }: SeriesInfo): Promise<StepList> {
    return stepListOf(
      (await this.api.columns<ConfusionMatrixStepsHead>('confusion_matrix/steps', { run, tag }))[0],
    );
  }

  protected override async loadValue(series: SeriesInfo, list: StepList, at: number): Promise<MatrixValue> {
    const step = list.steps[at] ?? 0;
    const [{ matrix, labels }, against] = await Promise.all([
      this.#matrixAt(series.run, series.tag, step),
      this.#otherOf(series, step),
    ]);
    const names = Array.from({ length: matrix.classes }, (_, i) => labels[i] ?? `${i}`);
    const hasOtherClasses = against && 'matrix' in against && against.matrix.classes !== matrix.classes;
    if (!hasOtherClasses) return { matrix, labels: names, against };
    return {
      matrix,
      labels: names,
      against: { run: against.run, missing: `${against.run} has other classes.` },
    };
  }

  async #matrixAt(run: string, tag: string, step: number | bigint) {
    const query = { run, tag, step: `${step}` };
    const [block] = await this.api.columns<ConfusionMatrixHead>('confusion_matrix/matrix', query);
    const counts = block?.columns['counts'];
    if (!block || !(counts instanceof Float64Array))
      throw new Error('The server answered with other columns than expected. Load the page anew.');
    const { classes, labels } = block.head;
    return { matrix: { classes, counts }, labels };
  }

  /** At the same step, or the last before it. */
  async #otherOf({ run, tag }: SeriesInfo, wanted: number | bigint): Promise<MatrixValue['against']> {
    const other = this.series.find((each) => each.run === this.#against && each.tag === tag);
    if (this.#against === '' || this.#against === run) return undefined;
    if (!other) return { run: this.#against, missing: `${this.#against} has no such matrix.` };
    const list = await this.load(other);
    const step = list.steps[indexAt(list, wanted)];
    if (step === undefined) return { run: other.run, missing: `${other.run} has no such matrix.` };
    return { run: other.run, step, matrix: (await this.#matrixAt(other.run, tag, step)).matrix };
  }

  protected override settings() {
    return html`<rb-segmented
        label="What cells show"
        .segments=${MODES}
        .value=${this.#mode}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ cells: detail === 'counts' ? '' : detail })}
      ></rb-segmented>
      <label class="against"
        >Difference from
        <select
          class="field"
          @change=${({ target }: Event) => this.setView({ against: (target as HTMLSelectElement).value })}
        >
          <option value="" ?selected=${this.#against === ''}>none</option>
          ${this.#runs.map((run) => html`<option value=${run} ?selected=${run === this.#against}>${run}</option>`)}
        </select>
      </label>
      ${super.settings()}`;
  }

  /** Visible ones that have a matrix, and the chosen one. */
  get #runs(): readonly string[] {
    const having = new Set(this.series.map(({ run }) => run));
    const visible = this.runs.map(({ name }) => name).filter((name) => having.has(name));
    return this.#against === '' || visible.includes(this.#against) ? visible : [...visible, this.#against];
  }

  protected override stepCard(parts: StepParts<StepList, MatrixValue>) {
    const { series } = parts;
    return html`<rb-matrix-card
      ${given(parts, series.displayName || series.tag.replace(MATRIX_TAG_SUFFIX, ''))}
      .mode=${this.#mode}
    ></rb-matrix-card>`;
  }
}
customElements.define('rb-matrix-dashboard', MatrixDashboard);
