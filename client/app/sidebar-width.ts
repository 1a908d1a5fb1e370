// How wide the run list is: as the theme says, until a user makes it another width, which the browser keeps.
import { keep, kept } from './kept.ts';

const NAME = 'sidebar';
const PROPERTY = '--rb-sidebar-width';

/** In rem; undefined where it is the theme's. */
export function keptSidebarRem(): number | undefined {
  return Number(kept(NAME)) || undefined;
}

/** Keeps a width and shows it below `host`; undefined for the theme's. */
export function setSidebar(host: HTMLElement, rem: number | undefined): void {
  keep(NAME, rem === undefined ? undefined : String(rem));
  if (rem === undefined) host.style.removeProperty(PROPERTY);
  else host.style.setProperty(PROPERTY, `${rem}rem`);
}

/** The theme's, in rem. */
export function firstSidebarRem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(PROPERTY));
}
