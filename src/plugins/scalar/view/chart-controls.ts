// Controls that stand in the panel of all charts and in that of one card.
import { html } from 'lit';
import type { ScaleName } from '../../../../client/charts/axis-scale.ts';
import type { Smoothing, SmoothingKind } from '../../../../client/charts/smooth.ts';
import { MOST_POINTS, MOST_SMOOTHING } from './chart-settings.ts';
import '../../../../client/components/segmented.ts';
import '../../../../client/components/slider.ts';

const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
  { value: 'symlog', label: 'Symlog' },
] as const;

const KINDS = [
  { value: 'exponential', label: 'Exponential' },
  { value: 'gaussian', label: 'Gaussian' },
  { value: 'mean', label: 'Mean' },
] as const;

/** Where a kind begins when it is chosen. */
const FIRST_AMOUNTS: Readonly<Record<SmoothingKind, number>> = { exponential: 0.6, gaussian: 5, mean: 10 };

/** A line of a form: how an axis is scaled. */
export function scaleControl(label: string, value: ScaleName, change: (value: ScaleName) => void) {
  return html`<div class="line">
    <span>${label}</span>
    <rb-segmented
      .label=${label}
      .segments=${SCALES}
      .value=${value}
      @rb-segmented-change=${({ detail }: CustomEvent<ScaleName>) => change(detail)}
    ></rb-segmented>
  </div>`;
}

/** A slider in the units of the kind. */
export function smoothingSlider({ kind, amount }: Smoothing, change: (value: Smoothing) => void) {
  const exponential = kind === 'exponential';
  return html`<rb-slider
    label="Smoothing"
    .max=${exponential ? MOST_SMOOTHING : MOST_POINTS}
    .step=${exponential ? 0.001 : 1}
    .value=${amount}
    @rb-slider-change=${({ detail }: CustomEvent<number>) => change({ kind, amount: detail })}
  ></rb-slider>`;
}

/** A line of a form: which average smooths. */
export function smoothingKindControl({ kind }: Smoothing, change: (value: Smoothing) => void) {
  return html`<div class="line">
    <span>Average</span>
    <rb-segmented
      label="Kind of smoothing"
      .segments=${KINDS}
      .value=${kind}
      @rb-segmented-change=${({ detail }: CustomEvent<SmoothingKind>) =>
        change({ kind: detail, amount: FIRST_AMOUNTS[detail] })}
    ></rb-segmented>
  </div>`;
}

/** A box to tick, with its label. */
export function checkControl(label: string, checked: boolean, change: (value: boolean) => void) {
  return html`<label class="check" title=${label}
    ><input
      type="checkbox"
      .checked=${checked}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    />${label}</label
  >`;
}
