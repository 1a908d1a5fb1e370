// Rows of the run table.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import '../../components/icon.ts';
import { groupCellOf } from '../../data/run-table/group-cell.ts';
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
  readonly collapse: (collapsed: boolean) => void;
}

/** The heads of the columns; each sorts by its column. `splitter` stands behind the name's; `texts` are the columns of texts. */
export function headRow(
  columns: readonly RunField[],
  order: RunOrder | undefined,
  sort: (id: string) => void,
  splitter: TemplateResult,
  texts: ReadonlySet<string>,
) {
  const head = (id: string, label: string, column: number, isText: boolean) => {
    const direction = order?.field.id === id ? (order.descending ? 'descending' : 'ascending') : undefined;
    const sign =
      direction === undefined
        ? nothing
        : html`<span aria-hidden="true">${direction === 'ascending' ? '↑' : '↓'}</span>`;
    return html`<div role="columnheader" aria-colindex=${column} aria-sort=${direction ?? 'none'} class=${column === 1 ? 'name' : isText ? 'cell' : 'cell number'}>
      <button class="sort" title="Sort by ${label}" @click=${() => sort(id)}><span class="text">${label}</span>${sign}</button>
      ${column === 1 ? splitter : nothing}
    </div>`;
  };
  return html`<div class="heads" role="row" aria-rowindex="1">
    ${head('name', 'name', 1, true)}${columns.map(({ id, label }, at) => head(id, label, at + 2, texts.has(id)))}
  </div>`;
}

/** Ids of the columns in which these rows have no numbers. */
export function textColumns(
  rows: readonly (RunRow | GroupRow)[],
  columns: readonly RunField[],
  values: RunValues,
): ReadonlySet<string> {
  const records = rows.flatMap((row) => (row.kind === 'run' ? row.record : (row.records[0] ?? [])));
  const isText = (field: RunField) => {
    const value = records.map((record) => field.value(record, values)).find((found) => found !== undefined);
    return value !== undefined && typeof value !== 'number';
  };
  return new Set(columns.filter(isText).map(({ id }) => id));
}

/** The row above a group's runs; in its cells the mean of their numbers, or what all of them have. */
export function groupRow(row: GroupRow, parts: RowParts) {
  const { group, names, ticked, collapsed } = row;
  const label = group?.label ?? 'in no group';
  const all = ticked === names.length;
  const tabindex = parts.focusable ? 0 : -1;
  return html`<div class="row group" role="row" aria-rowindex=${parts.index + 2} data-index=${parts.index} @focusin=${parts.focused}>
    <div class="name" role="rowheader" aria-colindex="1">
      <input
        type="checkbox"
        tabindex=${tabindex}
        aria-label="All runs of ${label}"
        title="Show or hide all of its runs"
        .checked=${live(all)}
        .indeterminate=${ticked > 0 && !all}
        @change=${() => parts.tick(!all)}
      />
      <button class="fold" aria-expanded=${!collapsed} tabindex=${tabindex} aria-label="List the runs of ${label}" title=${collapsed ? 'List its runs (→)' : 'Do not list its runs (←)'} @click=${() => parts.collapse(!collapsed)}><rb-icon name="chevron" class=${collapsed ? '' : 'down'}></rb-icon></button>
      ${group ? html`<span class="dot" .style=${`background: ${group.color}`}></span>` : nothing}
      <span class="label" title="Select these runs" @click=${parts.select}><span class="leaf">${label}</span></span>
      <span class="count">${names.length.toLocaleString('en')}</span>
    </div>
    ${parts.columns.map((field, at) => groupCell(row, field, at + 2, parts.values))}
  </div>`;
}

/** A mean has digits without end. */
function rounded(value: number, shows: RunField['shows']): number {
  if (shows === 'value') return Number(value.toPrecision(4));
  return shows === 'step' ? Math.round(value) : value;
}

function groupCell(row: GroupRow, field: RunField, column: number, values: RunValues) {
  const { value, deviation, count } = groupCellOf(row, field, values);
  const text = formatCell(typeof value === 'number' ? rounded(value, field.shows) : value, field.shows);
  const spread =
    deviation === undefined
      ? ''
      : ` ± ${formatCell(rounded(deviation, field.shows), field.shows === 'time' ? 'duration' : field.shows)}`;
  const title =
    value === undefined
      ? nothing
      : count > 1
        ? `mean of ${count} runs: ${text}${spread}`
        : `${field.label}: ${text}`;
  return html`<div class="cell ${typeof value === 'number' ? 'number' : ''}" role="gridcell" aria-colindex=${column} title=${title}>
    <span class="text">${text}</span>
  </div>`;
}

export function runRow(row: RunRow, parts: RowParts) {
  const { record, color, ticked, pinned } = row;
  const { label, name, note } = record;
  const running = isRunning(record, parts.values, parts.nowSeconds);
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
        title="Show or hide this run (Space)"
        .checked=${live(ticked)}
        ?disabled=${note.ignored === true}
        @change=${() => parts.tick(!ticked)}
      />
      <span class="dot ${running ? 'running' : ''}" .style=${`background: ${color}; color: ${color}`} title=${running ? 'Still running: it wrote not long ago' : nothing}></span>
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
    field.shows === 'value' || field.shows === 'duration' ? formatDifference(value, base, field.shows) : '';
  return html`<div
    class="cell ${typeof value === 'number' ? 'number' : ''}"
    role="gridcell"
    aria-colindex=${column}
    title=${value === undefined ? nothing : `${field.label}: ${field.shows === 'value' ? value : text}`}
  ><span class="text">${text}</span>${difference === '' ? nothing : html`<span class="difference">${difference}</span>`}</div>`;
}

/** So much of a name's end stays in sight: runs of a sweep differ there. */
const TAIL_LETTERS = 7;

/** A folder's name gives way before the run's own, and the middle before the end. */
function nameOf(label: string) {
  const slash = label.lastIndexOf('/') + 1;
  const letters = [...label.slice(slash)];
  const at = letters.length > 2 * TAIL_LETTERS ? letters.length - TAIL_LETTERS : letters.length;
  return html`<span class="folder">${label.slice(0, slash)}</span><span class="leaf">${letters.slice(0, at).join('')}</span><span>${letters.slice(at).join('')}</span>`;
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
