import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { acceptsGzip, respond } from './respond.ts';

it.each([
  [undefined, false],
  ['', false],
  ['gzip', true],
  ['gzip, deflate, br', true],
  ['br;q=1.0, GZIP;q=0.8', true],
  ['*', true],
  ['identity', false],
  ['gzip;q=0', false],
  ['gzip; q=0.0', false],
  ['gzip;q=0.01', true],
  ['xgzip', false],
])('Accept-Encoding: %s lets gzip through: %s', (header, expected) =>
  expect(acceptsGzip(header)).toBe(expected),
);

it('a body arrives as it is, short or long, compressed or not, whatever its letters', async () => {
  const bodies = [
    '',
    '[1,2]',
    'Überanpassung',
    '\u{1f600}',
    ...['a', 'é', '\u{1f600}'].map((one) => one.repeat(70_000)),
  ];
  const server = createServer((request, response) => {
    const body = bodies[Number(request.url?.slice(1))] ?? '';
    void respond(request, response, 200, 'application/json', body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  for (const coding of ['identity', 'gzip']) {
    for (const [at, body] of bodies.entries()) {
      const answer = await fetch(`http://127.0.0.1:${port}/${at}`, {
        headers: { 'accept-encoding': coding },
      });
      expect((await answer.text()) === body, `${coding} ${at}`).toBe(true);
    }
  }
  server.close();
});
