import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { listen } from './listen.ts';
import { UsageError } from './usage-error.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});
function newServer(): Server {
  const server = createServer();
  open.push(server);
  return server;
}

it('any free port is found, and a port that is taken is refused with its number', async () => {
  const { port, shownHost } = await listen(newServer(), { port: 0, host: 'localhost', bindAll: false });
  expect(port).toBeGreaterThan(0);
  expect(shownHost).toBe('localhost');
  const again = listen(newServer(), { port, host: 'localhost', bindAll: false });
  await expect(again).rejects.toThrow(`could not bind to port ${port}, it was already in use`);
  await expect(again).rejects.toMatchObject({ exitCode: 255 });
});

it('without a port the next free one is taken', async () => {
  const wish = { port: 'first-free', host: 'localhost', bindAll: false } as const;
  const first = await listen(newServer(), wish);
  const second = await listen(newServer(), wish);
  expect(first.port).toBeGreaterThanOrEqual(6006);
  expect(second.port).toBeGreaterThan(first.port);
});

it('only this machine is listened to unless told otherwise', async () => {
  const server = newServer();
  await listen(server, { port: 0, host: 'localhost', bindAll: false });
  expect(server.address()).toMatchObject({ address: '127.0.0.1' });
});

it('an address that the machine does not have is refused', async () => {
  const refused = listen(newServer(), { port: 0, host: '192.0.2.1', bindAll: false });
  await expect(refused).rejects.toBeInstanceOf(UsageError);
  await expect(refused).rejects.toThrow('--host 192.0.2.1');
});
