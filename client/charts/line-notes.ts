// What is said below curves that are not, or not all, to be seen.
import { html, nothing } from 'lit';
import type { ScaleName } from './axis-scale.ts';
import { type Line, nonPositiveCount } from './plotted-line.ts';

/** For curves that have `points` points in all. */
export function lineNotes(lines: readonly Line[], points: number, yScale: ScaleName) {
  if (points === 0) return html`<p class="empty">No points yet</p>`;
  const hidden = yScale === 'log' ? nonPositiveCount(lines) : 0;
  return hidden > 0
    ? html`<p class="note">${hidden.toLocaleString('en-US')} of ${points.toLocaleString('en-US')} values are 0 or less: not on a log axis</p>`
    : nothing;
}
