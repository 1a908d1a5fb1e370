// Keeps the page and the browser's address in step, both ways.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { hashOf, type Place, placeOf, type TabView } from '../data/address-bar.ts';
import { keep, kept } from './kept.ts';

const NO_VIEW: TabView = {};
const keptName = (tab: string) => `view.${tab}`;

/** Belongs to the shell; its host is drawn anew whenever the place changes. */
export class AddressController implements ReactiveController {
  place: Place = placeOf(location.hash);
  readonly #host: ReactiveControllerHost;
  /** Tabs that were shown already. */
  #shown = new Set<string>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('popstate', this.#read);
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#read);
  }

  /** Settings of one tab; the same object until they change. */
  viewOf(tab: string): TabView {
    return this.place.views.get(tab) ?? NO_VIEW;
  }

  /** Address of the page with another tab, all else as it is. A plain link: the back button leads back. */
  hrefOf(tab: string): string {
    return hashOf({ ...this.place, tab });
  }

  /** Changes the place; no step for the back button. */
  set(part: Partial<Place>): void {
    this.place = { ...this.place, ...part };
    history.replaceState(null, '', hashOf(this.place) || location.pathname + location.search);
    this.#host.requestUpdate();
  }

  /** Once for each tab that is shown: an address without settings for it gets those that the browser kept. */
  restoreView(tab: string, names: readonly string[]): void {
    if (this.#shown.has(tab)) return;
    this.#shown.add(tab);
    if (this.place.views.has(tab)) return;
    const known = new URLSearchParams(kept(keptName(tab)));
    const view = Object.fromEntries([...known].filter(([name]) => names.includes(name)));
    if (Object.keys(view).length > 0) this.set({ views: new Map(this.place.views).set(tab, view) });
  }

  /** Changes some settings of one tab; an empty value takes its name out. Those of `names` are kept for the next visit. */
  setView(tab: string, changes: TabView, names: readonly string[]): void {
    const entries = Object.entries({ ...this.viewOf(tab), ...changes }).filter(([, value]) => value !== '');
    const views = new Map(this.place.views);
    if (entries.length > 0) views.set(tab, Object.fromEntries(entries));
    else views.delete(tab);
    // The tab is named from now on: without it the settings would belong to whichever tab comes first.
    this.set({ views, tab });
    if (!names.some((name) => name in changes)) return;
    const keeping = entries.filter(([name]) => names.includes(name));
    keep(keptName(tab), keeping.length > 0 ? new URLSearchParams(keeping).toString() : undefined);
  }

  /** Makes the settings other objects, so that whoever has them looks at them again. */
  renewViews(): void {
    this.place = {
      ...this.place,
      views: new Map(Array.from(this.place.views, ([tab, view]) => [tab, { ...view }])),
    };
    this.#host.requestUpdate();
  }

  #read = () => {
    this.place = placeOf(location.hash);
    this.#host.requestUpdate();
  };
}
