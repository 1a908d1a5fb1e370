// Whose turn of the event loop it is: requests begin one after the other, and long work is done in slices.
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

/** Whoever asks while long work is under way waits this long behind each of its slices. */
const SLICE_MS = 4;

const resume = oneATurn<() => void>((goOn) => goOn());

/** Long work on the main thread, which asks at each of its steps whether it has to give way. */
export class Slices {
  #sinceMs = performance.now();

  get due(): boolean {
    return performance.now() - this.#sinceMs >= SLICE_MS;
  }

  /** The next slice may begin; of all such work one slice is done a turn. */
  async turn(): Promise<void> {
    await new Promise<void>(resume);
    this.#sinceMs = performance.now();
  }
}
