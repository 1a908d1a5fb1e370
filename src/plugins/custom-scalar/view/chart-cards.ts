// Which cards the layout makes: for each chart the tags that it draws, in sections that are its categories.
import { isOpen, pinnedOf } from '../../../../client/data/card-groups.ts';
import { compileTagPattern } from '../../../../client/data/linear-regex.ts';
import { namesOf } from '../../../../client/data/name-list.ts';
import { matcherOf } from '../../../../client/data/run-selection.ts';
import type { Card, CardList } from '../../scalar/view/card-list.ts';
import { cardSettingsOf, type View } from '../../scalar/view/chart-settings.ts';
import type { Chart } from '../kind.ts';
import type { PlacedCategory } from '../model/own-layout.ts';

/**
 * Tags that a chart draws, each once: those that its patterns match, in the order of the patterns, or those that its bands
 * name as far as they are there. `tags` are sorted. A pattern that is none matches nothing.
 */
export function tagsOf(chart: Chart, tags: readonly string[]): readonly string[] {
  if (chart.kind === 'empty') return [];
  const found = new Set<string>();
  if (chart.kind === 'margin') {
    const present = new Set(tags);
    for (const { value, lower, upper } of chart.series)
      for (const tag of [value, lower, upper]) if (present.has(tag)) found.add(tag);
    return [...found];
  }
  for (const pattern of chart.tags) {
    const compiled = pattern === '' ? undefined : compileTagPattern(pattern);
    if (compiled?.kind !== 'compiled') continue;
    for (const tag of tags) if (compiled.matchesStart(tag)) found.add(tag);
  }
  return [...found];
}

/** Whether what a chart draws is not known yet: what runs its patterns is still on its way. */
export function awaitsEngine(chart: Chart): boolean {
  return chart.kind === 'multiline' && chart.tags.some((tag) => compileTagPattern(tag).kind === 'pending');
}

/** Patterns of a chart that cannot be run. */
export function invalidPatterns(chart: Chart): string[] {
  if (chart.kind !== 'multiline') return [];
  return chart.tags.filter((pattern) => pattern !== '' && compileTagPattern(pattern).kind === 'invalid');
}

/**
 * Cards whose title or tags match `view.tag`, in the layout's order. Categories are open unless the layout or the user
 * folds them; pinned cards stand above only.
 */
export function chartCards(layout: readonly PlacedCategory[], tags: readonly string[], view: View): CardList {
  const { matches, invalid } = matcherOf(view['tag'] ?? '');
  const pins = pinnedOf(view);
  const opened = namesOf(view['open']);
  const cards = new Map<string, Card>();
  const sections = layout.map(({ title, closed, charts }) => {
    const own = charts.map(({ id, chart }): Card => {
      const card = {
        id,
        tags: tagsOf(chart, tags),
        settings: cardSettingsOf(view[id]),
        pinned: pins.has(id),
      };
      cards.set(id, card);
      return card;
    });
    const shown = own.filter(
      (card, at) =>
        !card.pinned && (matches(charts[at]?.chart.title ?? '') || card.tags.some((tag) => matches(tag))),
    );
    return { name: title, open: opened.has(title) || (isOpen(view, title) && !closed), cards: shown };
  });
  return {
    pinned: [...pins].flatMap((id) => cards.get(id) ?? []),
    sections: sections.filter((section) => section.cards.length > 0),
    invalid,
  };
}
