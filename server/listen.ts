// An HTTP server on the port that the options want.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { FIRST_PORT, LAST_PORT } from './flags.ts';
import type { ServerOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

/** TensorBoard's exit status where the port is taken. */
const PORT_TAKEN = 255;

/** Where a server can be reached. */
export interface ListenAddress {
  readonly port: number;
  /** As it stands in the printed address. */
  readonly shownHost: string;
}

/** Whether only this machine can reach it. A name that is not localhost may be anybody's address. */
export function isLoopback({ host, bindAll }: Pick<ServerOptions, 'host' | 'bindAll'>): boolean {
  return !bindAll && (/^localhost$/i.test(host) || /^127(?:\.\d{1,3}){3}$/.test(host) || host === '::1');
}

/** Listens; throws UsageError where that port or host is not to be had. */
export async function listen(
  server: Server,
  { port, host, bindAll }: Pick<ServerOptions, 'port' | 'host' | 'bindAll'>,
): Promise<ListenAddress> {
  // Not the name: it may mean ::1 only, and other programs then listen on the other localhost.
  const address = bindAll ? '::' : host === 'localhost' ? '127.0.0.1' : host;
  const shownHost = bindAll ? hostname() : host.includes(':') ? `[${host}]` : host;
  if (port !== 'first-free') return { port: await listenOn(server, port, address), shownHost };
  for (let candidate = FIRST_PORT; candidate <= LAST_PORT; candidate++) {
    try {
      return { port: await listenOn(server, candidate, address), shownHost };
    } catch (error) {
      if (!(error instanceof UsageError) || error.exitCode !== PORT_TAKEN) throw error;
    }
  }
  throw new UsageError(
    `Runboard found no free port from ${FIRST_PORT} to ${LAST_PORT}; name one with --port, or 0 for any.`,
    PORT_TAKEN,
  );
}

function listenOn(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(worded(error, port, address));
    server.once('error', fail);
    server.listen(port, address, () => {
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function worded(error: NodeJS.ErrnoException, port: number, address: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new UsageError(
        `Runboard could not bind to port ${port}, it was already in use. Leave --port out to get the next free one.`,
        PORT_TAKEN,
      );
    case 'EACCES':
      return new UsageError(`Runboard may not bind to port ${port}; choose one above 1023.`, PORT_TAKEN);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(`--host ${address}: this machine has no such address.`);
    default:
      return new Error(`could not listen on ${address}, port ${port}`, { cause: error });
  }
}
