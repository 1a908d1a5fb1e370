// The WebSocket at `api/v1/live`: upgrade, coalescing, back-pressure, heartbeat.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type LiveMessage, MAX_QUESTION_BYTES, PIECES_WISH } from '../../src/wire/live.ts';
import { type AccessRules, verdictOn } from '../api/access.ts';
import { encodeJson } from '../api/json.ts';
import type { RouteParts } from '../api/route-request.ts';
import { locate } from '../api/script-root.ts';
import type { StateParts } from '../api/server-state.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { oneATurn } from '../turns.ts';
import { answererOf, takeQuestions } from './questions.ts';
import { changesTexts, type Form, merged, type Pending, pendingOf, stateTexts } from './subscriptions.ts';

/** Changes within this time go out as one message. */
const COALESCE_MS = 20;
/** Longer where telling all clients takes long: at most this part of the time is spent on it. */
const TELL_PART = 1 / 10;
/** A client with more than this unsent is passed over; what it missed is merged and sent when it has caught up. */
const MAX_BUFFERED_BYTES = 2 ** 20;
const HEARTBEAT_MS = 30_000;

interface Client {
  readonly socket: WebSocket;
  /** As it wished when it connected. */
  readonly form: Form;
  /** The whole state is being made for it. */
  stateUnderWay: boolean;
  /** What it was not told because it was behind. */
  missed: Pending | undefined;
  /** Whether it answered the last ping, or took an answer since. */
  alive: boolean;
  /** Unsent bytes at the last ping. */
  unsentBytes: number;
}

/** What the socket tells, and where it is. */
export interface LiveParts extends StateParts, RouteParts {
  readonly pathPrefix: string;
  readonly documents: DocumentStore;
  readonly access: AccessRules;
}

/** Serves the socket on `server` until the answered function is called, which also ends all connections. */
export function serveLive(server: Server, parts: LiveParts): () => void {
  const upgrader = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_QUESTION_BYTES,
  });
  const answerTo = answererOf(parts);
  const begin = oneATurn((task: () => void) => task());
  const clients = new Set<Client>();
  let batch: Pending | undefined;
  let timer: NodeJS.Timeout | undefined;
  let notBeforeMs = 0;

  function flush(): void {
    timer = undefined;
    const beganMs = performance.now();
    const told = batch;
    batch = undefined;
    const byForm = new Map<Form, readonly string[]>();
    const textsIn = (form: Form, news: Pending) => {
      const texts = byForm.get(form) ?? changesTexts(news, parts, form);
      byForm.set(form, texts);
      return texts;
    };
    for (const client of clients) {
      if (client.stateUnderWay || client.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
        if (told) client.missed = merged(client.missed, told);
      } else if (client.missed || told?.seriesRemoved) {
        const all = told ? merged(client.missed, told) : client.missed;
        client.missed = undefined;
        if (all?.seriesRemoved) void sendState(client);
        else if (all) send(client, changesTexts(all, parts, client.form));
      } else if (told) {
        send(client, textsIn(client.form, told));
      }
    }
    const endedMs = performance.now();
    notBeforeMs = endedMs + (endedMs - beganMs) / TELL_PART;
    if ([...clients].some((client) => client.missed)) timer = setTimeout(flush, COALESCE_MS * 10);
  }

  /** What changes meanwhile is told behind it. */
  async function sendState(client: Client): Promise<void> {
    client.stateUnderWay = true;
    send(client, await stateTexts(parts.source.snapshot, parts, client.form));
    client.stateUnderWay = false;
    if (!client.missed) return;
    clearTimeout(timer);
    timer = setTimeout(flush, COALESCE_MS);
  }

  function accept(socket: WebSocket, form: Form): void {
    const client: Client = {
      socket,
      form,
      stateUnderWay: false,
      missed: undefined,
      alive: true,
      unsentBytes: 0,
    };
    clients.add(client);
    socket.on('pong', () => {
      client.alive = true;
    });
    socket.on('close', () => clients.delete(client));
    // A broken connection closes by itself; the page connects anew.
    socket.on('error', () => socket.terminate());
    void sendState(client);
    takeQuestions(socket, {
      answerTo,
      begin,
      taken: () => {
        client.alive = true;
      },
    });
  }

  const unsubscribe = parts.source.subscribe((change) => {
    // Whoever comes later is told the state; to look at a change makes all its series.
    if (clients.size === 0) return;
    batch = merged(batch, pendingOf(change));
    timer ??= setTimeout(flush, Math.max(COALESCE_MS, notBeforeMs - performance.now()));
  });
  // So short and rare that they neither wait nor are passed over.
  const ignoreDocuments = parts.documents.subscribe(({ name, etag }) => {
    const message: LiveMessage = { type: 'document', name, etag };
    const text = encodeJson(message);
    for (const { socket } of clients) socket.send(text);
  });
  const heartbeat = setInterval(() => {
    for (const client of clients) {
      const { bufferedAmount } = client.socket;
      // The ping may lie behind an answer that a slow line still brings.
      if (!client.alive && bufferedAmount >= client.unsentBytes) client.socket.terminate();
      client.alive = false;
      client.unsentBytes = bufferedAmount;
      client.socket.ping();
    }
  }, HEARTBEAT_MS);
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, parts);
    if (refusal) refuse(stream, refusal);
    else upgrader.handleUpgrade(request, stream, head, (socket) => accept(socket, formOf(request)));
  };
  server.on('upgrade', onUpgrade);
  return () => {
    server.off('upgrade', onUpgrade);
    unsubscribe();
    ignoreDocuments();
    clearInterval(heartbeat);
    clearTimeout(timer);
    for (const { socket } of clients) socket.terminate();
    upgrader.close();
  };
}

function send({ socket }: Client, texts: readonly string[]): void {
  for (const text of texts) socket.send(text);
}

/** As PIECES_WISH says. */
function formOf({ url = '' }: IncomingMessage): Form {
  const wish = new URLSearchParams(url.split('?', 2)[1]);
  return Object.entries(PIECES_WISH).every(([name, value]) => wish.get(name) === value) ? 'pieces' : 'whole';
}

/** Answers and hangs up, whether or not the client does. */
function refuse(stream: Duplex, refusal: string): void {
  // Node has let go of it: nobody else hears that it is reset, which would end the process, or cuts what stays open.
  stream.on('error', () => stream.destroy());
  stream.once('finish', () => stream.destroy());
  stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Status line for a request that is not let in. */
function refusalOf(request: IncomingMessage, { pathPrefix, access }: LiveParts): string | undefined {
  const [path = ''] = (request.url ?? '').split('?');
  const location = locate(path, pathPrefix);
  if (location.kind !== 'inside' || location.path !== '/api/v1/live') return '404 Not Found';
  const verdict = verdictOn(request, access);
  if (verdict.kind !== 'refused') return undefined;
  return verdict.status === 401 ? '401 Unauthorized' : '403 Forbidden';
}
