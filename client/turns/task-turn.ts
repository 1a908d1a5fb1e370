// Work in tasks: what is done behind a turn leaves the browser room to paint and to answer the user before it.

const waiting: (() => void)[] = [];
// Timers that begin timers wait 4 ms each, and longer while a page is loaded; messages do not.
const { port1, port2 } = new MessageChannel();
port1.onmessage = () => waiting.shift()?.();

/** Resolves in a task of its own, in the order in which it was asked for. */
export function taskTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(undefined);
  });
}
