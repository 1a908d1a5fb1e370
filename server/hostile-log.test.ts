// What a log holds is never a document of this server, however it is asked for: no answer is HTML, SVG or a script to a
// browser. test/browser/hostile-log.browser.test.ts opens the same log in the page.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodePictureKey } from '../src/plugins/image/model/picture-key.ts';
import { PLUGIN_ROUTES } from '../src/plugins/routes.ts';
import { HOSTILE, hostileTag, writeHostileLog } from '../test/hostile-log.ts';
import { askRaw } from '../test/raw-request.ts';
import { defaultOptions } from './options.ts';
import { type RunningServer, startServer } from './serve.ts';

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  await writeHostileLog(folder);
  server = await startServer({ ...defaultOptions(folder), port: 0, auth: 'token' }, PLUGIN_ROUTES);
  await server.source.reload();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const run = HOSTILE;
const series = (tag: string) => `run=${encodeURIComponent(run)}&tag=${encodeURIComponent(tag)}`;
const key = (tag: string, sample: number) =>
  `blob_key=${encodeURIComponent(encodePictureKey({ run, tag, step: 0, sample }))}`;
it.each([
  [200, 'a picture that is SVG', `/data/plugin/images/individualImage?${key('svg', 0)}`],
  [200, 'a picture that is HTML', `/data/plugin/images/individualImage?${key('svg', 1)}`],
  [200, 'the same for our page', `/api/v1/images/picture?${series('svg')}&step=0&sample=0`],
  [200, 'a clip that is HTML', `/data/plugin/audio/individualAudio?${key('html', 0)}&content_type=audio/wav`],
  [400, 'a clip as HTML', `/data/plugin/audio/individualAudio?${key('html', 0)}&content_type=text/html`],
  [200, 'the same clip for our page', `/api/v1/audio/clip?${series('html')}&step=0&sample=0`],
  [200, 'a table of scalars', `/data/plugin/scalars/scalars?${series(HOSTILE)}&format=csv`],
  [404, 'a tag that is not there', `/data/plugin/scalars/scalars?${series(`${HOSTILE}x`)}`],
  [200, 'texts', `/data/plugin/text/text?${series(`${hostileTag('text')}/text_summary`)}`],
  [200, 'names of tags', '/data/plugin/scalars/tags'],
  [200, 'names of runs', '/data/runs'],
  [200, 'a graph', `/data/plugin/graphs/graph?run=${encodeURIComponent(run)}`],
  [200, 'labels', `/data/plugin/projector/metadata?run=${encodeURIComponent(run)}&name=points%3A00000`],
  [200, 'notes', '/api/v1/documents/runs'],
  [200, 'rows of scalars', '/api/v1/data/scalars?format=csv'],
  [404, 'a plugin of that name', `/data/plugin_entry.html?name=${encodeURIComponent(HOSTILE)}`],
  [404, 'a page of that name', `/${encodeURIComponent(HOSTILE)}`],
  [302, 'a first visit', `/data/runs?token=mine&x=${encodeURIComponent(HOSTILE)}`],
  [302, 'a first visit to such a path', `/'"><img/src=x/onerror=pwned=1>?token=mine`],
])('%i for %s', async (status, _, path) => {
  const { token = '' } = server.access;
  const isVisit = path.includes('token=');
  const headers = isVisit ? { accept: 'text/html' } : { authorization: `Bearer ${token}` };
  const answer = await askRaw(server.port, path.replace('token=mine', `token=${token}`), headers);
  expect(answer.status).toBe(status);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  const [type] = (answer.headers['content-type'] ?? '').split(';');
  expect(type).toMatch(
    isVisit
      ? /^text\/html$/
      : /^(?:application\/(?:json|octet-stream)|audio\/wav|text\/(?:plain|csv|x-protobuf))$/,
  );
  if (isVisit) expect(answer.text).not.toMatch(/<(?:img|svg)|pwned=1>/);
});
