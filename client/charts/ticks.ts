// Where ticks stand on an axis, and what they say.
import { type AxisScale, LINEAR } from './axis-scale.ts';
import { lateTimeFormat } from './late-time-format.ts';
import { formatDuration, formatTick } from './number-format.ts';
import type { XAxis } from './plotted-line.ts';
import type { Interval } from './range.ts';

export interface Tick {
  readonly value: number;
  /** Empty for a line without a label. */
  readonly label: string;
}

/** Round numbers within the interval, about `count` of them, ascending. `least` is the smallest spacing allowed. */
export function linearTicks({ min, max }: Interval, count: number, least = 0): Tick[] {
  const spacing = Math.max(least, roundUp((max - min) / count));
  return valuesWithin(min, max, spacing).map((value) => ({ value, label: formatTick(value, spacing) }));
}

/** Ticks of a vertical axis. */
export function yTicks(interval: Interval, count: number, scale: AxisScale): Tick[] {
  if (scale.name === 'log') return logTicks(interval, count);
  return scale.name === 'symlog' ? symlogTicks(interval, count, scale) : linearTicks(interval, count);
}

/** Zero, and powers of ten on both sides of it, from the scale's threshold on where there is room; round numbers within a
 * decade. */
export function symlogTicks(
  { min, max }: Interval,
  count: number,
  { threshold }: AxisScale,
  labelOf = logLabel,
): Tick[] {
  const decades = (value: number) => Math.log10(1 + Math.abs(value) / threshold);
  const span = Math.sign(min) === Math.sign(max) ? decades(max) - decades(min) : decades(min) + decades(max);
  if (Math.abs(span) < 1) return linearTicks({ min, max }, count);
  const every = Math.max(1, Math.ceil(Math.abs(span) / count));
  // The threshold stands a third of a decade from zero: among many decades its label would lie on that of zero.
  const first = (Math.log10(2) * count) / Math.abs(span) < 0.5 ? every : 0;
  const powers = (most: number) => {
    const list: number[] = [];
    for (let power = first; power <= decades(most) + 1; power += every) list.push(threshold * 10 ** power);
    return list.map((value) => Number(value.toPrecision(12)));
  };
  const values = [
    ...powers(min)
      .reverse()
      .map((value) => -value),
    0,
    ...powers(max),
  ];
  return values
    .filter((value) => value >= min && value <= max)
    .map((value) => ({
      value,
      label: value < 0 ? `-${labelOf(-value)}` : value === 0 ? '0' : labelOf(value),
    }));
}

/** Powers of ten, with 2 and 5 or all digits between them where there is room; each with a label. */
export function logTicks({ min, max }: Interval, count: number, labelOf = logLabel): Tick[] {
  const decades = Math.log10(max) - Math.log10(min);
  if (decades < 0.7) {
    const ticks = linearTicks({ min, max }, count);
    if (ticks.length > 1) return ticks;
  }
  const every = Math.max(1, Math.ceil(decades / count));
  const digits = every > 1 || decades * 3 > count * 1.5 ? [1] : [1, 2, 5];
  const ticks: Tick[] = [];
  const first = Math.floor(Math.log10(min));
  for (let power = first - (first % every); power <= Math.ceil(Math.log10(max)); power += every)
    for (const digit of digits) {
      const value = Number(`${digit}e${power}`);
      if (value >= min && value <= max) ticks.push({ value, label: labelOf(value) });
    }
  return ticks;
}

function logLabel(value: number): string {
  return value >= 1e-3 && value < 1e15 ? formatTick(value, value) : value.toExponential().replace('e+', 'e');
}

/** Ticks of the horizontal axis, which is linear by default; wall time is never logarithmic. */
export function xTicks(interval: Interval, count: number, axis: XAxis, scale: AxisScale = LINEAR): Tick[] {
  if (scale.name !== 'linear' && axis !== 'wall') {
    const labelOf = axis === 'relative' ? formatDuration : logLabel;
    if (scale.name === 'log') return logTicks(interval, count, labelOf);
    return symlogTicks(interval, count, scale, labelOf);
  }
  if (axis === 'tag') return linearTicks(interval, count);
  if (axis === 'step') return linearTicks(interval, count, 1);
  if (axis === 'wall') return wallTimeTicks(interval, count);
  const spacing = timeSpacing((interval.max - interval.min) / count);
  return valuesWithin(interval.min, interval.max, spacing).map((value) => ({
    value,
    label: formatDuration(value),
  }));
}

/** Spacings in seconds that clocks and calendars know. */
const TIME_SPACINGS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
  172_800, 604_800,
];

function timeSpacing(wanted: number): number {
  if (wanted <= 0.5) return roundUp(wanted);
  return TIME_SPACINGS.find((spacing) => spacing >= wanted) ?? Math.ceil(wanted / 604_800) * 604_800;
}

/** Local times; days where a tick is a day or longer, or where a day begins. */
function wallTimeTicks({ min, max }: Interval, count: number): Tick[] {
  const spacing = timeSpacing((max - min) / count);
  // Whole hours and days of local time, which lies beside that of the epoch.
  const offset = new Date(min * 1000).getTimezoneOffset() * 60;
  return valuesWithin(min - offset, max - offset, spacing).map((local) => {
    const value = local + offset;
    return { value, label: clockLabel(new Date(value * 1000), spacing) };
  });
}

function clockLabel(date: Date, spacing: number): string {
  const midnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
  if (spacing >= 86_400 || (midnight && spacing >= 60)) return dayText(date);
  if (spacing >= 60) return minuteText(date);
  if (spacing >= 1) return secondText(date);
  return `${secondText(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

const dayText = lateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const minuteText = lateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const secondText = lateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The next of 1, 2, 5 times a power of ten. */
function roundUp(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const digit = [1, 2, 5, 10].find((candidate) => candidate * power >= wanted * (1 - 1e-9)) ?? 10;
  return Number((digit * power).toPrecision(3));
}

/** Multiples of `spacing` in the interval, ascending; no more than a thousand. */
function valuesWithin(min: number, max: number, spacing: number): number[] {
  const first = Math.ceil(min / spacing - 1e-9);
  const last = Math.floor(max / spacing + 1e-9);
  const count = Math.min(1000, Math.max(0, last - first + 1)) || 0;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * spacing).toPrecision(15)));
}
