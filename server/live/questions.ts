// Questions of a socket: the same routes as over HTTP, one after the other, no faster than the client takes the answers.
import type { WebSocket } from 'ws';
import { encodeAnswerHead, type LiveAnswer, type LiveQuestion, questionOf } from '../../src/wire/live.ts';
import { failureOf, type RouteParts, routeRequestOf } from '../api/route-request.ts';
import { HttpError, type PluginRoutes, type Route } from '../plugin-host.ts';

/** Of one socket; where more wait, nothing more is read from it. */
const MAX_WAITING = 8;
/** RFC 6455, 7.4.1: a message that the server does not take. */
const POLICY_VIOLATION = 1008;

type AnswerTo = (question: LiveQuestion) => Promise<LiveAnswer>;

/** Answers by the routes that the kinds let be asked so; what a route throws is an answer too. */
export function answererOf(parts: RouteParts & { readonly plugins: readonly PluginRoutes[] }): AnswerTo {
  const routes = new Map(
    parts.plugins.flatMap(({ kind, page, overSocket = [] }) =>
      overSocket.map((path) => [`${kind.pluginName}${path}`, page[path]] as const),
    ),
  );
  return async ({ id, path, body }) => {
    try {
      return { id, status: 200, payload: await payloadOf(routes.get(path), parts, body) };
    } catch (error) {
      const { status, message } = failureOf(error, `live ${path}`);
      return { id, status, payload: new TextEncoder().encode(message) };
    }
  };
}

async function payloadOf(route: Route | undefined, parts: RouteParts, body: unknown): Promise<Uint8Array> {
  if (!route) throw new HttpError(404, 'Not found');
  const given = await route(
    routeRequestOf(parts, {
      method: 'POST',
      scriptRoot: '',
      query: new URLSearchParams(),
      form: new URLSearchParams(),
      body: body === undefined ? '' : JSON.stringify(body),
      header: () => undefined,
    }),
  );
  if (!('bytes' in given)) throw new TypeError('only bytes are answered over the socket');
  return given.bytes;
}

/** How questions are answered. */
export interface QuestionParts {
  readonly answerTo: AnswerTo;
  /** Begins a task in a turn of its own. */
  begin(task: () => void): void;
  /** An answer is with the operating system. */
  taken(): void;
}

/** Answers what `socket` asks, in order, until it closes. What is no question ends it. */
export function takeQuestions(socket: WebSocket, { answerTo, begin, taken }: QuestionParts): void {
  const waiting: LiveQuestion[] = [];

  async function answerFirst(): Promise<void> {
    const [question] = waiting;
    if (!question || socket.readyState !== socket.OPEN) return;
    const { id, status, payload } = await answerTo(question);
    // Two frames of one message, so that nothing long is copied.
    socket.send(encodeAnswerHead({ id, status }), { binary: true, fin: false });
    socket.send(payload, { binary: true }, (error) => {
      if (error) return;
      taken();
      waiting.shift();
      if (waiting.length < MAX_WAITING) socket.resume();
      if (waiting.length > 0) begin(answerFirst);
    });
  }

  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return;
    const question = isBinary ? undefined : questionOf(String(data));
    if (!question) {
      socket.close(POLICY_VIOLATION, 'only questions are taken: {"id", "path", "body"}');
      return;
    }
    waiting.push(question);
    if (waiting.length >= MAX_WAITING) socket.pause();
    if (waiting.length === 1) begin(answerFirst);
  });
}
