// Rows of the run table.
import { html, nothing } from 'lit';
import '../../components/icon.ts';
import type { RunField } from '../../data/run-table/run-fields.ts';
import type { RunOrder } from '../../data/run-table/run-order.ts';
import { isRunning, type RunRecord, type RunValues } from '../../data/run-table/run-record.ts';
import type { GroupRow, RunRow } from '../../data/run-table/run-table.ts';
import { formatCell, formatDifference } from './cell-format.ts';

/** What a row is drawn from besides itself, and whom it tells. */
export interface RowParts {
  readonly index: number;
  readonly focusable: boolean;
  readonly columns: readonly RunField[];
  readonly values: RunValues;
  readonly baseline: RunRecord | undefined;
  readonly nowSeconds: number;
  readonly selected: boolean;
  readonly focused: () => void;
  readonly tick: (ticked: boolean) => void;
  readonly only: () => void;
  readonly select: (event: MouseEvent) => void;
}

/** The heads of the columns; each sorts by its column. */
export function headRow(
  columns: readonly RunField[],
  order: RunOrder | undefined,
  sort: (id: string) => void,
) {
  const head = (id: string, label: string, column: number) => {
    const direction = order?.field.id === id ? (order.descending ? 'descending' : 'ascending') : undefined;
    const sign =
      direction === undefined
        ? nothing
        : html`<span aria-hidden="true">${direction === 'ascending' ? '↑' : '↓'}</span>`;
    return html`<div role="columnheader" aria-colindex=${column} aria-sort=${direction ?? 'none'} class=${column === 1 ? 'name' : 'cell'}>
      <button class="sort" title="Sort by ${label}" @click=${() => sort(id)}><span class="text">${label}</span>${sign}</button>
    </div>`;
  };
  return html`<div class="heads" role="row" aria-rowindex="1">
    ${head('name', 'name', 1)}${columns.map(({ id, label }, at) => head(id, label, at + 2))}
  </div>`;
}

/** The row above a group's runs. */
export function groupRow({ group, names, ticked }: GroupRow, parts: RowParts) {
  const label = group?.label ?? 'in no group';
  const all = ticked === names.length;
  return html`<div class="row group" role="row" aria-rowindex=${parts.index + 2} data-index=${parts.index} @focusin=${parts.focused}>
    <div class="name" role="rowheader" aria-colindex="1">
      <input
        type="checkbox"
        tabindex=${parts.focusable ? 0 : -1}
        aria-label="All runs of ${label}"
        .checked=${all}
        .indeterminate=${ticked > 0 && !all}
        @change=${() => parts.tick(!all)}
      />
      ${group ? html`<span class="dot" .style=${`background: ${group.color}`}></span>` : nothing}
      <span class="label" title="Select these runs" @click=${parts.select}><span class="leaf">${label}</span></span>
      <span class="count">${names.length.toLocaleString('en')}</span>
    </div>
  </div>`;
}

export function runRow(row: RunRow, parts: RowParts) {
  const { record, color, ticked, pinned } = row;
  const { label, name, note } = record;
  const running = isRunning(record, parts.nowSeconds);
  const tabindex = parts.focusable ? 0 : -1;
  const classes = ['row', ticked ? '' : 'off', parts.selected ? 'selected' : ''];
  return html`<div
    class=${classes.join(' ')}
    role="row"
    aria-rowindex=${parts.index + 2}
    aria-selected=${parts.selected}
    data-index=${parts.index}
    @focusin=${parts.focused}
  >
    <div class="name" role="rowheader" aria-colindex="1">
      <input
        type="checkbox"
        tabindex=${tabindex}
        aria-label=${label}
        .checked=${ticked}
        ?disabled=${note.ignored === true}
        @change=${() => parts.tick(!ticked)}
      />
      <span class="dot ${running ? 'running' : ''}" .style=${`background: ${color}; color: ${color}`} title=${running ? 'Still running' : nothing}></span>
      <span class="label" title=${titleOf(record)} @click=${parts.select} @dblclick=${parts.only}>${nameOf(label)}</span>
      ${running ? html`<span class="visually-hidden">still running</span>` : nothing}
      ${marksOf(row, name === parts.baseline?.name)}
      ${pinned ? html`<rb-icon class="mark" name="pin" role="img" aria-label="pinned"></rb-icon>` : nothing}
      <button class="button quiet only" tabindex=${tabindex} aria-label="Only ${label}" title="Show only this run" @click=${parts.only}>only</button>
    </div>
    ${parts.columns.map((field, at) => cell(field, at + 2, record, parts))}
  </div>`;
}

function cell(field: RunField, column: number, record: RunRecord, { values, baseline }: RowParts) {
  const value = field.value(record, values);
  const text = formatCell(value, field.shows);
  const base = baseline && baseline !== record ? field.value(baseline, values) : undefined;
  const difference =
    field.shows === 'value' || field.shows === 'duration' ? formatDifference(value, base) : '';
  return html`<div
    class="cell ${typeof value === 'number' ? 'number' : ''}"
    role="gridcell"
    aria-colindex=${column}
    title=${value === undefined ? nothing : `${field.label}: ${field.shows === 'value' ? value : text}`}
  ><span class="text">${text}</span>${difference === '' ? nothing : html`<span class="difference">${difference}</span>`}</div>`;
}

/** A folder's name gives way before the run's own. */
function nameOf(label: string) {
  const slash = label.lastIndexOf('/') + 1;
  return html`<span class="folder">${label.slice(0, slash)}</span><span class="leaf">${label.slice(slash)}</span>`;
}

function marksOf({ record: { note } }: RunRow, isBaseline: boolean) {
  const marks = [
    ...(isBaseline ? ['baseline'] : []),
    ...(note.ignored ? ['ignored'] : []),
    ...(note.tags ?? []),
  ];
  return marks.map((mark) => html`<span class="tag">${mark}</span>`);
}

function titleOf({ name, label, note }: RunRecord): string {
  return [label, ...(label === name ? [] : [name]), ...(note.note ? [note.note] : [])].join('\n');
}
