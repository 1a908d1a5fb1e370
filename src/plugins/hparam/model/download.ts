// Session groups as a table to take along: CSV and LaTeX as tensorboard/plugins/hparams/download_data.py writes them.
import { pythonFloat } from '../../scalar/model/python-float.ts';
import type { Experiment, SessionGroup } from '../kind.ts';
import { metricOf } from './session-groups.ts';

/** null for a metric that a group lacks; an empty string for a hyperparameter. */
export type Cell = number | string | boolean | null;

export interface DownloadTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Hyperparameters, then metrics, in the experiment's order; columns beyond the end of `visible` are left out. */
export function downloadTableOf(
  { hparamInfos, metricInfos }: Experiment,
  groups: readonly SessionGroup[],
  visible: readonly boolean[],
): DownloadTable {
  const shown = <T>(row: readonly T[]) => row.filter((_, column) => visible[column]);
  return {
    header: shown([
      ...hparamInfos.map(({ displayName, name }) => displayName || name),
      ...metricInfos.map(({ displayName, name }) => displayName || name.tag),
    ]),
    rows: groups.map((group) =>
      shown([
        ...hparamInfos.map(({ name }) => group.hparams.get(name) ?? ''),
        ...metricInfos.map(({ name }) => metricOf(group.metricValues, name)?.value ?? null),
      ]),
    ),
  };
}

/** As Python's csv module writes it: lines end with CRLF. */
export function csvOf({ header, rows }: DownloadTable): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(cell: Cell, _: number, row: readonly Cell[]): string {
  if (cell === null || cell === '') return row.length === 1 ? '""' : '';
  if (typeof cell === 'number') return pythonFloat(cell);
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A table environment. All that LaTeX would take for a command is escaped. */
export function latexOf({ header, rows }: DownloadTable): string {
  const line = (row: readonly Cell[]) => row.map(latexCell).join(' & ');
  return [
    '\\begin{table}[tbp]\n',
    `\\begin{tabular}{${'l'.repeat(header.length)}}\n`,
    `${line(header)} \\\\ \\hline\n`,
    ...rows.map((row) => `${line(row)} \\\\\n`),
    '\\hline\n\\end{tabular}\n\\end{table}\n',
  ].join('');
}

function latexCell(cell: Cell): string {
  if (cell === null) return '-';
  if (typeof cell === 'boolean') return `$${Number(cell)}$`;
  if (typeof cell === 'string') return cell.replace(/[\\{}_%&#$~^]/g, latexCharacter);
  if (Number.isNaN(cell)) return '$\\mathrm{NaN}$';
  if (!Number.isFinite(cell)) return `$${cell < 0 ? '-' : '+'}\\infty$`;
  const [coefficient, exponent] = threeDigits(cell);
  return exponent === undefined ? `$${coefficient}$` : `$${coefficient}\\cdot 10^{${exponent}}$`;
}

function latexCharacter(character: string): string {
  if (character === '\\') return '\\textbackslash{}';
  return character === '~' || character === '^' ? `\\${character}{}` : `\\${character}`;
}

/** Python's `%.3g`: the digits, and the power of ten where it is written with one. */
function threeDigits(value: number): [digits: string, exponent?: number] {
  const [digits = '', power = ''] = roundedToThree(value).split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 3) return [withoutZeros(digits), exponent];
  return [withoutZeros(Number(`${digits}e${power}`).toFixed(2 - exponent))];
}

/** Exponential with three digits; halves go to the even digit, as in C, where JavaScript takes the greater one. */
function roundedToThree(value: number): string {
  const exact = /^(-?\d\.\d)(\d)50*(e.*)$/.exec(value.toExponential(60));
  if (exact && Number(exact[2]) % 2 === 0) return `${exact[1]}${exact[2]}${exact[3]}`;
  return value.toExponential(2);
}

function withoutZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
