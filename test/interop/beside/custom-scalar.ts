// Laid out charts beside TensorBoard's: which curves each draws, point by point.
import type { Page } from 'playwright-core';
import type { Comparison } from '../beside.ts';

/** A point: its step and its value. */
type Points = readonly (readonly [step: number, value: number])[];

// The Node program that tests belong to knows no DOM.
interface TheirChart {
  readonly _chart?: {
    readonly datasets: Readonly<
      Record<string, { data(): readonly { readonly step: number; readonly scalar: number }[] }>
    >;
  };
}
interface OurCard {
  readonly heading: string;
  readonly lines: readonly {
    readonly columns: { readonly steps: ArrayLike<number | bigint>; readonly values: ArrayLike<number> };
  }[];
}

/** TensorBoard draws no band whose three tags have other numbers of points, and this one has 30, 20 and 20. */
const TOLD_APART = 'dow';
/** Charts that are left. */
const CHARTS = 3;

/** A text a chart, in the order of both pages. Undefined until all have curves. */
function agreed(charts: readonly (readonly Points[])[]): string[] | undefined {
  const full = charts.filter((curves) => curves.length > 0);
  if (full.length < CHARTS) return undefined;
  const text = (points: Points) => points.map(([step, value]) => `${step}:${value.toPrecision(5)}`).join(' ');
  return full.map((curves) => curves.map(text).sort().join(' | '));
}

async function theirs(page: Page): Promise<string[] | undefined> {
  const charts = await page
    .locator('vz-line-chart2')
    .evaluateAll((all: readonly unknown[]) =>
      (all as readonly TheirChart[]).map(({ _chart }) =>
        Object.values(_chart?.datasets ?? {}).map((dataset) =>
          dataset.data().map(({ step, scalar }) => [step, scalar] as const),
        ),
      ),
    );
  return agreed(charts);
}

async function ours(page: Page): Promise<string[] | undefined> {
  const cards = await page.locator('rb-scalar-card').evaluateAll((all: readonly unknown[]) =>
    (all as readonly OurCard[]).map(({ heading, lines }) => ({
      heading,
      curves: lines.map(({ columns }) =>
        Array.from(columns.values, (value, at) => [Number(columns.steps[at]), value] as const),
      ),
    })),
  );
  return agreed(cards.filter(({ heading }) => heading !== TOLD_APART).map(({ curves }) => curves));
}

export const CUSTOM_SCALAR_COMPARISONS: readonly Comparison[] = [
  {
    title: 'charts of a layout that PyTorch wrote',
    log: 'torch_api',
    ours: 'custom_scalars',
    theirs: 'custom_scalars',
    drawn: { ours: 'rb-line-chart', theirs: 'vz-line-chart2' },
    read: { ours, theirs },
  },
];
