import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensorOf } from '../../format/legacy.ts';
import type { Category, Layout } from './kind.ts';
import { mergedLayout } from './model/merged-layout.ts';
import { type ChartInput, customScalarsValue } from './summary.ts';
import { layoutOf } from './values.ts';

const word = fc.string({ unit: 'grapheme' });
const title = word.filter((text) => text !== '__proto__');
const chart = fc.oneof(
  fc.tuple(fc.constant('Multiline' as const), fc.array(word)),
  fc.tuple(fc.constant('Margin' as const), fc.array(word, { minLength: 3, maxLength: 3 })),
);

describe('a stored layout', () => {
  it('comes back as it was given', () => {
    const layouts = fc.dictionary(title, fc.dictionary(title, chart, { noNullPrototype: true }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(layouts, (given: Readonly<Record<string, Readonly<Record<string, ChartInput>>>>) => {
        const read = layoutOf(tensorOf(customScalarsValue(given)));
        expect(read).toEqual({
          categories: Object.entries(given).map(([category, charts]) => ({
            title: category,
            closed: false,
            charts: Object.entries(charts).map(([name, [kind, tags]]) => {
              const [value, lower, upper] = tags;
              return kind === 'Multiline'
                ? { title: name, kind: 'multiline', tags }
                : { title: name, kind: 'margin', series: [{ value, lower, upper }] };
            }),
          })),
        });
      }),
    );
  });

  it.each([
    ['a list', [], 'expected a layout: charts by title in categories by title, got an array of 0'],
    ['a category of nothing', { c: 3 }, 'expected charts by title in the category "c", got 3'],
    [
      'a chart of another kind',
      { c: { t: ['Bars', ['a']] } },
      'expected the chart "t" of the category "c" to be',
    ],
    [
      'two tags of a band',
      { c: { t: ['Margin', ['a', 'b']] } },
      'to have three tags, value, lower, upper, got 2',
    ],
  ])('cannot be %s', (_, layout, message) =>
    expect(() => customScalarsValue(layout as never)).toThrow(message),
  );

  it('that is damaged is told so', () => {
    const tensor = { dtype: 'string', shape: [], strings: [Uint8Array.of(0x12, 9)] } as const;
    expect(() => layoutOf(tensor)).toThrow('the layout of custom scalars is damaged');
    expect(() => layoutOf({ dtype: 'float32', shape: [], numbers: Float32Array.of(1) })).toThrow(
      'a layout must be one string, not float32 of shape []',
    );
  });
});

describe('layouts of several runs', () => {
  const lines = (name: string, ...tags: string[]) => ({ title: name, kind: 'multiline' as const, tags });
  const category = (name: string, ...charts: ReturnType<typeof lines>[]): Category => ({
    title: name,
    closed: false,
    charts,
  });
  const layout = (...categories: Category[]): Layout => ({ categories });

  it('become one: categories by title, equal charts once', () =>
    expect(
      mergedLayout([
        layout(category('a', lines('x', 'p')), category('b', lines('y', 'q'))),
        layout(category('c', lines('z', 'r')), category('a', lines('x', 'p'), lines('x', 'other'))),
        layout(category('c', lines('w', 's'))),
      ]),
    ).toEqual(
      layout(
        category('a', lines('x', 'p'), lines('x', 'other')),
        category('b', lines('y', 'q')),
        category('c', lines('z', 'r'), lines('w', 's')),
      ),
    ));

  it('of none are none', () => expect(mergedLayout([])).toEqual({ categories: [] }));
});
