import { describe, expect, it } from 'vitest';
import { RUN_GRAPH_TAG } from '../../../format/run-graph-tag.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { GRAPH, KERAS_MODEL } from '../kind.ts';
import { askedGraph, whyMissing } from './asked-graph.ts';
import { graphSources, keyOf } from './graph-sources.ts';

const seriesOf = (run: string, tag: string, pluginName: string) =>
  ({ run, tag, pluginName, length: 1, generation: 1 }) as SeriesInfo;
const SERIES = [
  seriesOf('a', RUN_GRAPH_TAG, GRAPH.pluginName),
  seriesOf('a', 'keras', KERAS_MODEL),
  seriesOf('b', RUN_GRAPH_TAG, GRAPH.pluginName),
];
const SOURCES = graphSources(SERIES, [{ name: 'a' }]);
const key = (run: string, tag: string, isConceptual = false) => keyOf({ run, tag, isConceptual });

describe('the graph that a link names', () => {
  it('is the first where it names none', () => {
    expect(askedGraph(undefined, SOURCES, SERIES)).toEqual({ source: SOURCES[0], missing: undefined });
    expect(askedGraph(undefined, [], [])).toEqual({ source: undefined, missing: undefined });
  });

  it('is the one that it names', () => {
    expect(askedGraph(key('a', ''), SOURCES, SERIES).source?.tag).toBe('');
    expect(askedGraph(key('a', 'keras', true), SOURCES, SERIES).source?.isConceptual).toBe(true);
  });

  it.each([
    ['a run that is not ticked', key('b', ''), 'unticked', /run “b” is there, but its run is not ticked/],
    ['a tag that is not there', key('a', 'late'), 'tag', /run “a” has no graph “Operations of late”/],
    ['a run of which nothing was read', key('c', ''), 'run', /no graph of this run was read/],
    ['no JSON', '[', 'unreadable', /does not say which graph/],
    ['other JSON', '{"run":"a"}', 'unreadable', /does not say which graph/],
    ['a list of other things', '["a",1,false]', 'unreadable', /does not say which graph/],
  ] as const)('is missed for %s, and never another in its place', (_, link, why, sentence) => {
    const { source, missing } = askedGraph(link, SOURCES, SERIES);
    expect(source).toBeUndefined();
    expect(missing?.why).toBe(why);
    expect(missing && whyMissing(missing)).toMatch(sentence);
  });
});
