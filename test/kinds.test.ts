// Routes of text, audio, distributions, PR and ROC curves, confusion matrices and custom scalars over HTTP, from files that
// SummaryWriter wrote. What TensorBoard answered to the same questions is in test/golden.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions } from '../server/options.ts';
import { type RunningServer, startServer } from '../server/serve.ts';
import type { SummaryValue } from '../src/format/event.ts';
import { encodeEvent } from '../src/format/event.ts';
import { encodeStrings, encodeTensor } from '../src/format/tensor.ts';
import { frameRecord } from '../src/format/tf-record.ts';
import { SummaryWriter } from '../src/index.ts';
import { PLUGIN_ROUTES } from '../src/plugins/routes.ts';
import { decodeColumns } from '../src/wire/columns.ts';

const FAR = 2n ** 60n + 1n;
const wallTime = 1_700_000_000;
const range = (length: number) => Array.from({ length }, (_, i) => i);

let logdir: string;
let server: RunningServer;

const strings = (
  tag: string,
  pluginName: string,
  texts: readonly string[],
  shape: readonly number[],
): SummaryValue => ({
  tag,
  metadata: { pluginData: { pluginName } },
  tensor: encodeStrings(
    texts.map((text) => new TextEncoder().encode(text)),
    shape,
  ),
});

/** A file of values that no method of SummaryWriter writes. */
async function writeValues(file: string, values: readonly SummaryValue[]): Promise<void> {
  const records = values.map((value) =>
    frameRecord(encodeEvent({ wallTimeSeconds: wallTime, step: 0, values: [value] })),
  );
  await writeFile(file, Buffer.concat(records));
}

beforeAll(async () => {
  logdir = await mkdtemp(join(tmpdir(), 'kinds-'));
  const writer = new SummaryWriter(logdir);
  writer.addText('note', '*a*', 0, { wallTime });
  writer.addText('note', '<b>x</b>', FAR, { wallTime });
  for (const step of range(3)) writer.addAudio('beep', [0, 1], step, { sampleRate: 8000, wallTime });
  for (const step of range(600)) writer.addHistogram('h', [step, step + 1], step, { wallTime });
  writer.addPrCurve('pr', [1, 0], [0.9, 0.1], 3, { numThresholds: 3, wallTime });
  writer.addPrCurve('pr', [1, 0], [0.1, 0.9], 4, { numThresholds: 5, wallTime });
  writer.addConfusionMatrix(
    'cm',
    [
      [3, 1],
      [0, 2],
    ],
    { labels: ['a', 'b'], wallTime },
    9,
  );
  for (const tag of ['loss/a', 'loss/b', 'my loss']) writer.addScalar(tag, 1, 0, { wallTime });
  writer.addCustomScalars({ c: { one: ['Multiline', ['loss/.*']] } });
  await writer.close();
  const other = new SummaryWriter(join(logdir, 'other'));
  other.addCustomScalarsMarginchart(['v', 'lo', 'hi'], 'c', 'two');
  other.addScalar('loss/a', 2, 0, { wallTime });
  await other.close();
  await writeValues(join(logdir, 'events.out.tfevents.2'), [
    strings('alone', 'text', ['**b**'], []),
    strings('cube', 'text', ['a', 'b', 'c', 'd'], [2, 1, 2]),
    strings('nul', 'text', ['a\0b'], []),
    {
      tag: 'no text',
      metadata: { pluginData: { pluginName: 'text' } },
      tensor: encodeTensor(Float32Array.of(1), []),
    },
    strings('svg', 'audio', ['<svg onload=alert(1)>'], [1]),
    {
      tag: 'no curve',
      metadata: { pluginData: { pluginName: 'pr_curves' } },
      tensor: encodeTensor(new Float32Array(2), [2]),
    },
  ]);
  const damaged = new SummaryWriter(join(logdir, 'damaged'));
  await damaged.close();
  await writeValues(join(logdir, 'damaged', 'events.out.tfevents.2'), [
    strings('custom_scalars__config__', 'custom_scalars', ['\u0012\u0009'], []),
  ]);
  server = await startServer({ ...defaultOptions(logdir), port: 0 }, PLUGIN_ROUTES);
  await server.source.reload();
});
afterAll(async () => {
  await server.close();
  await rm(logdir, { recursive: true });
});

const ask = (path: string) => fetch(server.url + path);
const json = async (path: string) => JSON.parse(await (await ask(path)).text());
/** The one block of an answer: its head, and any column as plain numbers. */
async function columns(path: string) {
  const response = await ask(`api/v1/${path}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
  const [block] = decodeColumns<Readonly<Record<string, unknown>>>(await response.arrayBuffer());
  if (!block) throw new Error(`${path} has no block`);
  return { head: block.head, column: (name: string) => [...(block.columns[name] ?? [])] };
}

describe('text', () => {
  const textOf = async (tag: string) => (await json(`data/plugin/text/text?run=.&tag=${tag}`))[0].text;

  it('alone is itself, of three dimensions a slice with a warning', async () => {
    expect(await textOf('alone')).toBe('<p><strong>b</strong></p>');
    expect(await textOf('cube')).toBe(
      '<p><strong>Warning:</strong> This text summary contained data of dimensionality 3, but only   2d tables are ' +
        'supported. Showing a 2d slice of the data instead.</p>' +
        '<table>\n<tbody>\n<tr>\n<td><p>a</p></td>\n<td><p>b</p></td>\n</tr>\n</tbody>\n</table>',
    );
  });

  it('loses NUL bytes and says so', async () =>
    expect(await textOf('nul')).toBe(
      '<!-- WARNING: discarded 1 null bytes in markdown string after UTF-8 decoding -->\n<p>ab</p>',
    ));

  it('of the page: every step, and any one of them', async () => {
    const { head, column } = await columns('text/steps?run=.&tag=note/text_summary');
    expect(head).toEqual({ run: '.', tag: 'note/text_summary', generation: 0 });
    expect(column('steps')).toEqual([0n, FAR]);
    expect(column('wallTimes')).toEqual([wallTime, wallTime]);
    const text = await (await ask(`api/v1/text/at?run=.&tag=note/text_summary&step=${FAR}`)).text();
    expect(text).toContain(`"step":${FAR}`);
    expect(JSON.parse(text)).toMatchObject({
      shape: [1],
      texts: ['<b>x</b>'],
      html: '<p>&lt;b&gt;x&lt;/b&gt;</p>',
      characters: 8,
    });
    const whole = await ask(`api/v1/text/whole?run=.&tag=note/text_summary&step=${FAR}`);
    expect(whole.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await whole.text()).toBe('<b>x</b>');
  });

  describe('is searched', () => {
    const search = async (pattern: string, runs = ['.']) => {
      const body = JSON.stringify({ pattern, runs });
      const response = await fetch(`${server.url}api/v1/text/search`, { method: 'POST', body });
      return JSON.parse(response.ok ? await response.text() : JSON.stringify(await response.text()));
    };
    it('by a pattern, in all steps of the runs that are named', async () => {
      const { matches, searched, steps } = await search('<B>.');
      expect([matches, searched]).toEqual([[], steps]);
      expect((await search('<b>(x)')).matches).toEqual([
        { run: '.', tag: 'note/text_summary', step: `${FAR}`, snippet: ['', '<b>x', '</b>'] },
      ]);
      expect(await search('<b>', ['elsewhere'])).toEqual({ matches: [], searched: 0, steps: 0 });
    });

    it('by nothing but a pattern', async () => {
      expect(await search('(')).toBe('Invalid argument: "(" is no regular expression');
      expect(await search('')).toContain('is no regular expression');
      const response = await fetch(`${server.url}api/v1/text/search`, { method: 'POST', body: 'x' });
      expect([response.status, await response.text()]).toEqual([
        400,
        'Invalid argument: expected {"pattern": "…", "runs": ["…"]}',
      ]);
    });
  });
});

describe('audio', () => {
  it('is listed, and its address leads to the clip, also encoded anew', async () => {
    const listed = await json('data/plugin/audio/audio?run=.&tag=beep');
    expect(listed).toHaveLength(3);
    expect(listed[2]).toMatchObject({ step: 2, label: '', contentType: 'audio/wav' });
    for (const query of [listed[2].query, `${new URLSearchParams(listed[2].query)}`]) {
      const response = await ask(`experiment/x/data/plugin/audio/individualAudio?${query}`);
      expect(response.headers.get('content-type')).toBe('audio/wav');
      expect((await response.arrayBuffer()).byteLength).toBe(48);
    }
  });

  it('of the page: steps with their clips, and a clip that is no sound as octets', async () => {
    const { column } = await columns('audio/steps?run=.&tag=beep');
    expect([column('steps'), column('clips')]).toEqual([
      [0, 1, 2],
      [1, 1, 1],
    ]);
    const wav = await ask('api/v1/audio/clip?run=.&tag=beep&step=1');
    expect(wav.headers.get('content-type')).toBe('audio/wav');
    const svg = await ask('api/v1/audio/clip?run=.&tag=svg&step=0');
    expect(svg.headers.get('content-type')).toBe('application/octet-stream');
  });

  it('counts its clips in the state', async () => {
    const { series } = await json('api/v1/state');
    expect(series.find(({ tag }: { tag: string }) => tag === 'beep')).toMatchObject({ items: 1, length: 3 });
  });
});

describe('distributions, PR curves and confusion matrices of the page', () => {
  it('nine values for each of at most so many steps', async () => {
    const all = await columns('distributions/steps?run=.&tag=h');
    expect([all.column('steps').length, all.column('values').length, all.head['length']]).toEqual([
      500, 4500, 600,
    ]);
    const { column } = await columns('distributions/steps?run=.&tag=h&limit=2');
    expect(column('steps')).toEqual([0, 599]);
    const values = column('values');
    expect([values[0], values[8], values[9], values[17]]).toEqual([0, 1, 599, 600]);
  });

  it('thresholds of all steps behind each other', async () => {
    const curves = await columns('pr_curves/steps?run=.&tag=pr');
    expect(curves.column('offsets')).toEqual([0, 3, 8]);
    expect(curves.column('truePositives')).toEqual([1, 1, 0, 1, 0, 0, 0, 0]);
    expect(curves.column('falsePositives')).toEqual([1, 0, 0, 1, 1, 1, 1, 0]);
  });

  it('all steps of PR curves, and the curve of one', async () => {
    const list = await columns('pr_curves/list?run=.&tag=pr');
    expect(list.column('steps')).toHaveLength(2);
    const curve = await columns(`pr_curves/at?run=.&tag=pr&step=${list.column('steps')[0]}`);
    expect(curve.column('truePositives')).toEqual([1, 1, 0]);
    expect(curve.column('recall')).toHaveLength(3);
  });

  it('a matrix with its labels', async () => {
    const tag = 'cm/confusion_matrix';
    const { head, column } = await columns(`confusion_matrix/steps?run=.&tag=${tag}`);
    expect([head['labels'], column('steps')]).toEqual([['a', 'b'], [9]]);
    const matrix = await columns(`confusion_matrix/matrix?run=.&tag=${tag}&step=9`);
    expect(matrix.head).toEqual({ classes: 2, labels: ['a', 'b'], wallTime });
    expect(matrix.column('counts')).toEqual([3, 1, 0, 2]);
  });

  it('TensorBoard’s listing has no plugin that TensorBoard does not know', async () =>
    expect(Object.keys(await json('data/plugins_listing'))).not.toContain('confusion_matrix'));
});

describe('custom scalars', () => {
  const category = [
    {
      title: 'c',
      closed: false,
      chart: [
        { title: 'one', multiline: { tag: ['loss/.*'] } },
        { title: 'two', margin: { series: [{ value: 'v', lower: 'lo', upper: 'hi' }] } },
      ],
    },
  ];

  it('the layouts of all runs are one, and a damaged one hides no other', async () => {
    expect(await json('data/plugin/custom_scalars/layout')).toEqual({ version: 0, category });
    const layout = await json('api/v1/custom_scalars/layout');
    expect(layout.categories[0].charts).toHaveLength(2);
    expect(layout.unreadable).toEqual([{ run: 'damaged', what: 'the layout of custom scalars is damaged' }]);
  });

  it.each([
    ['loss', ['loss/a', 'loss/b']],
    ['loss/a$', ['loss/a']],
    ['.*loss', ['loss/a', 'loss/b', 'my loss']],
    ['(loss/b)|(my)', ['loss/b', 'my loss']],
  ])('the pattern %s means tags that begin so', async (pattern, tags) => {
    const query = new URLSearchParams({ run: '.', tag: pattern });
    const answer = await json(`data/plugin/custom_scalars/scalars?${query}`);
    expect(answer).toEqual({
      regex_valid: true,
      tag_to_events: Object.fromEntries(tags.map((tag) => [tag, [[wallTime, 0, 1]]])),
    });
  });

  it.each(['', '(', '(a)\\1'])('the pattern "%s" is none', async (pattern) => {
    const query = new URLSearchParams({ run: '.', tag: pattern });
    const none = { regex_valid: false, tag_to_events: {} };
    expect(await json(`data/plugin/custom_scalars/scalars?${query}`)).toEqual(none);
    const tags = await json(`api/v1/custom_scalars/tags?${new URLSearchParams({ pattern })}`);
    expect(tags).toEqual({ valid: false, series: [] });
  });

  it('of the page: the series that a pattern means, in all runs', async () => {
    const answer = await json('api/v1/custom_scalars/tags?pattern=loss/a');
    expect(answer.valid).toBe(true);
    expect(answer.series).toHaveLength(2);
  });

  it('a series can be downloaded', async () => {
    const response = await ask('data/plugin/custom_scalars/download_data?run=.&tag=loss/a&format=csv');
    expect(await response.text()).toBe('Wall time,Step,Value\r\n1700000000.0,0,1.0\r\n');
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    ['data/plugin/text/text?run=.&tag=none', 200],
    ['data/plugin/text/text?run=.&tag=no%20text', 422],
    ['data/plugin/audio/audio?run=.&tag=none', 404],
    ['data/plugin/audio/individualAudio?blob_key=x', 400],
    ['data/plugin/audio/individualAudio?blob_key=x&content_type=audio/wav', 400],
    ['data/plugin/audio/individualAudio?blob_key=WyIuIiwiYmVlcCIsIjAiLDBd&content_type=text/html', 400],
    ['data/plugin/audio/individualAudio?blob_key=WyIuIiwiYmVlcCIsIjAiLDBd&content_type=audio/wav', 200],
    ['data/plugin/audio/individualAudio?blob_key=WyIuIiwiYmVlcCIsIjAiLDld&content_type=audio/wav', 404],
    ['data/plugin/audio/individualAudio?blob_key=WyIuIiwibm9uZSIsIjAiLDBd&content_type=audio/wav', 404],
    ['data/plugin/distributions/distributions?run=.&tag=none', 404],
    ['data/plugin/pr_curves/pr_curves', 400],
    ['data/plugin/pr_curves/pr_curves?run=.', 400],
    ['data/plugin/pr_curves/pr_curves?run=.&run=none&tag=pr', 400],
    ['data/plugin/pr_curves/pr_curves?run=.&tag=no%20curve', 422],
    ['api/v1/pr_curves/steps?run=.&tag=pr&limit=0', 400],
    ['api/v1/text/at?run=.&tag=alone', 400],
    ['api/v1/text/at?run=.&tag=alone&step=x', 400],
    ['api/v1/text/at?run=.&tag=alone&step=5', 404],
    ['api/v1/audio/clip?run=.&tag=beep&step=0&sample=1', 404],
    ['api/v1/confusion_matrix/matrix?run=.&tag=cm&step=9', 404],
    ['api/v1/custom_scalars/tags', 400],
  ])('%s: %d', async (path, status) => expect((await ask(path)).status).toBe(status));
});
