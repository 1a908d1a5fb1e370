import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bookmark, readBookmarks, writeBookmarks } from './bookmarks.ts';

/** As TensorBoard 2.21's page has saved it, cut to two points. */
const OF_TENSORBOARD = JSON.stringify([
  {
    label: 'State 0',
    isSelected: true,
    tSNEIteration: 120,
    tSNEPerplexity: 8,
    tSNELearningRate: 10,
    tSNEis3d: false,
    umapIs3d: true,
    umapNeighbors: 15,
    umapMinDist: 0.1,
    pcaComponentDimensions: [0, 1, 2],
    projections: [
      { 'pca-0': 0.5, 'tsne-0': 1, 'tsne-1': 2, 'tsne-2': 0 },
      { 'pca-0': 0.7, 'tsne-0': 3, 'tsne-1': 4, 'tsne-2': 0 },
    ],
    selectedPoints: [1],
    shuffledDataIndices: [1, 0],
    selectedProjection: 'tsne',
    dataSetDimensions: [2, 50],
    cameraDef: { orthographic: true, position: [0, 0, 10], target: [0, 0, 0], zoom: 1.2 },
    selectedColorOptionName: 'class',
    forceCategoricalColoring: false,
    selectedLabelOption: 'name',
  },
]);

it("reads what TensorBoard's page has saved", () => {
  expect(readBookmarks(OF_TENSORBOARD)).toEqual([
    {
      label: 'State 0',
      method: 'tsne',
      shape: [2, 50],
      flat: true,
      camera: { orthographic: true, position: [0, 0, 10], target: [0, 0, 0], zoom: 1.2 },
      axes: [0, 1],
      coordinates: Float32Array.of(1, 2, 0, 3, 4, 0),
      components: 3,
      selected: [1],
      isolated: undefined,
      labelColumn: 'name',
      colorColumn: 'class',
      categorical: false,
      settings: { perplexity: '8', rate: '10', neighbors: '15', mindist: '0.1' },
    },
  ]);
});

it('reads back what it writes', () => {
  const bookmark = fc.record({
    label: fc.string({ minLength: 1 }),
    method: fc.constantFrom('pca', 'tsne', 'umap', 'custom'),
    shape: fc.constant([2, 9] as const),
    camera: fc.option(
      fc.record({
        orthographic: fc.boolean(),
        position: fc.constant([1, 2, 3] as const),
        target: fc.constant([0, 0, 1] as const),
        zoom: fc.constant(2),
      }),
      { nil: undefined },
    ),
    coordinates: fc.constant(Float32Array.of(1, 2, 3, 4, 5, 6)),
    components: fc.constant(3),
    selected: fc.array(fc.nat(1)),
    isolated: fc.option(fc.constant([0]), { nil: undefined }),
    labelColumn: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    colorColumn: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    categorical: fc.boolean(),
    settings: fc.constant({
      perplexity: '7',
      rate: '3',
      neighbors: '4',
      mindist: '0.3',
      xfrom: 'a',
      yto: 'b',
    }),
    isFlat: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(bookmark), (all) => {
      const bookmarks: Bookmark[] = all.map(({ isFlat, ...rest }) => {
        const flat = isFlat || rest.method === 'custom';
        return { ...rest, flat, axes: flat ? [0, 1] : [0, 1, 2] };
      });
      expect(readBookmarks(writeBookmarks(bookmarks))).toEqual(bookmarks);
    }),
  );
});

describe('what is no file of bookmarks is refused', () => {
  it.each([
    ['{', 'The file of bookmarks is no JSON.'],
    ['[1]', 'Bookmark 1 of the file is no object.'],
    ['null', 'Bookmark 1 of the file is no object.'],
  ])('%s', (json, message) => expect(() => readBookmarks(json)).toThrow(message));

  it('and odd fields are as if they were not there', () =>
    expect(
      readBookmarks('[{"cameraDef": 1, "projections": [null, 3], "selectedPoints": "x"}]'),
    ).toMatchObject([
      { label: 'Bookmark 1', method: 'pca', camera: undefined, components: 0, selected: [] },
    ]));
});
