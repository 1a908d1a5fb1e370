// How values of runs are written in the table.
import type { RunCell } from '../../../src/wire/run-columns.ts';
import { lateTimeFormat } from '../../charts/late-time-format.ts';
import { formatValue } from '../../charts/number-format.ts';
import type { RunField } from '../../data/run-table/run-fields.ts';

/** Empty for a value that is not there. */
export function formatCell(value: RunCell | undefined, shows: RunField['shows']): string {
  if (value === undefined) return '';
  if (typeof value !== 'number') return String(value);
  if (shows === 'time') return formatTime(value);
  if (shows === 'duration') return formatDuration(value);
  return shows === 'step' && Math.abs(value) < 1e9 ? value.toLocaleString('en') : formatValue(value);
}

/** What a value is more than the baseline's; empty where one of both is no number. */
export function formatDifference(
  value: RunCell | undefined,
  base: RunCell | undefined,
  shows: RunField['shows'] = 'value',
): string {
  if (typeof value !== 'number' || typeof base !== 'number' || Number.isNaN(value - base)) return '';
  const difference = value - base;
  if (difference === 0) return '±0';
  const size = Math.abs(difference);
  const text = shows === 'duration' ? formatDuration(size) : formatValue(Number(size.toPrecision(3)));
  return `${difference > 0 ? '+' : '−'}${text}`;
}

const timeText = lateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

function formatTime(seconds: number): string {
  return Math.abs(seconds) < 8.64e12 ? timeText(seconds * 1000) : '';
}

/** The two largest units: `2d 3h`, `5h 12m`, `4m 30s`, `12s`, `0.4s`; years alone. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))}s`;
  const whole = Math.round(seconds);
  const at = UNITS.findIndex(([size]) => whole >= size);
  const [first, second] = [UNITS[at], UNITS[at + 1]];
  if (!first) return '0s';
  const count = Math.floor(whole / first[0]);
  if (at === 0) return `${count.toLocaleString('en', { notation: 'compact' })}y`;
  const rest = second ? Math.floor((whole % first[0]) / second[0]) : 0;
  return second && rest > 0 ? `${count}${first[1]} ${rest}${second[1]}` : `${count}${first[1]}`;
}

const UNITS = [
  [31_536_000, 'y'],
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
  [1, 's'],
] as const;
