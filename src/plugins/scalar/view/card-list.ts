// Which cards there are: one for each tag, those that were put together, and those that are pinned above all.
import { type CardGroup, cardGroupsOf, pinnedOf, viewWithPin } from '../../../../client/data/card-groups.ts';
import { compileRegex } from '../../../../client/data/linear-regex.ts';
import { compareNames } from '../../../natural-order.ts';
import {
  type CardSettings,
  cardSettingsOf,
  cardSettingsText,
  NO_CARD_SETTINGS,
  type View,
} from './chart-settings.ts';

/** One chart. */
export interface Card {
  /**
   * Name of its settings in the address: `c:` and its first tag, or `m:` and a regular expression; `l:` and a place where a
   * layout says what is in it.
   */
  readonly id: string;
  /** At least one; the first names the card, unless it is made by an expression. */
  readonly tags: readonly string[];
  readonly settings: CardSettings;
  readonly pinned: boolean;
}

/** A group of tags with their cards. */
export interface CardSection {
  readonly name: string;
  readonly open: boolean;
  readonly cards: readonly Card[];
}

export interface CardList {
  /** In the order in which they were pinned, then those made by expressions. */
  readonly pinned: readonly Card[];
  readonly sections: readonly CardSection[];
  /** Why the tag filter cannot be used. */
  readonly invalid: string | undefined;
}

export const cardOfTag = (tag: string) => `c:${tag}`;
export const cardOfExpression = (expression: string) => `m:${expression}`;

/** Whether further tags can be put into the card by hand. */
export const takesTags = ({ id }: Pick<Card, 'id'>) => id.startsWith('c:');
/** Whether the card can be dragged onto another. */
export const isMovable = ({ id }: Pick<Card, 'id'>) => !id.startsWith('l:');

/** The expression that a card is made by; undefined for a card of a tag. */
export function expressionOf({ id }: Pick<Card, 'id'>): string | undefined {
  return id.startsWith('m:') ? id.slice(2) : undefined;
}

/** Cards of the tags, each named once. */
export function cardListOf(tags: Iterable<string>, view: View): CardList {
  const present = new Set(tags);
  const pins = pinnedOf(view);
  const settingsOf = settingsBy(view);
  // A tag that was put into another card has none of its own while that card is there; a pinned one stands above only.
  const moved = new Set<string>();
  for (const tag of present)
    for (const other of settingsOf(cardOfTag(tag)).more) if (other !== tag) moved.add(other);
  const cardOf = (tag: string): Card => {
    const id = cardOfTag(tag);
    const settings = settingsOf(id);
    const more = settings.more.filter((other) => other !== tag && present.has(other));
    return { id, tags: [tag, ...more], settings, pinned: pins.has(id) };
  };
  const { groups, invalid } = cardGroupsOf(
    [...present].filter((tag) => !moved.has(tag) && !pins.has(cardOfTag(tag))),
    view,
  );
  const expressions = Object.keys(view).filter((name) => name.startsWith('m:'));
  const made = expressions.map((id): Card => {
    const regex = compileRegex(id.slice(2));
    const matching =
      regex.kind === 'compiled' ? [...present].filter((tag) => regex.test(tag)).sort(compareNames) : [];
    return { id, tags: matching, settings: settingsOf(id), pinned: true };
  });
  const pinned = [...pins]
    .filter((id) => id.startsWith('c:') && present.has(id.slice(2)))
    .map((id) => cardOf(id.slice(2)));
  return {
    pinned: [...pinned, ...made.filter((card) => card.tags.length > 0)],
    sections: groups.map((group: CardGroup) => ({
      name: group.name,
      open: group.open,
      cards: group.open ? group.tags.map(cardOf) : group.tags.map((tag) => bare(tag)),
    })),
    invalid,
  };
}

/** Cards of a closed group are only counted. */
const bare = (tag: string): Card => ({
  id: cardOfTag(tag),
  tags: [tag],
  settings: NO_CARD_SETTINGS,
  pinned: false,
});

// The same text gives the same object, so that a card that did not change draws nothing.
const parsed = new Map<string, CardSettings>();

function settingsBy(view: View): (id: string) => CardSettings {
  return (id) => {
    const text = view[id];
    if (!text) return NO_CARD_SETTINGS;
    const known = parsed.get(text);
    if (known) return known;
    if (parsed.size > 1000) parsed.clear();
    const settings = cardSettingsOf(text);
    parsed.set(text, settings);
    return settings;
  };
}

/** What to change of the view so that a card has these settings. A card of an expression stays, also without any. */
export function viewWithCard(card: Pick<Card, 'id' | 'settings'>, change: Partial<CardSettings>): View {
  const text = cardSettingsText({ ...card.settings, ...change });
  return { [card.id]: text || (card.id.startsWith('m:') ? 'all' : '') };
}

/** What to change of the view so that a card is pinned or not; a card of an expression goes. */
export function viewWithCardPin(view: View, id: string, pinned: boolean): View {
  if (id.startsWith('m:')) return { [id]: pinned ? (view[id] ?? 'all') : '' };
  return viewWithPin(view, id, pinned);
}

/** What to change of the view so that all tags of one card are in another as well, and nowhere else. */
export function viewWithMerged(into: Card, from: Card): View {
  const more = [...new Set([...into.settings.more, ...from.tags])].filter((tag) => tag !== into.tags[0]);
  const cleared: View = expressionOf(from) === undefined ? { [from.id]: '' } : {};
  return { ...cleared, ...viewWithCard(into, { more }) };
}
