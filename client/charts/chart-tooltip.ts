// What a chart says of the place under the pointer: one row for each curve.
import { css, html, LitElement, nothing } from 'lit';
import type { HoverPoint } from './hover.ts';
import { formatDuration, formatStep, formatValue, formatWallTime } from './number-format.ts';
import { placeBeside } from './place-beside.ts';

/** Rows that fit below one another on a screen; more would only cover the page. */
const MOST_ROWS = 24;

/**
 * A table near the pointer, above everything else, never in its way.
 * @cssprop --rb-surface-raised - Ground. Further colours as in theme.css.
 */
export class RbChartTooltip extends LitElement {
  static override properties = {
    points: { attribute: false },
    nearest: { attribute: false },
    smoothing: { type: Boolean },
  };
  static override styles = css`
    :host {
      position: fixed;
      inset: 0 auto auto 0;
      box-sizing: border-box;
      max-width: calc(100vw - 1rem);
      margin: 0;
      padding: var(--rb-space-2);
      border: 0;
      border-radius: var(--rb-radius-m);
      overflow: hidden;
      background: var(--rb-surface-raised);
      color: var(--rb-text);
      box-shadow: var(--rb-shadow-raised);
      font-size: var(--rb-text-s);
      font-variant-numeric: tabular-nums;
      line-height: 1.35;
      pointer-events: none;
    }
    table {
      border-spacing: 0;
    }
    th,
    td {
      padding: 1px var(--rb-space-2);
      text-align: right;
      white-space: nowrap;
    }
    thead th {
      color: var(--rb-text-faint);
      font-weight: 400;
    }
    .name {
      max-width: 18rem;
      overflow: hidden;
      text-align: left;
      text-overflow: ellipsis;
      font-weight: 400;
    }
    .swatch {
      display: inline-block;
      width: var(--rb-dot-size);
      height: var(--rb-dot-size);
      margin-right: var(--rb-space-2);
      border-radius: 50%;
      vertical-align: -1px;
    }
    .nearest > * {
      background: var(--rb-surface-hover);
      font-weight: var(--rb-weight-strong);
    }
    .nearest > :first-child {
      border-radius: var(--rb-radius-s) 0 0 var(--rb-radius-s);
    }
    .nearest > :last-child {
      border-radius: 0 var(--rb-radius-s) var(--rb-radius-s) 0;
    }
    td.time,
    td.step {
      color: var(--rb-text-muted);
    }
    p {
      margin: var(--rb-space-1) var(--rb-space-2) 0;
      color: var(--rb-text-faint);
    }
    @media (max-width: 40rem) {
      .time {
        display: none;
      }
      th,
      td {
        padding: 1px var(--rb-space-1);
      }
      .name {
        max-width: 8rem;
      }
    }
  `;
  /** In the order of the rows. */
  declare points: readonly HoverPoint[];
  /** Its row is marked. */
  declare nearest: HoverPoint | undefined;
  /** Whether there is a column of smoothed values. */
  declare smoothing: boolean;

  constructor() {
    super();
    this.points = [];
    this.nearest = undefined;
    this.smoothing = false;
    this.popover = 'manual';
  }

  /** Shows itself beside a place of the window, in CSS pixels, on the side with more room. */
  async showAt(x: number, y: number): Promise<void> {
    await this.updateComplete;
    placeBeside(this, x, y);
  }

  hide(): void {
    if (this.matches(':popover-open')) this.hidePopover();
  }

  override render() {
    const shown = this.#shown();
    const hidden = this.points.length - shown.length;
    return html`<table>
        <thead>
          <tr>
            <th class="name">Run</th>
            ${this.smoothing ? html`<th>Smoothed</th>` : nothing}
            <th>Value</th>
            <th>Step</th>
            <th class="time">Time</th>
            <th class="time">Relative</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((point) => this.#row(point))}
        </tbody>
      </table>
      ${hidden > 0 ? html`<p>and ${hidden} more</p>` : nothing}`;
  }

  /** The first rows, and the nearest one even if it is not among them. */
  #shown(): readonly HoverPoint[] {
    const { points, nearest } = this;
    const most = Math.max(4, Math.min(MOST_ROWS, Math.floor((innerHeight - 100) / 20)));
    if (points.length <= most) return points;
    const at = Math.max(0, nearest ? points.indexOf(nearest) : 0);
    const first = Math.max(0, Math.min(points.length - most, at - (most >> 1)));
    return points.slice(first, first + most);
  }

  /** Length of the folders that all names begin with: they tell nothing apart. */
  #common(): number {
    const names = this.points.map(({ line }) => line.line.name);
    const first = names[0] ?? '';
    let length = names.length < 2 ? 0 : first.lastIndexOf('/') + 1;
    while (length > 0 && !names.every((name) => name.startsWith(first.slice(0, length))))
      length = first.lastIndexOf('/', length - 2) + 1;
    return length;
  }

  #row(point: HoverPoint) {
    const { line, index } = point;
    const { steps, wallTimes } = line.line.columns;
    const wall = wallTimes[index] ?? 0;
    return html`<tr class=${point === this.nearest ? 'nearest' : ''}>
      <th class="name" scope="row">
        <span class="swatch" .style=${`background: ${line.line.color}`}></span>${line.line.name.slice(this.#common())}
      </th>
      ${this.smoothing ? html`<td>${formatValue(line.curve[index] ?? Number.NaN)}</td>` : nothing}
      <td>${formatValue(line.raw[index] ?? Number.NaN)}</td>
      <td class="step">${formatStep(steps[index] ?? 0)}</td>
      <td class="time">${formatWallTime(wall)}</td>
      <td class="time">${formatDuration(wall - (wallTimes[0] ?? wall))}</td>
    </tr>`;
  }
}
customElements.define('rb-chart-tooltip', RbChartTooltip);
