// A page of another site in a real browser: it can neither read from the server, nor frame its page, nor open its socket.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { requireBuild } from '../runboard-process.ts';

const chromium = chromiumPath();
let folder: string;
let server: RunningServer;
let other: Server;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  if (chromium === undefined) return;
  requireBuild();
  folder = await mkdtemp(join(tmpdir(), 'security-'));
  other = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(`<iframe src="${server.url}"></iframe>`),
  );
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const allowEmbedding = [`http://hub.localhost:${portOf()}`];
  server = await startServer({ ...defaultOptions(folder), port: 0, allowEmbedding }, PLUGIN_ROUTES);
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(async () => {
  if (chromium === undefined) return;
  await browser.close();
  other.close();
  await server.close();
  await rm(folder, { recursive: true });
});

/** The browser takes every name below localhost for this machine, as a rebinding name server would have it. */
const portOf = () => (other.address() as AddressInfo).port;
const goTo = (host: string) => page.goto(`http://${host}:${portOf()}/`);

/** What the frame of the page that is open shows. */
const framed = () => page.frames()[1]?.url();

it.skipIf(chromium === undefined)(
  'another site reads nothing, opens no socket and frames no page',
  async () => {
    await goTo('evil.localhost');
    const got = await page.evaluate(async (url) => {
      const answer = await fetch(`${url}data/runs`).then(
        (response) => `${response.status}`,
        () => 'refused',
      );
      const socket = new WebSocket(`${url.replace('http', 'ws')}api/v1/live`);
      const live = await new Promise((resolve) => {
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
      });
      return [answer, live];
    }, server.url);
    expect(got).toEqual(['refused', 'refused']);
    expect(framed()).not.toBe(server.url);
  },
);

it.skipIf(chromium === undefined).each([
  ['a notebook on this machine', 'localhost'],
  ['a site that --allow_embedding names', 'hub.localhost'],
])('%s may frame it', async (_, host) => {
  await goTo(host);
  expect(framed()).toBe(server.url);
});
