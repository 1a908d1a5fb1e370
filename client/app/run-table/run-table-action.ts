// What one can ask of the run table.
import type { RunTicks } from '../../data/run-selection.ts';
import type { Selection } from './selection.ts';

/** What the head and the rows ask for: the shell does it. */
export type RunTableAction =
  | { readonly kind: 'ticks'; readonly change: (ticks: RunTicks) => RunTicks }
  | { readonly kind: 'filter'; readonly text: string }
  | { readonly kind: 'order'; readonly id: string }
  | { readonly kind: 'select'; readonly selection: Selection }
  /** A group's label; empty for the runs in none. */
  | { readonly kind: 'collapse'; readonly label: string; readonly collapsed: boolean }
  /** In rem; undefined for the first one. */
  | { readonly kind: 'name-width'; readonly rem: number | undefined }
  | { readonly kind: 'options' };
