// Cards grouped by the first part of their tags, as TensorBoard groups them (categorizeTags in tf-categorization-utils).
import { compareNames } from '../../src/natural-order.ts';

/** Tags with the same first part. */
export interface TagGroup {
  /** What stands before the first `/`; a tag without one is a group of its own. */
  readonly name: string;
  /** Each once, in natural order: `layer2` before `layer10`. */
  readonly tags: readonly string[];
}

/** Groups in natural order of their names; doubled tags count once. */
export function tagGroupsOf(tags: Iterable<string>): TagGroup[] {
  const groups = new Map<string, string[]>();
  for (const tag of new Set(tags)) {
    const name = tag.split('/', 1)[0] ?? tag;
    const group = groups.get(name);
    if (group) group.push(tag);
    else groups.set(name, [tag]);
  }
  return [...groups]
    .map(([name, members]) => ({ name, tags: members.sort(compareNames) }))
    .sort((a, b) => compareNames(a.name, b.name));
}
