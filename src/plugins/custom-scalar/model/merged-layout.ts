// The layouts of several runs as one, as TensorBoard merges them: contract 3.8.
import type { Category, Chart, Layout } from '../kind.ts';

/** Categories of one title become one; of equal charts in it the first stays. Everything keeps its order. */
export function mergedLayout(layouts: readonly Layout[]): Layout {
  const categories = new Map<string, { category: Category; charts: Map<string, Chart> }>();
  const ordered: { category: Category; charts: Map<string, Chart> }[] = [];
  for (const category of layouts.flatMap((layout) => layout.categories)) {
    let entry = categories.get(category.title);
    if (!entry) {
      entry = { category, charts: new Map() };
      categories.set(category.title, entry);
      ordered.push(entry);
    }
    for (const chart of category.charts) {
      const key = JSON.stringify(chart);
      if (!entry.charts.has(key)) entry.charts.set(key, chart);
    }
  }
  return {
    categories: ordered.map(({ category, charts }) => ({ ...category, charts: [...charts.values()] })),
  };
}
