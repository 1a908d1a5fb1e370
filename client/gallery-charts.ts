// The charts of the gallery, on fixed data: each state that a chart can be in.
import { html, type TemplateResult } from 'lit';
import type { BandColumns } from './charts/bands.ts';
import type { HistogramBuckets } from './charts/histogram/buckets.ts';
import type { Line } from './charts/plotted-line.ts';
import './charts/line-chart.ts';
import './charts/bands.ts';
import './charts/histogram/heat-map.ts';
import './charts/histogram/ridges.ts';

const START_SECONDS = 1_790_000_000;

function lineOf(name: string, color: string, values: readonly number[], secondsApart = 30): Line {
  return {
    name,
    color,
    columns: {
      steps: Float64Array.from(values.keys(), (step) => step * 10),
      wallTimes: Float64Array.from(values.keys(), (at) => START_SECONDS + at * secondsApart),
      values: Float32Array.from(values),
    },
  };
}

const falling = (from: number, noise: number) =>
  Array.from(
    { length: 120 },
    (_, i) => from * Math.exp(-i / 40) + noise * Math.sin(i * 2.3) * Math.cos(i * 0.7),
  );

const LEVEL = [
  lineOf('lr_0.1/train', '#3778d7', Array(50).fill(1)),
  lineOf('lr_0.1/validate', '#eb881f', Array(50).fill(0)),
];
const LOSSES = [
  lineOf('lr_0.1/loss_train', '#3778d7', falling(2.3, 0.12)),
  lineOf('lr_0.1/loss_validate', '#eb881f', falling(2.4, 0.06)),
];
const ODD = [
  lineOf('diverged', '#ac1c0f', [1, 2, 4, 9, Number.POSITIVE_INFINITY, Number.NaN, Number.NaN, 3, 2]),
  lineOf('sunk', '#31c7d4', [2, 2, Number.NEGATIVE_INFINITY, 1, 1, 5, 5]),
];
const SIGNS = [lineOf('signed', '#8d15ab', [1000, 100, 0, -5, 10, 1, 0.1])];

function ridgesOf(steps: number): HistogramBuckets {
  const buckets = 40;
  const all = Array.from({ length: steps * buckets }, (_, i) => ({
    step: Math.floor(i / buckets),
    at: i % buckets,
  }));
  const width = 0.2;
  return {
    steps: Float64Array.from({ length: steps }, (_, step) => step * 100),
    wallTimes: Float64Array.from({ length: steps }, (_, step) => START_SECONDS + step * 60),
    offsets: Uint32Array.from({ length: steps + 1 }, (_, step) => step * buckets),
    left: Float64Array.from(all, ({ at }) => (at - buckets / 2) * width),
    right: Float64Array.from(all, ({ at }) => (at + 1 - buckets / 2) * width),
    count: Float64Array.from(all, ({ step, at }) => {
      const value = (at + 0.5 - buckets / 2) * width;
      const spread = 0.5 + step * 0.12;
      return Math.round((1000 / spread) * Math.exp(-((value - step * 0.1) ** 2) / (2 * spread ** 2)));
    }),
  };
}

const PERCENTILES = ['Minimum', 'μ−σ', 'Median', 'μ+σ', 'Maximum'];
/** At one step in six nothing was counted. */
function bandsOf(steps: number): BandColumns {
  const at = (step: number, i: number) => step * 0.1 + (i - 2) * (0.5 + step * 0.12);
  return {
    steps: Float64Array.from({ length: steps }, (_, step) => step * 100),
    wallTimes: Float64Array.from({ length: steps }, (_, step) => START_SECONDS + step * 60),
    values: Float64Array.from({ length: steps * PERCENTILES.length }, (_, i) => {
      const step = Math.floor(i / PERCENTILES.length);
      return step % 6 === 5 ? Number.NaN : at(step, i % PERCENTILES.length);
    }),
  };
}

/** Charts by element name, each with its states. */
export const CHART_EXHIBITS: Readonly<Record<string, Readonly<Record<string, () => TemplateResult>>>> = {
  'rb-line-chart': {
    'two level curves': () => html`<rb-line-chart label="level" .lines=${LEVEL}></rb-line-chart>`,
    'smoothed, over relative time': () =>
      html`<rb-line-chart label="loss" .lines=${LOSSES} .smoothing=${{ kind: 'exponential', amount: 0.6 }} .xAxis=${'relative'}></rb-line-chart>`,
    'NaN and infinities': () => html`<rb-line-chart label="odd" .lines=${ODD}></rb-line-chart>`,
    'logarithmic, some values below zero': () =>
      html`<rb-line-chart label="signs" .lines=${SIGNS} .yScale=${'log'}></rb-line-chart>`,
    'a single point, over wall time': () =>
      html`<rb-line-chart label="one" .lines=${[lineOf('one', '#c12f89', [0.5])]} .xAxis=${'wall'}></rb-line-chart>`,
    empty: () => html`<rb-line-chart label="nothing"></rb-line-chart>`,
  },
  'rb-ridges': {
    'twelve steps': () =>
      html`<rb-ridges label="weights" color="#3778d7" .buckets=${ridgesOf(12)}></rb-ridges>`,
    'one step': () => html`<rb-ridges label="bias" color="#eb881f" .buckets=${ridgesOf(1)}></rb-ridges>`,
    'on one line': () =>
      html`<rb-ridges label="overlaid" color="#3778d7" .buckets=${ridgesOf(12)} overlay></rb-ridges>`,
    empty: () => html`<rb-ridges label="nothing"></rb-ridges>`,
  },
  'rb-bands': {
    'twelve steps, a gap': () =>
      html`<rb-bands label="bands" color="#3778d7" .columns=${bandsOf(12)} .names=${PERCENTILES}></rb-bands>`,
    'one step, over wall time': () =>
      html`<rb-bands
        label="lone"
        color="#eb881f"
        .columns=${bandsOf(1)}
        .names=${PERCENTILES}
        .xAxis=${'wall'}
      ></rb-bands>`,
  },
  'rb-histogram-heat-map': {
    'sixty steps': () =>
      html`<rb-histogram-heat-map label="heat" color="#3778d7" .buckets=${ridgesOf(60)}></rb-histogram-heat-map>`,
    'over wall time, in ten bins': () =>
      html`<rb-histogram-heat-map
        label="coarse"
        color="#eb881f"
        .buckets=${ridgesOf(12)}
        .xAxis=${'wall'}
        .bins=${10}
      ></rb-histogram-heat-map>`,
  },
};
