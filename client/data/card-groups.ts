// Groups of cards on a dashboard: which there are, which are open, which cards are pinned, and how a link carries that.
import { namesOf, textOf } from './name-list.ts';
import { matcherOf } from './run-selection.ts';
import { type TagGroup, tagGroupsOf } from './tag-groups.ts';

/** `name` is empty for the group of all tags that share no first part with another; it comes first. */
export interface CardGroup extends TagGroup {
  readonly open: boolean;
}

/** A dashboard's own settings, as `rb-view-change` carries them. */
type View = Readonly<Record<string, string>>;

/** Groups open by themselves until this many cards are shown; the first always is. */
const CARDS_OPEN = 48;

/**
 * Groups of the tags that match `view.tag`, in natural order. `view.open` and `view.shut` name groups that the user
 * opened or shut. `cardsOf` tells how many cards a tag has; default one. `invalid` says why the filter cannot be used.
 */
export function cardGroupsOf(
  tags: Iterable<string>,
  view: View,
  cardsOf: (tag: string) => number = () => 1,
): { readonly groups: readonly CardGroup[]; readonly invalid: string | undefined } {
  const { matches, invalid } = matcherOf(view['tag'] ?? '');
  const opened = namesOf(view['open']);
  const shut = namesOf(view['shut']);
  let cards = 0;
  const groups = withLonersJoined(tagGroupsOf([...tags].filter(matches))).map((group) => {
    const first = cards === 0;
    for (const tag of group.tags) cards += cardsOf(tag);
    const open = opened.has(group.name) || (!shut.has(group.name) && (first || cards <= CARDS_OPEN));
    return { ...group, open };
  });
  return { groups, invalid };
}

/** `loss`, `error` and the like side by side, in place of a group for each. */
function withLonersJoined(groups: readonly TagGroup[]): readonly TagGroup[] {
  const isLoner = ({ name, tags }: TagGroup) => tags.length === 1 && tags[0] === name;
  const loners = groups.filter(isLoner).flatMap(({ tags }) => tags);
  if (loners.length < 2) return groups;
  return [{ name: '', tags: loners }, ...groups.filter((group) => !isLoner(group))];
}

/** Whether a group is open that is unless the user shut it. */
export function isOpen(view: View, name: string): boolean {
  return !namesOf(view['shut']).has(name);
}

/** What to change of the view so that a group is open or shut. */
export function viewWithGroup(view: View, name: string, open: boolean): View {
  const opened = namesOf(view['open']);
  const shut = namesOf(view['shut']);
  opened.delete(name);
  shut.delete(name);
  (open ? opened : shut).add(name);
  return { open: textOf(opened), shut: textOf(shut) };
}

/** Keys of the cards that the user pinned, in the order in which they were pinned. */
export function pinnedOf(view: View): ReadonlySet<string> {
  return namesOf(view['pin']);
}

/** What to change of the view so that a card is pinned, behind the others, or no longer. */
export function viewWithPin(view: View, key: string, pinned: boolean): View {
  const keys = namesOf(view['pin']);
  keys.delete(key);
  if (pinned) keys.add(key);
  return { pin: textOf(keys) };
}
