// The page's address: what a link must carry to reopen the same view, in the part behind `#`.
//   #scalars?smoothing=0.9&run=lr&sort=-step&hide=a,b&images.size=2
// The tab; its own settings by their names, other tabs' with the tab in front; the run filter; the run table's
// order, groups and baseline; and the runs that are
// unticked (`hide`) or the only ones ticked (`only`). What is as at first stands nowhere.
import { decode, queryOf, tabOf } from './address-tab.ts';
import { ALL_RUNS, type RunTicks } from './run-selection.ts';

/** One tab's own settings. */
export type TabView = Readonly<Record<string, string>>;

/** Everything that a link carries. */
export interface Place {
  /** Plugin name of the tab; empty for the first that there is. */
  readonly tab: string;
  readonly runFilter: string;
  readonly ticks: RunTicks;
  readonly table: RunTableView;
  /** Settings by tab; tabs without any are left out. */
  readonly views: ReadonlyMap<string, TabView>;
}

/** How the run table is laid out; an empty text is as at first. */
export interface RunTableView {
  /** Field to sort by, `-` in front for descending. */
  readonly order: string;
  /** Field or `/pattern/` to group by. */
  readonly grouping: string;
  /** `1` where groups are drawn as their mean. */
  readonly mean: string;
  /** Name of the run that others are compared with. */
  readonly baseline: string;
}

export const FIRST_TABLE: RunTableView = { order: '', grouping: '', mean: '', baseline: '' };
export const FIRST_PLACE: Place = {
  tab: '',
  runFilter: '',
  ticks: ALL_RUNS,
  table: FIRST_TABLE,
  views: new Map(),
};

/** Under which names it stands in an address. */
const TABLE_NAMES = { sort: 'order', group: 'grouping', mean: 'mean', baseline: 'baseline' } as const;
const OWN_NAMES = new Set(['run', 'hide', 'only', ...Object.keys(TABLE_NAMES)]);

/** Percent-encoding that leaves alone what is harmless behind `#`, so that names stay readable. Lone surrogates are
 * replaced, since they have no encoding. */
function encode(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(wellFormed).replace(/%(2F|3A|3B|40|7C|24|5B|5D|5E)/g, decodeURIComponent);
}

/** The address's part from `#` on; empty for a view as at first. Exact inverse of `placeOf`. */
export function hashOf(place: Place): string {
  const parts: string[] = [];
  const add = (name: string, value: string) => parts.push(`${name}=${value}`);
  const views = [...place.views].sort(([a], [b]) => Number(b === place.tab) - Number(a === place.tab));
  for (const [tab, view] of views)
    for (const [name, value] of Object.entries(view)) {
      const plain = tab === place.tab && !OWN_NAMES.has(name) && !name.includes('.');
      if (value !== '')
        add(plain ? encode(name) : `${encode(tab).replaceAll('.', '%2E')}.${encode(name)}`, encode(value));
    }
  if (place.runFilter !== '') add('run', encode(place.runFilter));
  for (const [name, field] of Object.entries(TABLE_NAMES))
    if (place.table[field] !== '') add(name, encode(place.table[field]));
  const { mode, names } = place.ticks;
  // Commas part the names, so those inside a name are encoded: `encode` does.
  if (mode === 'only' || names.size > 0)
    add(mode === 'only' ? 'only' : 'hide', [...names].map(encode).join(','));
  const query = parts.length === 0 ? '' : `?${parts.join('&')}`;
  return place.tab === '' && query === '' ? '' : `#${encode(place.tab)}${query}`;
}

/** What an address asks for. Never throws: what it cannot read it takes for text. */
export function placeOf(hash: string): Place {
  const tab = tabOf(hash);
  const views = new Map<string, Map<string, string>>();
  let runFilter = '';
  let ticks = ALL_RUNS;
  const table = { ...FIRST_TABLE };
  for (const part of queryOf(hash).split('&')) {
    const equalsAt = part.indexOf('=');
    if (equalsAt < 0) continue;
    const name = part.slice(0, equalsAt);
    const value = part.slice(equalsAt + 1);
    if (name === 'run') runFilter = decode(value);
    else if (isTableName(name)) table[TABLE_NAMES[name]] = decode(value);
    else if (name === 'hide' || name === 'only')
      ticks = { mode: name === 'only' ? 'only' : 'all-but', names: new Set(namesOf(value)) };
    else {
      const dotAt = name.indexOf('.');
      const viewTab = dotAt < 0 ? tab : decode(name.slice(0, dotAt));
      const view = views.get(viewTab) ?? new Map<string, string>();
      view.set(decode(name.slice(dotAt + 1)), decode(value));
      views.set(viewTab, view);
    }
  }
  const tabViews = [...views].map(([viewTab, view]): [string, TabView] => [
    viewTab,
    Object.fromEntries(view),
  ]);
  return { tab, runFilter, ticks, table, views: new Map(tabViews) };
}

const isTableName = (name: string): name is keyof typeof TABLE_NAMES => Object.hasOwn(TABLE_NAMES, name);
const namesOf = (list: string) => (list === '' ? [] : list.split(',').map(decode));
