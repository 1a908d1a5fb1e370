// The page's address: what a link must carry to reopen the same view, in the part behind `#`.
//   #scalars?smoothing=0.9&run=lr&hide=a,b&images.size=2
// The tab; its own settings by their names, other tabs' with the tab in front; the run filter; and the runs that are
// unticked (`hide`) or the only ones ticked (`only`). What is as at first stands nowhere.
import { ALL_RUNS, type RunTicks } from './run-selection.ts';

/** One tab's own settings. */
export type TabView = Readonly<Record<string, string>>;

/** Everything that a link carries. */
export interface Place {
  /** Plugin name of the tab; empty for the first that there is. */
  readonly tab: string;
  readonly runFilter: string;
  readonly ticks: RunTicks;
  /** Settings by tab; tabs without any are left out. */
  readonly views: ReadonlyMap<string, TabView>;
}

export const FIRST_PLACE: Place = { tab: '', runFilter: '', ticks: ALL_RUNS, views: new Map() };

const OWN_NAMES = new Set(['run', 'hide', 'only']);

/** Percent-encoding that leaves alone what is harmless behind `#`, so that names stay readable. Lone surrogates are
 * replaced, since they have no encoding. */
function encode(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(wellFormed).replace(/%(2F|3A|40|7C|24|5B|5D|5E)/g, decodeURIComponent);
}

/** A hand-written address may hold a stray `%`: then the text is meant as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
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
  const { mode, names } = place.ticks;
  // Commas part the names, so those inside a name are encoded: `encode` does.
  if (mode === 'only' || names.size > 0)
    add(mode === 'only' ? 'only' : 'hide', [...names].map(encode).join(','));
  const query = parts.length === 0 ? '' : `?${parts.join('&')}`;
  return place.tab === '' && query === '' ? '' : `#${encode(place.tab)}${query}`;
}

/** What an address asks for. Never throws: what it cannot read it takes for text. */
export function placeOf(hash: string): Place {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  const queryAt = text.indexOf('?');
  const tab = decode(queryAt < 0 ? text : text.slice(0, queryAt));
  const views = new Map<string, Map<string, string>>();
  let runFilter = '';
  let ticks = ALL_RUNS;
  for (const part of queryAt < 0 ? [] : text.slice(queryAt + 1).split('&')) {
    const equalsAt = part.indexOf('=');
    if (equalsAt < 0) continue;
    const name = part.slice(0, equalsAt);
    const value = part.slice(equalsAt + 1);
    if (name === 'run') runFilter = decode(value);
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
  return { tab, runFilter, ticks, views: new Map(tabViews) };
}

const namesOf = (list: string) => (list === '' ? [] : list.split(',').map(decode));
