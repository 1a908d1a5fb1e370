// Numbers and times as charts write them.
import { lateTimeFormat } from './late-time-format.ts';

const PREFIXES = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** A tick's label, as precise as the `spacing` between ticks asks for: `0.25`, `1.5k`, `12,345`, `2e-5`. */
export function formatTick(value: number, spacing: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e15 || (size < 1e-3 && spacing < 1e-3)) {
    const digits = Math.max(0, Math.floor(Math.log10(size)) - Math.floor(Math.log10(spacing) + 1e-9));
    return shortExponent(value.toExponential(Math.min(digits, 6)));
  }
  const [unit, prefix] = PREFIXES.find(([least]) => size >= least) ?? [1, ''];
  const digits = decimalsOf(spacing / unit);
  // 12.345k is harder to read than 12,345.
  if (digits > 2 && unit === 1e3) return plain(value, decimalsOf(spacing));
  return `${plain(value / unit, Math.min(digits, 6))}${prefix}`;
}

/** A value where it is read: five digits, `NaN` and infinities as such. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 1e7 || size < 1e-4) return shortExponent(value.toExponential(4));
  return Number.isInteger(value) ? plain(value, 0) : String(Number(value.toPrecision(5)));
}

/** A size as people say it: `0 B`, `812 B`, `1.5 kB`, `24 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3 + 1e-9));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}

/** A step, whole and exact. */
export function formatStep(step: number | bigint): string {
  return step.toLocaleString('en-US');
}

/** Seconds as a time span of at most two units: `340 ms`, `12.5s`, `3m 20s`, `2h 5m`, `3d 4h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds === 0) return '0s';
  if (seconds < 1) return `${Number((seconds * 1000).toPrecision(3))}ms`;
  if (seconds < 60) return `${Number(seconds.toPrecision(3))}s`;
  const parts: readonly (readonly [size: number, name: string])[] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'm'],
    [1, 's'],
  ];
  const at = parts.findIndex(([size]) => seconds >= size);
  const [large, name] = parts[at] ?? [1, 's'];
  const [small, smallName] = parts[at + 1] ?? [1, 's'];
  const whole = Math.round(seconds / small);
  const rest = whole % (large / small);
  const first = `${(whole - rest) / (large / small)}${name}`;
  return rest === 0 ? first : `${first} ${rest}${smallName}`;
}

/** A moment in local time, to the second; with its year where that is not the present one. */
export function formatWallTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `${formatValue(seconds)} s`;
  return (date.getFullYear() === new Date().getFullYear() ? thisYear : otherYear)(date);
}

const SECOND = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const thisYear = lateTimeFormat(undefined, { month: 'short', day: 'numeric', ...SECOND });
const otherYear = lateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

function plain(value: number, digits: number): string {
  // No digits to group, and a tenth of the time; charts write hundreds of these while they are scrolled.
  if (Math.abs(value) < 999) return value.toFixed(digits);
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Decimals that tell numbers apart that are `spacing` apart. */
function decimalsOf(spacing: number): number {
  const rounded = Number(spacing.toPrecision(3));
  for (let digits = 0; digits < 12; digits++) {
    const scaled = rounded * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return digits;
  }
  return 12;
}

function shortExponent(text: string): string {
  return text
    .replace(/(\.\d*?)0+e/, '$1e')
    .replace('.e', 'e')
    .replace('e+', 'e');
}
