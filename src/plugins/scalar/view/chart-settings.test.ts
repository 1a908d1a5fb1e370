import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cardSettingsOf,
  cardSettingsText,
  chartSettingsOf,
  NO_CARD_SETTINGS,
  roundedZoom,
  smoothingOf,
  smoothingText,
} from './chart-settings.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const limits = fc
  .record({ min: number, max: number }, { requiredKeys: [] })
  .filter(({ min, max }) => min !== undefined || max !== undefined);
const scale = fc.constantFrom('linear' as const, 'log' as const, 'symlog' as const);
const smoothing = fc.oneof(
  fc.record({ kind: fc.constant('exponential' as const), amount: fc.constantFrom(0, 0.5, 0.999) }),
  fc.record({ kind: fc.constantFrom('gaussian' as const, 'mean' as const), amount: fc.nat(500) }),
);
const tags = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 3 });
const settings = fc.record(
  {
    yScale: scale,
    xScale: scale,
    smoothing,
    showRaw: fc.boolean(),
    ignoreOutliers: fc.boolean(),
    extremes: fc.boolean(),
    zoom: fc.record({ x: limits, y: limits, right: limits }, { requiredKeys: [] }),
    expanded: fc.boolean(),
    more: tags,
    right: tags,
    references: fc.record({ x: fc.array(number, { maxLength: 3 }), y: fc.array(number, { maxLength: 3 }) }),
  },
  { requiredKeys: ['zoom', 'expanded', 'more', 'right', 'references'] },
);

describe('settings of a card', () => {
  it('come back from a link as they were', () => {
    // A link has no minus zero.
    fc.assert(
      fc.property(settings, (given) => {
        expect(cardSettingsOf(cardSettingsText(given))).toEqual(given);
      }),
    );
  });

  it('take no room in a link where nothing is set', () => {
    expect(cardSettingsText(NO_CARD_SETTINGS)).toBe('');
    expect(cardSettingsOf('')).toEqual(NO_CARD_SETTINGS);
  });

  it.each([['all'], ['zx:1'], ['zx:a..b'], ['y:cubic;s:7;;:'], ['h:,x,Infinity']])(
    'are as for all where %j cannot be read',
    (text) => expect(cardSettingsOf(text)).toEqual(NO_CARD_SETTINGS),
  );

  it('are read by people too', () => {
    const text = 'y:log;s:g12;zx:10..200;wide:1;and:eval/loss;h:0.5,0.7';
    expect(cardSettingsText(cardSettingsOf(text))).toBe(text);
  });
});

describe('settings of all charts', () => {
  it.each([['0'], ['0.6'], ['0.999'], ['g12'], ['m15']])('smoothing %s comes back as it was', (text) => {
    const read = smoothingOf(text);
    expect(read && smoothingText(read)).toBe(text);
  });

  it.each([[''], ['1'], ['-1'], ['g'], ['g501'], ['x3']])('smoothing %j is none', (text) => {
    expect(smoothingOf(text)).toBeUndefined();
    expect(chartSettingsOf({ smoothing: text }).smoothing).toEqual({ kind: 'exponential', amount: 0.6 });
  });
});

it.each([
  [{ x: { min: 12.345678901, max: 200.00000001 } }, { x: { min: 12.3457, max: 200 } }],
  [
    { y: { min: 1_000_000.123456, max: 1_000_000.2345678 } },
    { y: { min: 1_000_000.123456, max: 1_000_000.234568 } },
  ],
  [{ x: { min: 3 } }, { x: { min: 3 } }],
  [{}, {}],
])('the zoom %j is short in a link', (zoom, rounded) => {
  const { x, y } = roundedZoom(zoom);
  const wanted = rounded as { x?: { min: number; max?: number }; y?: { min: number; max: number } };
  expect(x).toEqual(wanted.x);
  if (wanted.y) {
    expect(y?.min).toBeCloseTo(wanted.y.min, 5);
    expect(y?.max).toBeCloseTo(wanted.y.max, 5);
  }
});
