// One tag: PR and ROC curves of all visible runs at one step, and what counts at the chosen threshold.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { formatStep, formatValue } from '../../../../client/charts/number-format.ts';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { figuresStyles } from '../../../../client/components/figures-styles.ts';
import { staleNote } from '../../../../client/components/stale-note.ts';
import type { VisibleRun } from '../../../../client/plugin-host.ts';
import type { PrCurve } from '../kind.ts';
import {
  areaUnder,
  averagePrecision,
  definedLengthOf,
  operatingPointAt,
  rocCurveOf,
  thresholdIndex,
} from '../model/curves.ts';
import { prCardStyles } from './pr-card-styles.ts';
import '../../../../client/components/card.ts';
import '../../../../client/components/slider.ts';
import './curve-plot.ts';

/** The curve of one run at its step. */
export interface RunCurve {
  readonly run: VisibleRun;
  readonly step: number | bigint;
  readonly curve: PrCurve;
}

/** Which curves are drawn. */
export type CurveView = 'both' | 'pr' | 'roc';

/** What does not depend on the threshold. */
interface Derived {
  readonly of: RunCurve;
  readonly length: number;
  readonly roc: ReturnType<typeof rocCurveOf>;
  readonly prArea: number;
  readonly rocArea: number;
}

/**
 * A card is given its curves and never fetches.
 * @fires rb-step-change - `detail` is the index among `steps` that was chosen.
 * @fires rb-threshold-change - `detail` is the threshold that was clicked on a curve.
 * @fires rb-on-screen-change - `detail` is whether the card is on screen, or about to be.
 * @fires rb-pin-change - From the pin.
 * @fires rb-retry - From the error note.
 */
export class PrCard extends LitElement {
  static override properties = {
    heading: {},
    curves: { attribute: false },
    steps: { attribute: false },
    at: { type: Number },
    threshold: { type: Number },
    shown: {},
    isoF1: { type: Boolean },
    loading: { type: Boolean },
    error: {},
    pinned: { type: Boolean },
    expanded: { type: Boolean, reflect: true },
  };
  static override styles = [controlStyles, figuresStyles, prCardStyles];
  declare heading: string;
  /** In the order of the runs. */
  declare curves: readonly RunCurve[];
  /** Steps of all runs together, ascending. */
  declare steps: readonly (number | bigint)[];
  /** Index of the step shown; each run shows its last step that is not behind it. */
  declare at: number;
  /** 0 to 1. */
  declare threshold: number;
  declare shown: CurveView;
  declare isoF1: boolean;
  declare loading: boolean;
  /** Why curves could not be fetched; shown below what is there. */
  declare error: string | undefined;
  declare pinned: boolean;
  declare expanded: boolean;

  #derived = new WeakMap<PrCurve, Omit<Derived, 'of'>>();
  #shown: readonly Derived[] = [];

  constructor() {
    super();
    this.heading = '';
    this.curves = [];
    this.steps = [];
    this.at = -1;
    this.threshold = 0.5;
    this.shown = 'both';
    this.isoF1 = true;
    this.loading = false;
    this.error = undefined;
    this.pinned = false;
    this.expanded = false;
    new OnScreen(this, (now) =>
      this.dispatchEvent(
        new CustomEvent('rb-on-screen-change', { detail: now, bubbles: true, composed: true }),
      ),
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('curves')) this.#shown = this.curves.map((of) => ({ of, ...this.#derivedOf(of.curve) }));
  }

  #derivedOf(curve: PrCurve): Omit<Derived, 'of'> {
    const known = this.#derived.get(curve);
    if (known) return known;
    const roc = rocCurveOf(curve);
    const derived = {
      length: definedLengthOf(curve),
      roc,
      prArea: averagePrecision(curve),
      rocArea: areaUnder(roc),
    };
    this.#derived.set(curve, derived);
    return derived;
  }

  override render() {
    const hasCurves = this.curves.length > 0;
    return html`<rb-card
      .heading=${this.heading}
      .loading=${this.loading}
      .error=${hasCurves ? undefined : this.error}
      .empty=${this.steps.length === 0 ? 'Nothing logged yet' : undefined}
      .expanded=${this.expanded}
      .pinned=${this.pinned}
      @rb-expand-change=${({ detail }: CustomEvent<boolean>) => {
        this.expanded = detail;
      }}
    >
      ${this.at >= 0 ? this.#slider() : nothing}
      <div class="plots">
        ${this.shown === 'roc' ? nothing : this.#plot('pr')} ${this.shown === 'pr' ? nothing : this.#plot('roc')}
      </div>
      ${hasCurves ? this.#table() : nothing} ${staleNote(hasCurves ? this.error : undefined)}
    </rb-card>`;
  }

  #slider() {
    const last = this.steps.length - 1;
    const readout = `step ${formatStep(this.steps[this.at] ?? 0)}`;
    if (last === 0) return html`<div class="step">${readout}</div>`;
    return html`<div class="step">
      <rb-slider
        label="Step of ${this.heading}"
        hide-label
        .max=${last}
        .step=${1}
        .value=${this.at}
        .readout=${readout}
        @rb-slider-change=${({ detail }: CustomEvent<number>) =>
          this.dispatchEvent(new CustomEvent('rb-step-change', { detail, bubbles: true, composed: true }))}
      ></rb-slider>
    </div>`;
  }

  #plot(kind: 'pr' | 'roc') {
    const curves = this.#shown.map(({ of: { run, curve }, length, roc }) => ({
      color: run.color,
      x: kind === 'pr' ? curve.recall.subarray(0, length) : roc.falsePositiveRate,
      y: kind === 'pr' ? curve.precision.subarray(0, length) : roc.truePositiveRate,
      at: thresholdIndex(curve.recall.length, this.threshold),
    }));
    const name = kind === 'pr' ? 'PR' : 'ROC';
    return html`<rb-curve-plot
      .kind=${kind}
      .curves=${curves}
      .isoF1=${this.isoF1}
      .label=${`${name} ${curves.length === 1 ? 'curve' : 'curves'} of ${curves.length} ${curves.length === 1 ? 'run' : 'runs'}: ${this.heading}`}
    ></rb-curve-plot>`;
  }

  #table() {
    return html`<div class="table" tabindex="0" role="group" aria-label="At the threshold: ${this.heading}">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Step</th>
            <th scope="col">Threshold</th>
            <th scope="col" title="True positives">TP</th>
            <th scope="col" title="False positives">FP</th>
            <th scope="col" title="True negatives">TN</th>
            <th scope="col" title="False negatives">FN</th>
            <th scope="col">Precision</th>
            <th scope="col">Recall</th>
            <th scope="col">F1</th>
            <th scope="col" title="Average precision: the area under the PR curve">PR area</th>
            <th scope="col" title="The area under the ROC curve">ROC area</th>
          </tr>
        </thead>
        <tbody>${this.#shown.map((derived) => this.#row(derived))}</tbody>
      </table>
    </div>`;
  }

  #row({ of: { run, step, curve }, prArea, rocArea }: Derived) {
    const point = operatingPointAt(curve, thresholdIndex(curve.recall.length, this.threshold));
    const share = (value: number | undefined) => html`<td>${(value ?? Number.NaN).toFixed(3)}</td>`;
    const count = (value: number | undefined) => html`<td>${formatValue(value ?? Number.NaN)}</td>`;
    return html`<tr>
      <th scope="row" title=${run.name}>
        <span class="dot" .style=${`background: ${run.color}`}></span><span class="name">${run.name}</span>
      </th>
      <td>${formatStep(step)}</td>
      ${share(point?.threshold)} ${count(point?.truePositives)} ${count(point?.falsePositives)}
      ${count(point?.trueNegatives)} ${count(point?.falseNegatives)} ${share(point?.precision)}
      ${share(point?.recall)} ${share(point?.f1)} ${share(prArea)} ${share(rocArea)}
    </tr>`;
  }
}
customElements.define('rb-pr-card', PrCard);
