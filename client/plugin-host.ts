// What a dashboard gets and must give. Properties go down, events come up; a card gets its data and never fetches.
import type { SeriesInfo } from '../src/wire/api.ts';
import type { ColumnBlock } from '../src/wire/columns.ts';
import type { DocumentAnswer, DocumentBody, DocumentKind } from '../src/wire/documents.ts';

/** A line of the list of shortcuts. */
export interface Shortcut {
  /** As they are named, two spaces between different ones: `+  -`. */
  readonly keys: string;
  readonly what: string;
}

/** A tab. One line in `src/plugins/dashboards.ts` makes it known. */
export interface Dashboard {
  /** Also the tab's name in the address bar. */
  readonly pluginName: string;
  readonly label: string;
  /** The tab is there as soon as the logdir holds series of one of these plugins; `others`: of one that no tab names; `all`: of any. */
  readonly shows: readonly string[] | 'others' | 'all';
  /** The tab is there too as soon as the server says that the kind has data beside the event files, or a link names it. */
  readonly asks?: true;
  /** The tab shows files that a user opens, so it can be had without data too: by a link that says so, in these words. */
  readonly opensFiles?: string;
  /** Plugins whose series the dashboard is given too, though they alone make no tab. */
  readonly alsoReads?: readonly string[];
  /** Names of settings in its part of the address that the browser keeps for a visit whose address has none of them. */
  readonly keeps?: readonly string[];
  /** Keys and gestures of its own, for the list of shortcuts. */
  readonly shortcuts?: readonly Shortcut[];
  /** Loads the code, defines the element and tells its name. The element implements DashboardElement. */
  load(): Promise<string>;
}

/** A run that is ticked in the run list, with its colour. */
export interface VisibleRun {
  readonly name: string;
  /** Any CSS colour; the same for this run on every tab and after a reload. */
  readonly color: string;
  /** Seconds since the Unix epoch. */
  readonly startTimeSeconds: number;
  /** What to show in place of the name, where the user gave the run another. */
  readonly label?: string;
  /** Where runs are grouped; runs of one group have one colour, and are no group's where this is left out. */
  readonly group?: RunGroup;
  /** Whether the others are to be compared with this one. */
  readonly baseline?: true;
}

/** A tab that there is. */
export interface TabLink {
  readonly label: string;
  readonly href: string;
  /** Names of the plugins whose data it shows. */
  readonly shows: readonly string[];
}

/** Runs that belong together: the same object for all runs of the group. */
export interface RunGroup {
  /** What the runs have in common, as it is shown: `lr 0.1`. */
  readonly label: string;
  readonly color: string;
  /** Whether to draw their mean and a band around it in place of each curve. */
  readonly mean: boolean;
}

/** Properties that the shell sets on a dashboard, anew whenever one changes. */
export interface DashboardElement extends HTMLElement {
  api: Api;
  /** Series of the plugins that the dashboard shows and reads, all runs; the same object for an unchanged series. */
  series: readonly SeriesInfo[];
  /** Runs to show, in the order of the run list. */
  runs: readonly VisibleRun[];
  /** This tab's own part of the address bar: settings that a link carries. */
  view: Readonly<Record<string, string>>;
  /** Whether it goes on while nobody sees the page, as to call the user back; default no: then it hears nothing new. */
  readonly watches?: boolean;
  /** Tabs of single kinds, in their order: given to a dashboard that shows all kinds. */
  tabs?: readonly TabLink[];
}

/** Fired by a dashboard to change its part of the address bar; an empty string takes a name out. Bubbles, composed. */
export type ViewChangeEvent = CustomEvent<Readonly<Record<string, string>>>;
export const VIEW_CHANGE = 'rb-view-change';

/**
 * Fired on `window` after the theme changed. `<html data-theme>` says `light` or `dark`; a canvas reads the colours
 * anew from theme.css's custom properties, all of which compute to plain colours.
 */
export const THEME_CHANGE = 'rb-theme-change';

/** The server, as a dashboard may ask it. Paths are relative to `api/v1/`. Rejects with an Error worded for the user. */
export interface Api {
  /** For `src` attributes and links. */
  url(path: string, query?: Readonly<Record<string, string>>): string;
  /** With a body it posts JSON, without it gets; so does `columns`. */
  json<Answer>(
    path: string,
    query?: Readonly<Record<string, string>>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<Answer>;
  columns<Head>(
    path: string,
    query?: Readonly<Record<string, string>>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<ColumnBlock<Head>[]>;
  /** What a route answers with, as it is. */
  file(path: string, query?: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Blob>;
  /** A document beside the logs; the same object each time. `kind` must be among those that the server registers. */
  document<Body extends DocumentBody>(kind: DocumentKind): KeptDocument<Body>;
}

/** A small JSON document as the page holds it: the same for all pages of the logdir, and after a reload. */
export interface KeptDocument<Body extends DocumentBody> {
  /** With the changes that are still on their way to the server; undefined where there is none, or it has not come yet. */
  readonly body: Body | undefined;
  /** Where it lies, and what is wrong with it; undefined until the server has answered. */
  readonly answer: Omit<DocumentAnswer, 'document'> | undefined;
  /** Calls back after each change, whoever made it; the first subscription reads the document. */
  subscribe(listener: () => void): () => void;
  /**
   * Shows the change at once and sends it. `change` is pure: it is made anew on top of what another page wrote meanwhile.
   * Rejects with an Error worded for the user where it could not be kept; then it is taken back.
   */
  update(change: (before: Body | undefined) => Body): Promise<void>;
}
