// Requests one after the other, in the order in which they came.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/**
 * Begins one request a turn of the event loop. Node accepts one connection a turn: were all that wait answered in one,
 * of a hundred clients that connect at once the last would wait for all requests of the others, seconds (2026-11-25).
 */
export function inTurns(answer: RequestListener): RequestListener {
  const waiting: (readonly [IncomingMessage, ServerResponse])[] = [];
  function turn(): void {
    const next = waiting.shift();
    if (waiting.length > 0) setImmediate(turn);
    // A client that went needs no answer.
    if (next && !next[1].destroyed) answer(...next);
  }
  return (request, response) => {
    waiting.push([request, response]);
    if (waiting.length === 1) setImmediate(turn);
  };
}
