// Writes what still waits when the process ends: at a normal exit, process.exit, an uncaught exception, and the
// signals that end a process. What ends it, and with which code, stays as the program has it.
import type { WrittenAtEnd } from '../surroundings.ts';

interface Registry {
  readonly open: Set<WrittenAtEnd>;
  readonly install: () => void;
  readonly remove: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `flushSync` of `writer` when the process ends, until the returned function is called. */
export function flushAtExit(writer: WrittenAtEnd): () => void {
  const { open, install, remove } = registry();
  if (open.size === 0) install();
  open.add(writer);
  return () => {
    if (open.delete(writer) && open.size === 0) remove();
  };
}

/** One for the whole process: two copies of this module would each take the other for the program's own handler. */
function registry(): Registry {
  const shared = globalThis as { [KEY]?: Registry };
  shared[KEY] ??= newRegistry();
  return shared[KEY];
}

const KEY: unique symbol = Symbol.for('runboard.exit-flush.1') as never;

function newRegistry(): Registry {
  const open = new Set<WrittenAtEnd>();
  const flushAll = () => {
    for (const writer of open) writer.flushSync();
  };
  const onSignal = (signal: NodeJS.Signals) => {
    flushAll();
    // Where the program listens too, it decides. Else what would have happened without us happens now.
    if (process.listenerCount(signal) > 1) return;
    process.removeListener(signal, onSignal);
    process.kill(process.pid, signal);
  };
  return {
    open,
    install() {
      process.on('exit', flushAll);
      // First in line: a `once` handler of the program has left the list by the time a later one runs.
      for (const signal of SIGNALS) process.prependListener(signal, onSignal);
    },
    remove() {
      process.removeListener('exit', flushAll);
      for (const signal of SIGNALS) process.removeListener(signal, onSignal);
    },
  };
}
