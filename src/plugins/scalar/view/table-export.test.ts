// Tables of many runs, put together from several answers of the server.
import { describe, expect, it } from 'vitest';
import type { Api } from '../../../../client/plugin-host.ts';
import { userRegexOf } from '../../../../server/api/regex.ts';
import { inPieces, patternOf, tableFile } from './table-export.ts';

const ODD_NAMES = ['a', 'a/b', 'lr=0.1+x', '[x](y)', 'a|b', '^$', '\\d', 'per%2F', 'ünï 😀', '.', 'q?*{2}'];

describe('names of runs and tags', () => {
  it.each(ODD_NAMES)('%s is found by its pattern and no other is', (name) => {
    const regex = userRegexOf(patternOf([name]));
    expect([...ODD_NAMES, `${name}x`, `x${name}`].filter((other) => regex?.isFoundIn(other))).toEqual([name]);
  });

  it('are asked for in addresses that servers take, each once and in order', () => {
    const names = Array.from({ length: 500 }, (_, at) => `sweep/😀 lr=${at}`);
    const pieces = inPieces(names);
    expect(pieces.flat()).toEqual(names);
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(encodeURIComponent(patternOf(piece)).length).toBeLessThan(3200);
  });

  it('of endless length are asked for one by one', () => {
    expect(inPieces(['x'.repeat(9000), 'y'.repeat(9000)])).toHaveLength(2);
  });
});

describe('answers', () => {
  const runs = Array.from({ length: 300 }, (_, at) => `a/long/name/of/a/run/${at}`);
  const apiOf = (answers: readonly string[]) => {
    let at = 0;
    return {
      file: () => Promise.resolve(new Blob([answers[at++ % answers.length] ?? ''])),
    } as unknown as Api;
  };
  const pieces = inPieces(runs).length;

  it('of CSV have one heading', async () => {
    const file = await tableFile('csv', { api: apiOf(['run,tag\r\na,b\r\n']), tags: ['t'], runs });
    expect(await file.text()).toBe(`run,tag\r\n${'a,b\r\n'.repeat(pieces)}`);
  });

  it.each([
    ['rows in all', ['[{"a":1},\n{"a":2}]\n'], pieces * 2],
    ['none in some', ['[]\n', '[{"a":1}]\n'], Math.floor(pieces / 2)],
    ['none at all', ['[]\n'], 0],
  ])('of JSON are one list: %s', async (_, answers, rows) => {
    const file = await tableFile('json', { api: apiOf(answers), tags: ['t'], runs });
    expect(JSON.parse(await file.text())).toHaveLength(rows);
  });
});
