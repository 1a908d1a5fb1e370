import { expect, it } from 'vitest';
import { apart, type ExtremeLabel } from './decorations.ts';

const label = (text: string, x: number, y: number, part: Partial<ExtremeLabel> = {}): ExtremeLabel => ({
  text,
  x,
  y,
  align: 'center',
  baseline: 'bottom',
  width: 40,
  ...part,
});
const texts = (labels: readonly ExtremeLabel[]) => apart(labels, 11).map(({ text }) => text);

it.each([
  ['side by side', [label('a', 0, 20), label('b', 41, 20)], ['a', 'b']],
  ['one above the other', [label('a', 0, 20), label('b', 0, 31)], ['a', 'b']],
  ['one on the other', [label('a', 0, 20), label('b', 30, 24), label('c', 90, 60)], ['a', 'c']],
  [
    'anchored at their ends',
    [label('a', 0, 20, { align: 'right' }), label('b', 1, 20, { align: 'left' })],
    ['a', 'b'],
  ],
  [
    'hanging and standing at one height',
    [label('a', 0, 20), label('b', 0, 20, { baseline: 'top' })],
    ['a', 'b'],
  ],
])('numbers of extremes that lie %s', (_, labels, expected) =>
  expect(texts(labels).sort()).toEqual(expected),
);

it('the highest and the lowest keep their numbers, whatever curve they are of', () => {
  expect(texts([label('middle', 0, 15), label('low', 0, 20), label('high', 0, 10)])).toEqual(['high']);
  expect(texts([label('middle', 0, 15), label('low', 0, 25), label('high', 0, 10)])).toEqual(['high', 'low']);
});
