// How charts look, for all of them and for one card alone, and how a link carries it.
import { SCALE_NAMES, type ScaleName } from '../../../../client/charts/axis-scale.ts';
import type { References } from '../../../../client/charts/decorations.ts';
import type { Limits, Zoom } from '../../../../client/charts/range.ts';
import type { Smoothing } from '../../../../client/charts/smooth.ts';

/** One tab's part of the address. */
export type View = Readonly<Record<string, string>>;

/** What can be set for all charts, and otherwise for one. */
export interface ChartSettings {
  readonly yScale: ScaleName;
  readonly xScale: ScaleName;
  readonly smoothing: Smoothing;
  readonly showRaw: boolean;
  readonly ignoreOutliers: boolean;
  readonly extremes: boolean;
}

type OwnSettings = { readonly [Name in keyof ChartSettings]?: ChartSettings[Name] | undefined };

/** What is set for one card; what is left out is as for all. */
export interface CardSettings extends OwnSettings {
  readonly zoom: Zoom;
  readonly expanded: boolean;
  /** Further tags in this card. */
  readonly more: readonly string[];
  /** Tags on the second vertical axis. */
  readonly right: readonly string[];
  readonly references: References;
}

export const FIRST_SMOOTHING: Smoothing = { kind: 'exponential', amount: 0.6 };
export const MOST_SMOOTHING = 0.999;
/** Points, of a Gaussian's deviation or a mean's window. */
export const MOST_POINTS = 500;

/** Settings of all charts: `smoothing`, `log`, `xlog`, `raw`, `outliers`, `extremes`. */
export function chartSettingsOf(view: View): ChartSettings {
  return {
    yScale: scaleOf(view['log'] === '1' ? 'log' : view['log']) ?? 'linear',
    xScale: scaleOf(view['xlog'] === '1' ? 'log' : view['xlog']) ?? 'linear',
    smoothing: smoothingOf(view['smoothing']) ?? FIRST_SMOOTHING,
    showRaw: view['raw'] !== '0',
    ignoreOutliers: view['outliers'] === 'ignore',
    extremes: view['extremes'] === '1',
  };
}

/** Settings as they hold for a card. */
export function effectiveSettings(all: ChartSettings, card: CardSettings): ChartSettings {
  return {
    yScale: card.yScale ?? all.yScale,
    xScale: card.xScale ?? all.xScale,
    smoothing: card.smoothing ?? all.smoothing,
    showRaw: card.showRaw ?? all.showRaw,
    ignoreOutliers: card.ignoreOutliers ?? all.ignoreOutliers,
    extremes: card.extremes ?? all.extremes,
  };
}

function scaleOf(text: string | undefined): ScaleName | undefined {
  return SCALE_NAMES.find((name) => name === text);
}

/** `0.9`, or `g12` for a Gaussian, or `m15` for a running mean; undefined for anything else. */
export function smoothingOf(text = ''): Smoothing | undefined {
  const [, letter, digits] = /^([gm]?)(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const amount = Number(digits);
  if (letter === '') return amount <= MOST_SMOOTHING ? { kind: 'exponential', amount } : undefined;
  return amount <= MOST_POINTS ? { kind: letter === 'g' ? 'gaussian' : 'mean', amount } : undefined;
}

/** Exact inverse of `smoothingOf`. */
export function smoothingText({ kind, amount }: Smoothing): string {
  return `${{ exponential: '', gaussian: 'g', mean: 'm' }[kind]}${amount}`;
}

export const NO_CARD_SETTINGS: CardSettings = {
  zoom: {},
  expanded: false,
  more: [],
  right: [],
  references: { x: [], y: [] },
};

/** Reads what a link says of a card: `y:log;zx:10..200;wide:1`. Never throws; what it cannot read is left out. */
export function cardSettingsOf(text: string | undefined): CardSettings {
  if (!text) return NO_CARD_SETTINGS;
  const parts = new Map(
    text.split(';').map((part) => {
      const [name = '', ...rest] = part.split(':');
      return [name, rest.join(':')];
    }),
  );
  const [yScale, xScale] = [scaleOf(parts.get('y')), scaleOf(parts.get('x'))];
  const smoothing = smoothingOf(parts.get('s'));
  const flag = (name: string) => (parts.has(name) ? parts.get(name) === '1' : undefined);
  const [showRaw, ignoreOutliers, extremes] = [flag('raw'), flag('fit'), flag('ext')];
  const limits = (name: string) => limitsOf(parts.get(name));
  const [x, y, right] = [limits('zx'), limits('zy'), limits('zr')];
  return {
    ...(yScale && { yScale }),
    ...(xScale && { xScale }),
    ...(smoothing && { smoothing }),
    ...(showRaw !== undefined && { showRaw }),
    ...(ignoreOutliers !== undefined && { ignoreOutliers }),
    ...(extremes !== undefined && { extremes }),
    zoom: { ...(x && { x }), ...(y && { y }), ...(right && { right }) },
    expanded: parts.get('wide') === '1',
    more: listOf(parts.get('and')),
    right: listOf(parts.get('right')),
    references: { x: numbersOf(parts.get('v')), y: numbersOf(parts.get('h')) },
  };
}

/** Exact inverse of `cardSettingsOf`; empty where nothing is set. */
export function cardSettingsText(settings: CardSettings): string {
  const parts: string[] = [];
  const add = (name: string, value: string | undefined) => {
    if (value) parts.push(`${name}:${value}`);
  };
  const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? '1' : '0');
  add('y', settings.yScale);
  add('x', settings.xScale);
  add('s', settings.smoothing && smoothingText(settings.smoothing));
  add('raw', flag(settings.showRaw));
  add('fit', flag(settings.ignoreOutliers));
  add('ext', flag(settings.extremes));
  add('zx', limitsText(settings.zoom.x));
  add('zy', limitsText(settings.zoom.y));
  add('zr', limitsText(settings.zoom.right));
  add('wide', settings.expanded ? '1' : undefined);
  add('and', listText(settings.more));
  add('right', listText(settings.right));
  add('h', settings.references.y.join(','));
  add('v', settings.references.x.join(','));
  return parts.join(';');
}

function limitsOf(text: string | undefined): Limits | undefined {
  const [low, high] = (text ?? '').split('..');
  if (high === undefined) return undefined;
  const [min, max] = [numberOf(low), numberOf(high)];
  if (min === undefined && max === undefined) return undefined;
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function limitsText(limits: Limits | undefined): string | undefined {
  return limits && `${limits.min ?? ''}..${limits.max ?? ''}`;
}

/** A finite number; undefined for anything else. */
export function numberOf(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Finite numbers parted by commas. */
export function numbersOf(text = ''): number[] {
  return text
    .split(',')
    .map(numberOf)
    .filter((number) => number !== undefined);
}

// Tags hold any signs, so those that part things here are percent-encoded.
const escaped = (tag: string) =>
  tag.replace(/[%,;:]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const unescaped = (text: string) =>
  text.replace(/%(25|2C|3B|3A)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function listOf(text = ''): string[] {
  return text === '' ? [] : text.split(',').map(unescaped);
}

function listText(tags: readonly string[]): string {
  return tags.map(escaped).join(',');
}

/** Ends rounded to a ten-thousandth of what is shown between them: nobody sees more, and links stay short. */
export function roundedZoom(zoom: Zoom): Zoom {
  const round = (limits: Limits | undefined): Limits | undefined => {
    if (limits?.min === undefined || limits.max === undefined) return limits;
    const digits = Math.ceil(
      Math.log10(Math.max(Math.abs(limits.min), Math.abs(limits.max)) / (limits.max - limits.min)),
    );
    const precision = Math.min(17, Math.max(5, digits + 5));
    const [min, max] = [limits.min, limits.max].map((end) => Number(end.toPrecision(precision)));
    return min !== undefined && max !== undefined && min < max ? { min, max } : limits;
  };
  const [x, y, right] = [round(zoom.x), round(zoom.y), round(zoom.right)];
  return { ...(x && { x }), ...(y && { y }), ...(right && { right }) };
}
