// The charts that users laid out, and what is shown of them together with what training programs logged.
import type { Band, Chart, Layout, OwnChart, OwnLayout } from '../kind.ts';

/** A chart as it is shown. */
export interface PlacedChart {
  /** Each once; the same as long as category, title and the equal ones before it are. */
  readonly id: string;
  readonly category: string;
  readonly chart: Chart;
  /** Index among the user's own charts; undefined for a logged one. */
  readonly own: number | undefined;
}

/** Charts of one title. */
export interface PlacedCategory {
  readonly title: string;
  /** Whether it is shown folded unless the user says otherwise. */
  readonly closed: boolean;
  readonly charts: readonly PlacedChart[];
}

/** The charts that a document holds; what in it is none is passed over. */
export function ownChartsOf(document: unknown): OwnChart[] {
  const { charts } = (document ?? {}) as { readonly charts?: unknown };
  return Array.isArray(charts) ? charts.flatMap((chart: unknown) => ownChartOf(chart) ?? []) : [];
}

function ownChartOf(chart: unknown): OwnChart | undefined {
  const { category, title, kind, tags, series } = (chart ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof category !== 'string' || typeof title !== 'string') return undefined;
  if (kind === 'multiline' && Array.isArray(tags) && tags.every((tag) => typeof tag === 'string'))
    return { category, title, kind, tags };
  if (kind === 'margin' && Array.isArray(series) && series.every(isBand))
    return {
      category,
      title,
      kind,
      series: series.map(({ value, lower, upper }) => ({ value, lower, upper })),
    };
  return undefined;
}

function isBand(band: unknown): band is Band {
  const { value, lower, upper } = (band ?? {}) as Readonly<Record<string, unknown>>;
  return [value, lower, upper].every((tag) => typeof tag === 'string');
}

/**
 * Logged categories in their order, each with its own charts behind the logged ones; a user's chart stands in the place
 * of the logged one with its title. Categories that only the user has come first, in the order of their charts.
 */
export function laidOut(own: readonly OwnChart[], logged: Layout): PlacedCategory[] {
  const categories = new Map<string, { closed: boolean; charts: (Chart | number)[] }>();
  const loggedTitles = new Set(logged.categories.map(({ title }) => title));
  for (const { category } of own)
    if (!loggedTitles.has(category)) categories.set(category, { closed: false, charts: [] });
  for (const { title, closed, charts } of logged.categories)
    categories.set(title, { closed, charts: [...charts] });
  for (const [at, { category, title }] of own.entries()) {
    const charts = categories.get(category)?.charts ?? [];
    const place = charts.findIndex((chart) => typeof chart !== 'number' && chart.title === title);
    if (place < 0) charts.push(at);
    else charts[place] = at;
  }
  return [...categories].map(([title, { closed, charts }]) => ({
    title,
    closed,
    charts: withIds(
      title,
      charts.flatMap((entry) => {
        if (typeof entry !== 'number') return { chart: entry, own: undefined };
        const chart = own[entry];
        return chart ? { chart, own: entry } : [];
      }),
    ),
  }));
}

function withIds(category: string, charts: readonly Pick<PlacedChart, 'chart' | 'own'>[]): PlacedChart[] {
  const counts = new Map<string, number>();
  return charts.map(({ chart, own }) => {
    const name = `${category}/${chart.title}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { id: `l:${name}${count === 1 ? '' : `#${count}`}`, category, chart, own };
  });
}

/** The document with a chart at a place among the user's own, or behind them. */
export function withChart(before: OwnLayout | undefined, chart: OwnChart, at?: number): OwnLayout {
  const charts = ownChartsOf(before);
  charts.splice(at ?? charts.length, at === undefined ? 0 : 1, chart);
  return { version: 1, charts };
}

/** The document without a chart of the user's own. */
export function withoutChart(before: OwnLayout | undefined, at: number): OwnLayout {
  return { version: 1, charts: ownChartsOf(before).filter((_, index) => index !== at) };
}

/** The document with a chart moved before (−1) or behind (1) its neighbour of the same category. */
export function withMovedChart(before: OwnLayout | undefined, at: number, by: -1 | 1): OwnLayout {
  const charts = ownChartsOf(before);
  const moved = charts[at];
  let other = at + by;
  while (charts[other] && charts[other]?.category !== moved?.category) other += by;
  const neighbour = charts[other];
  if (moved && neighbour) [charts[at], charts[other]] = [neighbour, moved];
  return { version: 1, charts };
}
