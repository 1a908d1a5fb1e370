import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ScalarSeries } from '../../src/reader/store/series.ts';
import type { BytesWriter } from './bytes-writer.ts';
import { encodeJson, writtenJson } from './json.ts';
import { POINT_ROWS, type PointForm, plainPoints, pointsJson } from './points-json.ts';
import { acceptsGzip, respond, respondAsWritten } from './respond.ts';

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

describe('a body that is sent as it is written', () => {
  /** `count` numbers of four bytes, each its own place; throws at `failsAt`. */
  class Counting implements BytesWriter {
    #at = 0;
    readonly #count: number;
    readonly #failsAt: number;
    constructor(count: number, failsAt = Number.POSITIVE_INFINITY) {
      this.#count = count;
      this.#failsAt = failsAt;
    }
    get done(): boolean {
      return this.#at === this.#count;
    }
    write(chunk: Buffer, at: number): number {
      let end = at;
      for (; end + 4 <= chunk.length && !this.done; end += 4) {
        if (this.#at === this.#failsAt) throw new Error('no more');
        chunk.writeUInt32LE(this.#at++, end);
      }
      return end;
    }
  }
  const counted = (count: number) => Buffer.from(Uint32Array.from({ length: count }, (_, at) => at).buffer);

  async function served<T>(answer: RequestListener, ask: (url: string) => Promise<T>): Promise<T> {
    const server = createServer(answer);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  const countedAt: RequestListener = (request, response) => {
    const writer = new Counting(Number(request.url?.slice(1)));
    void respondAsWritten(request, response, 'text/plain', writer);
  };

  it.each(['identity', 'gzip'])('arrives whole, however long it is: %s', (coding) =>
    served(countedAt, async (url) => {
      for (const count of [1, 2 ** 16, 2 ** 16 + 1, 2_000_000]) {
        const answer = await fetch(url + count, { headers: { 'accept-encoding': coding } });
        expect(counted(count).equals(Buffer.from(await answer.arrayBuffer())), `${count}`).toBe(true);
      }
    }),
  );

  it('has a length where it is one chunk, and no bytes where only its head was asked for', () =>
    served(countedAt, async (url) => {
      expect(
        (await fetch(`${url}10`, { headers: { 'accept-encoding': '' } })).headers.get('content-length'),
      ).toBe('40');
      for (const count of [10, 2_000_000]) {
        expect((await (await fetch(url + count, { method: 'HEAD' })).arrayBuffer()).byteLength).toBe(0);
      }
    }));

  it.each(['identity', 'gzip'])('is not made to its end for a client that went: %s', async (coding) => {
    const gone: Promise<void>[] = [];
    const answer: RequestListener = (request, response) => {
      const writer = new Counting(Number.POSITIVE_INFINITY);
      gone.push(respondAsWritten(request, response, 'text/plain', writer));
    };
    await served(answer, async (url) => {
      const { body } = await fetch(url, { headers: { 'accept-encoding': coding } });
      const reader = body?.getReader();
      await reader?.read();
      await reader?.cancel();
      await gone[0];
    });
  });

  it('is cut where it fails later, and refused where it fails at once', async () => {
    const failures: Promise<unknown>[] = [];
    const answer: RequestListener = (request, response) => {
      const writer = new Counting(2_000_000, Number(request.url?.slice(1)));
      const sent = respondAsWritten(request, response, 'text/plain', writer);
      failures.push(
        sent.catch((error: Error) => {
          if (!response.headersSent) response.end(error.message);
        }),
      );
    };
    await served(answer, async (url) => {
      expect(await (await fetch(`${url}0`)).text()).toBe('no more');
      await expect(fetch(`${url}1000000`).then((cut) => cut.arrayBuffer())).rejects.toThrow();
      await Promise.all(failures);
    });
  });

  it('is the same while another one is made in turns with it', async () => {
    const objects: PointForm = ['{"wallTime":', ',"step":', ',"value":', '}'];
    const answers = [POINT_ROWS, objects].map((form) => {
      const entries = [0, 1, 500, 20_000].map((length) => {
        const columns = {
          wallTimes: Float64Array.from({ length }, (_, at) => 1_700_000_000 + at / 4),
          steps: Float64Array.from({ length }, (_, at) => at),
          values: Float64Array.from({ length }, (_, at) => at / 1000),
        };
        // Nothing else of a series is looked at.
        const series = { length, ...columns } as unknown as ScalarSeries;
        const points = pointsJson(series, Number.POSITIVE_INFINITY, form);
        return { name: `größe ${length}`, points, plain: `[${plainPoints(series, undefined, form)}]` };
      });
      const value = new Map(entries.map(({ name, points }) => [name, points]));
      const expected = `{${entries.map(({ name, plain }) => `"${name}":${plain}`).join(',')}}`;
      expect(encodeJson(value) === expected).toBe(true);
      return { value, expected };
    });
    const answer: RequestListener = (request, response) => {
      const json = writtenJson(answers[Number(request.url?.slice(1))]?.value);
      if (typeof json === 'string') throw new Error('WebAssembly is missing');
      void respondAsWritten(request, response, 'application/json', json);
    };
    await served(answer, async (url) => {
      const asked = [0, 1, 0, 1].map(async (at) => (await fetch(url + at)).text());
      const texts = await Promise.all(asked);
      expect(texts.map((text, at) => text === answers[at % 2]?.expected)).toEqual([true, true, true, true]);
    });
  });
});
