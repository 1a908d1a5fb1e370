import { describe, expect, it } from 'vitest';
import { methodSettingsOf, withDefault } from './method-settings.ts';

describe('how points are projected', () => {
  it.each([
    [2, 'raw'],
    [3, 'raw'],
    [4, 'pca'],
  ])('with %i dimensions, at first, by %s', (dimensions, name) =>
    expect(methodSettingsOf({}, dimensions, false).name).toBe(name),
  );

  it.each([
    ['nothing', undefined, false, [0, 1, 2]],
    ['two of them', '3,1', true, [3, 1]],
    ['three', '3,1,9', false, [3, 1, 9]],
    ['one that is not there', '3,17,1', false, [3, 0, 1]],
    ['no numbers', 'x,,-1', false, [0, 1, 2]],
    ['fewer', '2', false, [2, 0, 1]],
  ])('axes by %s', (_, axes, flat, expected) =>
    expect(methodSettingsOf(axes === undefined ? {} : { axes }, 50, flat).axes).toEqual(expected),
  );

  it('has no more axes than dimensions', () => {
    expect(methodSettingsOf({}, 1, false).axes).toEqual([0]);
    expect(methodSettingsOf({ axes: '40,41', method: 'raw' }, 50, true).axes).toEqual([40, 41]);
  });

  it('takes numbers within their bounds only', () => {
    const settings = methodSettingsOf(
      { perplexity: '-3', iterations: '1e9', neighbors: '30', seed: 'x' },
      9,
      true,
    );
    expect(settings).toMatchObject({ perplexity: 30, iterations: 750, neighbors: 30, seed: 42 });
  });

  it('follows the link before the default', () => {
    const view = withDefault({ method: 'umap' }, { method: 'tsne', perplexity: '50' });
    expect(methodSettingsOf(view, 9, true)).toMatchObject({ name: 'umap', perplexity: 50 });
  });
});
