// What of a graph is open and set aside, as the address tells it: by what differs from the first sight. Pure.

type View = Readonly<Record<string, string>>;

/** Paths hold almost everything, but no line break. */
const BREAK = '\n';
const listOf = (text: string | undefined) => (text ? text.split(BREAK) : []);

/** Paths of the open boxes. */
export function openOf(view: View, firstOpen: readonly string[]): ReadonlySet<string> {
  const open = new Set(firstOpen);
  for (const path of listOf(view['closed'])) open.delete(path);
  for (const path of listOf(view['open'])) open.add(path);
  return open;
}

/** The part of the address that says so; the inverse of `openOf`. */
export function viewOfOpen(open: ReadonlySet<string>, firstOpen: readonly string[]): View {
  const first = new Set(firstOpen);
  return {
    open: [...open].filter((path) => !first.has(path)).join(BREAK),
    closed: firstOpen.filter((path) => !open.has(path)).join(BREAK),
  };
}

/** Paths that the user has set aside, and put back into the graph. */
export function asideOf(view: View): {
  readonly aside: readonly string[];
  readonly inside: readonly string[];
} {
  return { aside: listOf(view['aside']), inside: listOf(view['inside']) };
}

/** The part of the address with one box moved. */
export function viewOfAside(view: View, path: string, isAside: boolean): View {
  const { aside, inside } = asideOf(view);
  const without = (list: readonly string[]) => list.filter((one) => one !== path);
  return {
    aside: [...without(aside), ...(isAside ? [path] : [])].join(BREAK),
    inside: [...without(inside), ...(isAside ? [] : [path])].join(BREAK),
  };
}
