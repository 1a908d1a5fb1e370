// A card as a chart with a heading, for the page and for what is saved of it.
import type { NamedChart } from '../../../../client/charts/chart-view.ts';
import type { Line, XAxis } from '../../../../client/charts/plotted-line.ts';
import { type Card, takesTags } from './card-list.ts';
import { chartSettingsOf, effectiveSettings, numberOf, type View } from './chart-settings.ts';
import { stepSelectionOf } from './step-selection.ts';

/** Custom properties for what the user chose of width and height. */
export function cardSizeOf(view: View): string {
  const columns = numberOf(view['cols']) ?? 0;
  const height = numberOf(view['height']) ?? 0;
  const share = `calc((100% - ${columns - 1} * var(--rb-space-3)) / ${columns})`;
  const width = columns >= 1 ? `--rb-card-min-width: max(12rem, ${share});` : '';
  return `${width}${height >= 4 ? `--rb-plot-height: ${height}rem;` : ''}`;
}

/** What a card draws. */
export interface CardDrawing {
  readonly heading: string;
  readonly lines: readonly Line[];
  readonly xAxis: XAxis;
}

/** All that its chart shows. */
export function namedChartOf(card: Card, view: View, drawing: CardDrawing): NamedChart {
  const { settings } = card;
  const selection = drawing.xAxis === 'step' ? stepSelectionOf(view['sel']) : undefined;
  return {
    ...drawing,
    ...effectiveSettings(chartSettingsOf(view), settings),
    references: settings.references,
    selection: selection && { from: selection.from, to: selection.to ?? selection.from },
    zoom: settings.zoom,
  };
}

/** Settings of the tab by which a card of a tag stands alone; others stand among what there is. */
export function viewOfOne(view: View, card: Card): View {
  if (!takesTags(card)) return view;
  const tag = (card.tags[0] ?? '').replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  return { ...view, tag: `^${tag}$` };
}
