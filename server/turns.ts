// Requests one after the other, in the order in which they came.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/**
 * Begins one request a turn of the event loop. Node accepts one connection a turn: were all that wait answered in one,
 * of a hundred clients that connect at once the last would wait for all requests of the others, seconds (2026-11-25).
 */
export function inTurns(answer: RequestListener): RequestListener {
  const wait = oneATurn<readonly [IncomingMessage, ServerResponse]>(([request, response]) => {
    // A client that went needs no answer.
    if (!response.destroyed) answer(request, response);
  });
  return (request, response) => wait([request, response]);
}

/** Begins what it is given in the order in which it came, one a turn of the event loop. */
export function oneATurn<Task>(begin: (task: Task) => void): (task: Task) => void {
  const waiting: Task[] = [];
  function turn(): void {
    const next = waiting.shift();
    if (waiting.length > 0) setImmediate(turn);
    if (next !== undefined) begin(next);
  }
  return (task) => {
    waiting.push(task);
    if (waiting.length === 1) setImmediate(turn);
  };
}
