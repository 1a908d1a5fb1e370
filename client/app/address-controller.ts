// Keeps the page and the browser's address in step, both ways.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { hashOf, type Place, placeOf, type TabView } from '../data/address-bar.ts';

const NO_VIEW: TabView = {};

/** Belongs to the shell; its host is drawn anew whenever the place changes. */
export class AddressController implements ReactiveController {
  place: Place = placeOf(location.hash);
  readonly #host: ReactiveControllerHost;

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

  /** Changes some settings of one tab; an empty value takes its name out. */
  setView(tab: string, changes: TabView): void {
    const entries = Object.entries({ ...this.viewOf(tab), ...changes }).filter(([, value]) => value !== '');
    const views = new Map(this.place.views);
    if (entries.length > 0) views.set(tab, Object.fromEntries(entries));
    else views.delete(tab);
    // The tab is named from now on: without it the settings would belong to whichever tab comes first.
    this.set({ views, tab });
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
