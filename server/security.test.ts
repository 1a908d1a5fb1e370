// Attacks on a running server over real HTTP and its socket. SECURITY.md says what each of them would gain.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PLUGIN_ROUTES } from '../src/plugins/routes.ts';
import { MAX_QUESTION_BYTES } from '../src/wire/live.ts';
import { askRaw } from '../test/raw-request.ts';
import { eventFile, scalar } from '../test/scripted-logdir.ts';
import { accessOf, framedByOf, reachNotice } from './access-of-options.ts';
import { defaultOptions, type ServerOptions } from './options.ts';
import { type RunningServer, startServer } from './serve.ts';

let folder: string;
let server: RunningServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'security-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function serve(options: Partial<ServerOptions> = {}): Promise<void> {
  server = await startServer({ ...defaultOptions(folder), port: 0, ...options }, PLUGIN_ROUTES);
  await server.source.reload();
}

const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
  askRaw(server.port, path, headers, method);

/** 101 where the socket opens. */
function openSocket(headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/v1/live`, { headers });
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode));
    socket.once('error', reject);
  });
}

describe('a name that another site gave this address (DNS rebinding)', () => {
  it.each(['evil.example', 'evil.example:6006', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    '%s is refused, on HTTP and on the socket',
    async (host) => {
      await serve();
      for (const path of ['/', '/data/runs', '/api/v1/state', '/api/v1/ingest']) {
        expect((await ask(path, { host })).status).toBe(403);
      }
      expect(await openSocket({ host })).toBe(403);
    },
  );

  it.each(['localhost', 'LOCALHOST:1', 'x.localhost:6006', '127.0.0.1:80', '[::1]:6006', '192.168.1.7'])(
    '%s is its own',
    async (host) => {
      await serve();
      expect((await ask('/data/runs', { host })).status).toBe(200);
      expect(await openSocket({ host })).toBe(101);
    },
  );

  it('a name that was allowed is its own', async () => {
    await serve({ allowHosts: ['hub.example'] });
    const proxied = { host: 'localhost:6006', origin: 'https://hub.example' };
    expect((await ask('/data/runs', { host: 'HUB.example' })).status).toBe(200);
    expect((await ask('/data/runs', proxied, 'POST')).status).toBe(200);
  });
});

describe('a page of another site', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['that fetches', { origin: 'http://evil.example' }],
    ['on another port', { origin: 'http://localhost:1' }],
    ['in a sandbox', { origin: 'null' }],
    ['that embeds an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['of the same site', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
  ])('%s is refused, on HTTP and on the socket', async (_, headers) => {
    await serve();
    for (const path of ['/data/runs', '/api/v1/data/runs', '/api/v1/state']) {
      const answer = await ask(path, headers);
      expect(answer.status).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect((await ask('/api/v1/reload', headers, 'POST')).status).toBe(403);
    expect((await ask('/api/v1/documents/runs', headers, 'PUT')).status).toBe(403);
    expect(await openSocket(headers)).toBe(403);
  });

  it('may link here, but not post a form', async () => {
    await serve();
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await ask('/', link)).status).toBe(200);
    expect((await ask('/api/v1/reload', link, 'POST')).status).toBe(403);
  });
});

it('only this machine reaches it unless told otherwise', async () => {
  await serve();
  const outer = Object.values(networkInterfaces()).flatMap((all = []) =>
    all.filter(({ internal }) => !internal),
  );
  // All of 127.0.0.0/8 is this machine on Linux, and only one address of it is listened to.
  for (const host of [
    '127.0.0.2',
    ...outer.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  ]) {
    const socket = connect({ port: server.port, host, timeout: 5000 });
    const outcome = await new Promise((resolve) => {
      for (const event of ['connect', 'error', 'timeout']) socket.once(event, () => resolve(event));
    });
    socket.destroy();
    expect([host, outcome]).not.toEqual([host, 'connect']);
  }
});

describe('a server that other machines can reach', () => {
  it.each([{ bindAll: true }, { host: '0.0.0.0' }, { host: '::' }])('%j wants a token', async (options) => {
    await serve(options);
    const { token = '' } = server.access;
    expect(token.length).toBeGreaterThanOrEqual(32);
    for (const path of ['/', '/data/runs', '/api/v1/data/scalars', '/index.html', '/?token=x', '/?token=']) {
      expect((await ask(path)).status).toBe(401);
    }
    expect((await ask('/data/runs', { authorization: 'Bearer x' })).status).toBe(401);
    expect(await openSocket({})).toBe(401);
    expect((await ask('/data/runs', { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await ask(`/data/runs?token=${token}`)).status).toBe(200);
  });

  it('gives a cookie on the first visit, and takes the token out of the address', async () => {
    await serve({ bindAll: true, pathPrefix: '/p' });
    const { token = '' } = server.access;
    const host = `box:${server.port}`;
    const first = await ask(`/p/?token=${token}&x=1`, { host, accept: 'text/html' });
    expect([first.status, first.headers.location]).toEqual([302, '/p/?x=1']);
    const [cookie = ''] = first.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/; Path=\/p\/; HttpOnly; SameSite=Lax$/);
    const [pair = ''] = cookie.split(';');
    expect((await ask('/p/', { host, cookie: `a=b; ${pair}` })).status).toBe(200);
    expect((await ask('/p/', { host, cookie: `${pair}x` })).status).toBe(401);
    expect((await ask(`/p//evil.example/?token=${token}`, { accept: 'text/html' })).headers.location).toBe(
      '/p//evil.example/',
    );
  });

  it('a cookie does not help a page of another site', async () => {
    await serve({ bindAll: true });
    const host = `box:${server.port}`;
    const cookie = `runboard_${server.port}=${server.access.token}`;
    expect((await ask('/data/runs', { host, cookie })).status).toBe(200);
    expect((await ask('/data/runs', { host, cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect(await openSocket({ host, cookie, origin: 'http://evil.example' })).toBe(403);
  });

  it('--auth none asks for no token, and still refuses strange names', async () => {
    await serve({ bindAll: true, auth: 'none' });
    expect((await ask('/data/runs')).status).toBe(200);
    expect((await ask('/data/runs', { host: 'evil.example' })).status).toBe(403);
  });

  it('says what it means', () => {
    const options = { ...defaultOptions(folder), bindAll: true };
    expect(reachNotice(options, accessOf(options, {}))).toContain('Whoever has the token may read the logs');
    const open = { ...options, auth: 'none' } as const;
    expect(reachNotice(open, accessOf(open, {}))).toContain('anybody there may read the logs');
    const local = defaultOptions(folder);
    expect(reachNotice(local, accessOf(local, {}))).toBeUndefined();
    expect(accessOf(options, { RUNBOARD_TOKEN: 'mine' }).token).toBe('mine');
  });
});

describe('frames and scripts', () => {
  it('only this machine and named origins may frame the page', async () => {
    await serve({ allowEmbedding: ['https://hub.example'] });
    const policy = (await ask('/')).headers['content-security-policy'];
    expect(policy).toContain("frame-ancestors 'self' http://localhost:* ");
    expect(policy).toContain(' https://hub.example');
    expect(policy).not.toMatch(/unsafe|\*\.| \* /);
    expect(framedByOf({ ...defaultOptions(folder), bindAll: true })).toEqual([]);
  });

  it.each(['/', '/data/runs', '/nothing', '/api/v1/openapi.json'])(
    '%s is what it says it is',
    async (path) => {
      await serve();
      expect((await ask(path)).headers['x-content-type-options']).toBe('nosniff');
    },
  );
});

describe('paths', () => {
  it.each(['/../secret', '/%2e%2e/secret', '/..%2fsecret', '/assets/..%5c..%5csecret', '/.%00./x', '/%00'])(
    '%s leads nowhere',
    async (path) => {
      await serve();
      const { status, text } = await ask(path);
      expect([400, 404]).toContain(status);
      expect(text).not.toContain('secret-content');
    },
  );

  it.each([
    'metadata_path: "../secret.tsv"',
    'metadata_path: "/etc/passwd"',
    'metadata_path: "link.tsv"',
    'metadata_path: "deep/../../secret.tsv"',
  ])("a projector's config with %s leads out of no folder, symlinks included", async (entry) => {
    await writeFile(join(folder, 'secret.tsv'), 'secret-content\n');
    const logs = join(folder, 'logs');
    await mkdir(join(logs, 'deep'), { recursive: true });
    await symlink('../secret.tsv', join(logs, 'link.tsv'));
    await writeFile(join(logs, 'tensor.tsv'), '1\t2\n');
    await writeFile(join(logs, 'events.out.tfevents.1'), eventFile(scalar('x', 0, 1)));
    await writeFile(
      join(logs, 'projector_config.pbtxt'),
      `embeddings { tensor_name: "e" tensor_path: "tensor.tsv" ${entry} }`,
    );
    await serve({ logdir: logs });
    const { status, text } = await ask('/data/plugin/projector/metadata?run=.&name=e');
    expect(status).toBe(400);
    expect(text).not.toMatch(/secret-content|root:/);
  });
});

describe('limits', () => {
  it('headers and queries beyond 32 kB are refused', async () => {
    await serve();
    expect((await ask('/data/runs', { 'x-long': 'a'.repeat(40_000) })).status).toBe(431);
    expect((await ask(`/data/runs?${'a'.repeat(40_000)}`)).status).toBe(431);
  });

  it('a body beyond 64 MB is refused while it is sent', async () => {
    await serve();
    const status = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write('POST /data/runs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
      const chunk = Buffer.concat([
        Buffer.from('100000\r\n'),
        Buffer.alloc(2 ** 20, 'a'),
        Buffer.from('\r\n'),
      ]);
      let open = true;
      const pour = () => {
        while (open && socket.write(chunk));
        if (open) socket.once('drain', pour);
      };
      socket.once('data', (data) => {
        open = false;
        socket.destroy();
        resolve(data.toString().split('\r\n')[0] ?? '');
      });
      socket.once('error', reject);
      pour();
    });
    expect(status).toContain('413');
  });

  it('who is refused the socket and is gone, or stays, does no harm', async () => {
    await serve();
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const closed: Promise<unknown>[] = [];
    for (let at = 0; at < 60; at++) {
      const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => socket.destroy());
      closed.push(new Promise((resolve) => socket.once('close', resolve)));
      await new Promise((connected) => socket.once('connect', connected));
      socket.write(`GET /nowhere HTTP/1.1\r\nHost: evil.example\r\n${upgrade}${'x'.repeat(at * 10)}`);
      // Those that are gone leave an answer that nobody takes; the others never hang up by themselves.
      if (at % 3 > 0) socket.resetAndDestroy();
      else socket.resume();
      // Writing is how one finds out that the other side is gone.
      socket.once('end', () => {
        const writing = setInterval(() => socket.write('still here'), 5);
        socket.once('close', () => clearInterval(writing));
      });
    }
    // An error that nobody hears would end the process, and this test.
    await Promise.all(closed);
    expect((await ask('/data/runs')).status).toBe(200);
  });

  it('a long message on the socket closes it', async () => {
    await serve();
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/v1/live`);
    await new Promise((open) => socket.once('open', open));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.send('a'.repeat(MAX_QUESTION_BYTES + 1));
    expect(await closed).toBe(1009);
  });

  it.each([
    ['api/v1/data/scalars', 'tags'],
    ['api/v1/data/runs', 'runs'],
    ['data/plugin/custom_scalars/scalars', 'tag'],
  ])('a pattern that would take for ever takes no time: %s', async (path, name) => {
    await writeFile(join(folder, 'events.out.tfevents.1'), eventFile(scalar('a'.repeat(5000), 0, 1)));
    await serve();
    const sinceMs = performance.now();
    const pattern = encodeURIComponent('(a+)+(a+)+(a|aa)+$b');
    expect((await ask(`/${path}?run=.&${name}=${pattern}`)).status).toBeLessThan(500);
    expect(performance.now() - sinceMs).toBeLessThan(5000);
  });
});
