// The page's server as a test plays it: our own page files and their policy, a state that the test sets, and a live
// socket. For pictures that a real logdir cannot give at will: a thousand runs, damage, a server that is gone.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { isolationHeaders, pagePolicy, readPageFile } from '../../server/api/page-files.ts';
import type { RunInfo, SeriesInfo, ServerState } from '../../src/wire/api.ts';
import type { DocumentAnswer } from '../../src/wire/documents.ts';
import { LIVE_PROTOCOL, type LiveMessage } from '../../src/wire/live.ts';
import type { RunColumnsAnswer, RunValuesAnswer } from '../../src/wire/run-columns.ts';

/** A server on a free port; whoever started it closes it. */
export interface FakeServer {
  readonly url: string;
  /** What the next page, or the next connection, hears first. */
  state: ServerState;
  /** What the server says that it speaks. */
  protocol: number;
  /** How often a page connected. */
  readonly connections: number;
  /** How often the page asked to reload. */
  readonly reloads: number;
  /** While set, the server answers a request to reload only once this settles. */
  reloadGate: Promise<void>;
  /** Says something to every open page. */
  send(message: LiveMessage): void;
  /** Ends all connections and listens no more. */
  close(): Promise<void>;
}

export const EMPTY_STATE: ServerState = {
  version: '0.0.0',
  logdir: '/home/ada/experiments/runs',
  windowTitle: '',
  runsFolder: '/home/ada/experiments/runs',
  canDelete: false,
  loading: false,
  runs: [],
  series: [],
  problems: [],
};

/** Serves the page built in `folder` below `prefix`, on `port` or a free one. */
export async function startFakeServer(
  folder: string,
  state: ServerState,
  { port = 0, prefix = '' } = {},
): Promise<FakeServer> {
  let reloads = 0;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(prefix.length);
    if (path === '/api/v1/state') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(fake.state));
    } else if (path === '/api/v1/reload' && request.method === 'POST') {
      reloads++;
      await fake.reloadGate;
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    } else {
      const answer = runTableAnswer(path, fake.state);
      if (answer !== undefined) {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answer));
        return;
      }
      const file = await readPageFile(folder, path);
      response.statusCode = file ? 200 : 404;
      response.setHeader('content-security-policy', pagePolicy(request.headers.host));
      const contentType = file?.contentType ?? 'text/plain';
      response.setHeaders(
        new Map(Object.entries(isolationHeaders(contentType, request.headers.host, undefined))),
      );
      response.setHeader('content-type', contentType);
      response.end(file?.bytes);
    }
  });
  const sockets = new WebSocketServer({ server, path: `${prefix}/api/v1/live` });
  let connections = 0;
  sockets.on('connection', (socket) => {
    connections++;
    socket.send(JSON.stringify({ type: 'state', protocol: fake.protocol, state: fake.state }));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const fake = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}/`,
    state,
    protocol: LIVE_PROTOCOL,
    get connections() {
      return connections;
    },
    get reloads() {
      return reloads;
    },
    reloadGate: Promise.resolve(),
    send(message: LiveMessage) {
      for (const socket of sockets.clients) socket.send(JSON.stringify(message));
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;
}

/** What every page asks about its runs: there are no columns and no notes. */
function runTableAnswer(path: string, { runs }: ServerState): unknown {
  switch (path) {
    case '/api/v1/documents/runs':
      return { etag: '"none"', document: null, place: 'logdir', problem: null } satisfies DocumentAnswer;
    case '/api/v1/run-columns':
      return { columns: [] } satisfies RunColumnsAnswer;
    case '/api/v1/run-columns/values':
      return {
        runs: runs.map(({ name }) => name),
        lastSteps: runs.map(() => 1000),
        pausesSeconds: runs.map(() => 10),
        columns: [],
      } satisfies RunValuesAnswer;
    case '/api/v1/active':
      return [];
    default:
      return undefined;
  }
}

/** Runs named by the caller, a minute apart. */
export function runsOf(names: readonly string[]): RunInfo[] {
  return names.map((name, at) => ({
    name,
    startTimeSeconds: 1.7e9 + at * 60,
    lastTimeSeconds: 1.7e9 + at * 60 + 50,
  }));
}

/** One series, as short as can be. */
export function seriesOf(run: string, tag: string, pluginName: string): SeriesInfo {
  return { run, tag, pluginName, length: 1, generation: 0, items: 0, displayName: '', description: '' };
}
