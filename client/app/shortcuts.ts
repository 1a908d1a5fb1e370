// All shortcuts in one place: those of the whole page with what they do, and what the list under `?` says of the others,
// each written where its keys are handled.
import { PLOT_SHORTCUTS } from '../charts/plot-keys.ts';
import type { Dashboard, Shortcut } from '../plugin-host.ts';
import { ROW_SHORTCUTS } from './run-table/row-keys.ts';

/** What shortcuts of the page can do. */
export interface PageActions {
  showShortcuts(): void;
  focusTagFilter(): void;
  focusRunFilter(): void;
  /** One tab on, or back. */
  turnTab(by: 1 | -1): void;
  nextTheme(): void;
  reload(): void;
}

interface PageShortcut extends Shortcut {
  readonly act: (page: PageActions) => void;
}

const PAGE_SHORTCUTS: readonly PageShortcut[] = [
  { keys: '?', what: 'This list', act: (page) => page.showShortcuts() },
  { keys: '/', what: 'Filter tags', act: (page) => page.focusTagFilter() },
  { keys: 'f', what: 'Filter runs', act: (page) => page.focusRunFilter() },
  { keys: 'n', what: 'Next tab', act: (page) => page.turnTab(1) },
  { keys: 'p', what: 'Previous tab', act: (page) => page.turnTab(-1) },
  { keys: 't', what: 'Next theme: as the system, light, dark', act: (page) => page.nextTheme() },
  { keys: 'r', what: 'Look at the logdir now', act: (page) => page.reload() },
];

/** One part of the list. */
export interface ShortcutGroup {
  readonly heading: string;
  readonly shortcuts: readonly Shortcut[];
}

/** All that there are while these tabs are there. */
export function shortcutGroups(tabs: readonly Dashboard[]): readonly ShortcutGroup[] {
  return [
    { heading: 'Everywhere', shortcuts: [...PAGE_SHORTCUTS, { keys: 'Escape', what: 'Close what is open' }] },
    { heading: 'In the list of runs', shortcuts: ROW_SHORTCUTS },
    { heading: 'On a chart of curves', shortcuts: PLOT_SHORTCUTS },
    ...tabs.flatMap(({ label, shortcuts = [] }) =>
      shortcuts.length > 0 ? [{ heading: label, shortcuts }] : [],
    ),
  ];
}

/** What a key means for the whole page; undefined while somebody types, and where an element has used it. */
export function pageShortcutOf(event: KeyboardEvent): PageShortcut | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (isTyping(event.composedPath()[0])) return undefined;
  return PAGE_SHORTCUTS.find(({ keys }) => keys === event.key);
}

/** Check boxes and sliders take no letters. */
const LETTERLESS = ['checkbox', 'radio', 'range', 'color', 'button'];

function isTyping(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLInputElement) return !LETTERLESS.includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}
