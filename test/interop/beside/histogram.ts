// Histograms and distributions beside TensorBoard's: the numbers that each page has put on screen.
import type { Page } from 'playwright-core';
import type { Comparison } from '../beside.ts';

/** Counts of each ridge, without empty ends: one value alone gets an axis of another width. By chart, then by step. */
type Ridges = readonly (readonly (readonly number[])[])[];

// The Node program that tests belong to knows no DOM. d3 keeps what it drew in `__data__`.
interface Chart {
  readonly shadowRoot: { querySelectorAll(selector: string): Iterable<{ readonly __data__: unknown }> };
}

/**
 * In thousandths of a chart's greatest, since sums come in another order; sorted, since tags do too. Undefined until
 * there are `least` charts with something in them.
 */
function agreed(charts: Ridges, least: number): string[] | undefined {
  const full = charts.filter((ridges) => ridges.length > 0);
  if (full.length < least) return undefined;
  const rounded = full.map((ridges) => {
    const greatest = Math.max(...ridges.flat().map(Math.abs).filter(Number.isFinite)) || 1;
    return ridges.map((counts) => {
      // Halves and quarters are common, and sums of them must not fall on either side of an edge: hence no round edges.
      const thousandths = counts.map((count) => Math.floor((count / greatest) * 1000 + 0.137) || 0);
      return thousandths.slice(
        thousandths.findIndex((count) => count > 0),
        thousandths.findLastIndex((count) => count > 0) + 1,
      );
    });
  });
  return rounded.map((ridges) => JSON.stringify(ridges)).sort();
}

/** TensorBoard opens only the first two groups of tags by itself. */
async function openGroups(page: Page): Promise<void> {
  const closed = page.locator('tf-category-paginated-view button.heading:not([open-button])');
  for (const heading of await closed.all()) await heading.click();
}

async function ourRidges(page: Page): Promise<Ridges> {
  await page.getByRole('combobox', { name: 'Bins' }).selectOption('30 bins');
  const drawn = await page
    .locator('rb-ridges')
    .evaluateAll((charts: readonly unknown[]) =>
      (charts as readonly { readonly counts: readonly Float64Array[] }[]).map(({ counts }) =>
        counts.map((row) => [...row]),
      ),
    );
  // Where a histogram is empty at its one step, TensorBoard draws a ridge without height, and ours says so in words.
  const empty = await page.getByText('Nothing was counted at any step').count();
  return [...drawn, ...Array.from({ length: empty }, () => [[0]])];
}

async function theirRidges(page: Page): Promise<Ridges> {
  await openGroups(page);
  return page
    .locator('vz-histogram-timeseries')
    .evaluateAll((charts: readonly unknown[]) =>
      (charts as readonly Chart[]).map(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll('.histogram')].map(({ __data__ }) =>
          (__data__ as { readonly bins: readonly { readonly y: number }[] }).bins.map(({ y }) => y),
        ),
      ),
    );
}

function ourBands(page: Page): Promise<Ridges> {
  return page.locator('rb-bands').evaluateAll((charts: readonly unknown[]) =>
    (charts as readonly { readonly columns: { readonly values: Float64Array } }[]).map(({ columns }) => {
      const values = [...columns.values];
      return Array.from({ length: values.length / 9 }, (_, step) => values.slice(step * 9, step * 9 + 9));
    }),
  );
}

async function theirBands(page: Page): Promise<Ridges> {
  await openGroups(page);
  return page.locator('vz-distribution-chart').evaluateAll((charts: readonly unknown[]) =>
    (charts as readonly Chart[]).map(({ shadowRoot }) => {
      const [area] = shadowRoot.querySelectorAll('path.area');
      const steps = (area?.__data__ ?? []) as readonly (readonly (readonly [number, number])[])[];
      return steps.map((percentiles) => percentiles.map(([, value]) => value));
    }),
  );
}

export const HISTOGRAM_COMPARISONS: readonly Comparison[] = [
  ['torch_api', 8],
  ['tf2', 1],
  ['torch_lecture', 4],
].flatMap(([log, least]) => [
  {
    title: 'ridges in thirty bins',
    log: String(log),
    ours: 'histograms',
    theirs: 'histograms',
    drawn: { ours: 'rb-ridges', theirs: 'vz-histogram-timeseries' },
    read: {
      ours: async (page: Page) => agreed(await ourRidges(page), Number(least)),
      theirs: async (page: Page) => agreed(await theirRidges(page), Number(least)),
    },
  },
  {
    title: 'percentiles of distributions',
    log: String(log),
    ours: 'distributions',
    theirs: 'distributions',
    drawn: { ours: 'rb-bands', theirs: 'vz-distribution-chart' },
    read: {
      ours: async (page: Page) => agreed(await ourBands(page), Number(least)),
      theirs: async (page: Page) => agreed(await theirBands(page), Number(least)),
    },
  },
]);
