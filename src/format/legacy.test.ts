import { describe, expect, it } from 'vitest';
import { tensorboard } from '../../proto/messages.ts';
import { dataClassOf, metadataOf, tensorOf, valuesOf } from './legacy.ts';

describe('values of old', () => {
  it.each([
    ['simple_value', { tag: 'x', simpleValue: 0 }, 'scalars'],
    ['histo', { tag: 'x', histo: {} }, 'histograms'],
    ['image', { tag: 'x', image: {} }, 'images'],
    ['audio', { tag: 'x', audio: {} }, 'audio'],
    ['a tensor without metadata', { tag: 'x', tensor: {} }, undefined],
    ['a display name only', { tag: 'x', simpleValue: 1, metadata: { displayName: 'X' } }, 'scalars'],
    [
      'metadata that says another plugin',
      { tag: 'x', simpleValue: 1, metadata: { pluginData: { pluginName: 'mine' } } },
      'mine',
    ],
  ])('%s implies its plugin', (_, value, plugin) =>
    expect(metadataOf(value)?.pluginData?.pluginName).toBe(plugin),
  );

  it('keep the display name beside the plugin that they imply', () =>
    expect(metadataOf({ tag: 'x', simpleValue: 1, metadata: { displayName: 'X' } })?.displayName).toBe('X'));

  it('a histogram becomes rows of left, right and count, its ends at min and max', () => {
    const histo = { min: -1, max: 5, bucketLimit: [0, 2, 9], bucket: [3, 0, 4] };
    expect(tensorOf({ tag: 'h', histo })).toEqual({
      dtype: 'float64',
      shape: [3, 3],
      numbers: Float64Array.of(-1, 0, 3, 0, 2, 0, 2, 5, 4),
    });
  });

  it('a histogram loses its empty buckets at both ends, not those between', () => {
    const histo = { min: -1, max: 5, bucketLimit: [-2, 0, 2, 6, 9], bucket: [0, 3, 0, 4, 0] };
    expect(tensorOf({ tag: 'h', histo })).toMatchObject({
      shape: [3, 3],
      numbers: Float64Array.of(-1, 0, 3, 0, 2, 0, 2, 5, 4),
    });
    expect(tensorOf({ tag: 'h', histo: { bucketLimit: [1], bucket: [0] } })).toMatchObject({ shape: [0, 3] });
  });

  it('a histogram with lists of different length is refused', () =>
    expect(() => tensorOf({ tag: 'h', histo: { bucketLimit: [1], bucket: [] } })).toThrow(
      '1 limits and 0 buckets',
    ));

  it('an image becomes width, height and bytes', () => {
    const encodedImageString = Uint8Array.of(1, 2);
    expect(tensorOf({ tag: 'i', image: { width: 28, height: 7, encodedImageString } })).toEqual({
      dtype: 'string',
      shape: [3],
      strings: [new TextEncoder().encode('28'), new TextEncoder().encode('7'), encodedImageString],
    });
  });

  it('metadata without a value is an empty tensor', () =>
    expect(tensorOf({ tag: '_hparams_/experiment' })).toMatchObject({ shape: [0] }));
});

it('a graph becomes a value of its run', () => {
  const [value] = valuesOf({ wallTimeSeconds: 1, step: 0, graphDef: Uint8Array.of(5) });
  expect(value?.tag).toBe('__run_graph__');
  expect(value && tensorOf(value)).toMatchObject({ strings: [Uint8Array.of(5)] });
});

it.each([
  ['scalars', 0, 'scalar'],
  ['images', 0, 'blobs'],
  ['histograms', 0, 'tensor'],
  ['nobody knows', 0, 'tensor'],
  ['nobody knows', tensorboard.DataClass.DATA_CLASS_SCALAR, 'scalar'],
  ['scalars', tensorboard.DataClass.DATA_CLASS_BLOB_SEQUENCE, 'blobs'],
])('plugin %s with data class %i is kept as %s', (pluginName, dataClass, expected) =>
  expect(dataClassOf({ dataClass, pluginData: { pluginName } })).toBe(expected),
);
