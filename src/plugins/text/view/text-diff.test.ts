import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DiffRow, diffOf as diffWithin } from './text-diff.ts';

const FOR_EVER = { linesMs: Number.POSITIVE_INFINITY, wordsMs: Number.POSITIVE_INFINITY };
const diffOf = (before: string, after: string) => diffWithin(before, after, FOR_EVER);

/** A row as a line: its sign and text, with changed words in brackets. */
const written = (row: DiffRow) =>
  row.kind === 'gap'
    ? `… ${row.lines}`
    : { same: ' ', added: '+', removed: '-' }[row.kind] +
      row.pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');

it.each([
  ['equal texts', 'a\nb', 'a\nb', []],
  ['a word in a line', 'lr 0.1 now', 'lr 0.01 now', ['-lr 0.[1] now', '+lr 0.[01] now']],
  ['a line more', 'a\n', 'a\nb\n', [' a', '+b']],
  ['a line less', 'a\nb\n', 'a\n', [' a', '-b']],
  ['one line for two', 'x\n', 'y\nz\n', ['-x', '+y', '+z']],
  [
    'much that is equal',
    `${'s\n'.repeat(9)}a\n${'t\n'.repeat(9)}`,
    `${'s\n'.repeat(9)}b\n${'t\n'.repeat(9)}`,
    ['… 6', ' s', ' s', ' s', '-[a]', '+[b]', ' t', ' t', ' t', '… 6'],
  ],
])('%s', (_, before, after, rows) => expect(diffOf(before, after)?.map(written)).toEqual(rows));

it('what was and what is can be read from the rows', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b c', 'b d', ''), { maxLength: 6 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const rows = diffOf(before, after) ?? [];
      const side = (other: string) =>
        rows.flatMap((row) =>
          row.kind === 'gap'
            ? [`${row.lines}`]
            : row.kind === other
              ? []
              : [row.pieces.map((p) => p.text).join('')],
        );
      if (before === after || rows.some(({ kind }) => kind === 'gap')) return;
      const lines = (whole: string) => (whole === '' ? [] : whole.replace(/\n$/, '').split('\n'));
      expect(side('added')).toEqual(lines(before));
      expect(side('removed')).toEqual(lines(after));
    }),
  );
});

it('texts that cannot be compared in time are not, lines are then compared as a whole', () => {
  const many = (word: string) => Array.from({ length: 3000 }, (_, i) => `${word}${i}\n`).join('');
  expect(diffWithin(many('a'), many('b'), { linesMs: -1, wordsMs: 0 })).toBeUndefined();
  expect(diffWithin('a b', 'a c', { ...FOR_EVER, wordsMs: 0 })?.map(written)).toEqual(['-a b', '+a c']);
});
