// PR curves beside TensorBoard's.
import type { Comparison } from '../beside.ts';

/** What a page draws of a tag: precision and recall from threshold to threshold. */
interface Drawn {
  readonly tag: string;
  readonly precision: readonly number[];
  readonly recall: readonly number[];
}

/** In one order, with as many digits as float32 has. */
function told(curves: readonly Drawn[]): unknown {
  const rounded = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(5)));
  return curves
    .map(({ tag, precision, recall }) => ({ tag, precision: rounded(precision), recall: rounded(recall) }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

export const PR_CURVE_COMPARISONS: readonly Comparison[] = [
  {
    title: 'precision and recall of all tags at the first step',
    log: 'torch_api',
    ours: 'pr_curves?step=0&curves=pr',
    theirs: 'pr_curves',
    drawn: { ours: 'rb-curve-plot', theirs: 'tf-pr-curve-card vz-line-chart2' },
    read: {
      ours: async (page) => {
        const curves = await page.locator('rb-pr-card').evaluateAll((cards) =>
          cards.map((card) => {
            const { heading, renderRoot } = card as unknown as {
              heading: string;
              renderRoot: {
                querySelector(name: string): { curves: { x: Float64Array; y: Float64Array }[] } | null;
              };
            };
            const curve = renderRoot.querySelector('rb-curve-plot')?.curves[0];
            return {
              tag: heading,
              precision: Array.from(curve?.y ?? []),
              recall: Array.from(curve?.x ?? []),
            };
          }),
        );
        return curves.length < 2 || curves.some(({ recall }) => recall.length === 0)
          ? undefined
          : told(curves);
      },
      theirs: async (page) => {
        const curves = await page.locator('tf-pr-curve-card').evaluateAll((cards) =>
          cards.map((card) => {
            const { tag, _runToDataOverTime: data } = card as unknown as {
              tag: string;
              _runToDataOverTime?: Record<string, { precision: number[]; recall: number[] }[]>;
            };
            const curve = data?.['.']?.[0];
            return { tag, precision: curve?.precision ?? [], recall: curve?.recall ?? [] };
          }),
        );
        return curves.length < 2 || curves.some(({ recall }) => recall.length === 0)
          ? undefined
          : told(curves);
      },
    },
  },
];
