// A file that is read in spans by several threads gives what it gives to one reader alone, whatever is in it.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { rowList } from '../../test/scanned-file.ts';
import { eventFile, joined } from '../../test/scripted-logdir.ts';
import type { SummaryValue } from '../format/event.ts';
import type { Ahead } from './ahead.ts';
import type { ScanBatch } from './batch.ts';
import { DiskLogdir, stateOf } from './disk-logdir.ts';
import { RunLoader } from './run-loader.ts';
import { PlainScanner } from './scan.ts';
import { ScanEngine } from './scan-engine.ts';
import { type FoundReply, type ScanReply, type ScanRequest, serveScans } from './scan-service.ts';
import { SplitFile } from './split-file.ts';
import { Tail } from './tail.ts';
import { unpackParts } from './unpack-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'runboard-split-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'events.tfevents.1');
const engine = ScanEngine.load();

/** Scans a span in this thread, as a worker does. */
function scannedSpan(request: ScanRequest): Promise<FoundReply> {
  return new Promise((resolve) => {
    const postMessage = (reply: ScanReply) => {
      if (reply.kind === 'found') resolve(reply);
    };
    serveScans({ on: (_, listener) => listener(request), postMessage }, { engine: ScanEngine.load() });
  });
}

/** A worker for spans of so many bytes; counts those whose finds were used. */
function aheadOf(spanBytes: number, counts: { claimed: number }): Ahead {
  return {
    take: () => undefined,
    splitBytes: 0,
    split: (path, opened, fromBytes, state) => {
      const work = () => {
        for (let claim = split.claim(); claim; claim = split.claim()) {
          const { span, give } = claim;
          counts.claimed++;
          void scannedSpan({ kind: 'span', span }).then(({ parts, spanStartBytes = -1 }) => {
            const [part] = parts ? unpackParts(parts) : [];
            give(part && { ...part, startBytes: spanStartBytes });
          });
        }
      };
      const split: SplitFile = new SplitFile(path, opened, state, {
        threads: 2,
        fromBytes,
        spanBytes,
        wanted: () => work(),
      });
      return split;
    },
  };
}

async function read(ahead?: Ahead) {
  const tail = new Tail(
    new DiskLogdir(folder),
    { path, name: 'x' },
    (state) => new PlainScanner(engine, state),
  );
  const loader = new RunLoader('.');
  const problems: unknown[] = [];
  const batches: ScanBatch[] = [];
  const end = await tail.read(async (offsetBytes, batch) => {
    batches.push(batch);
    problems.push(...batch.problems);
    loader.apply(path, offsetBytes, batch, (problem) => problems.push(problem));
    return true;
  }, ahead);
  const series = [...loader.takeChanged()].map((columns) => {
    const { steps, wallTimesSeconds, numbers, places } = columns.view();
    return [columns.tag, columns.metadata, [...steps], [...wallTimesSeconds], [...(numbers ?? [])], places];
  });
  return {
    result: { end, offset: tail.offsetBytes, events: loader.events, problems, series: series.sort() },
    rows: batches.flatMap(({ rows }) => rows.flatMap(rowList)).length,
  };
}

const scalars = { pluginData: { pluginName: 'scalars' } };
const values = fc.oneof(
  { weight: 5, arbitrary: fc.record({ tag: fc.constantFrom('a', 'b'), simpleValue: fc.float() }) },
  // Metadata come with the first value of a tag alone: a span may hold none.
  fc.record({
    tag: fc.constantFrom('t', 'u'),
    tensor: fc.float().map((y) => ({ dtype: 1, floatVal: [y] })),
    metadata: fc.constantFrom(null, null, null, scalars),
  }),
  fc.record({
    tag: fc.constant('text'),
    tensor: fc.constant({ dtype: 7, stringVal: [new Uint8Array(300)] }),
  }),
);
const events = fc.array(fc.array(values as fc.Arbitrary<SummaryValue>, { maxLength: 3 }), {
  minLength: 20,
  maxLength: 120,
});
const flips = fc.array(fc.nat(), { maxLength: 2 });

it('as many points, places and problems', async () => {
  const counts = { claimed: 0 };
  await fc.assert(
    fc.asyncProperty(events, flips, fc.integer({ min: 200, max: 3000 }), async (list, bits, spanBytes) => {
      const bytes = joined(list.map((values, step) => eventFile({ step, values })));
      for (const bit of bits) {
        const at = (bit >> 3) % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
      }
      writeFileSync(path, bytes);
      const alone = await read();
      expect((await read(aheadOf(spanBytes, counts))).result).toEqual(alone.result);
    }),
    { numRuns: 60 },
  );
  expect(counts.claimed).toBeGreaterThan(60);
});

it('a span of a second file can be posted: the state of a scanner that went on from another one is plain data', () => {
  const first = new PlainScanner(engine);
  const bytes = joined(
    Array.from({ length: 100 }, (_, step) => eventFile({ step, values: [{ tag: 'a', simpleValue: step }] })),
  );
  first.scan(bytes, 0, bytes.length);
  writeFileSync(path, bytes);
  const options = { threads: 2, wanted: () => undefined, spanBytes: 1000 };
  const span = new SplitFile(path, stateOf(statSync(path)), () => first.state, options).claim()?.span;
  // What a worker is posted is cloned: of an object of a class only its own fields come along.
  expect(structuredClone(span)?.scanner.tags).toEqual([['a', 'scalar']]);
});

it('the spans are used', async () => {
  const bytes = joined(
    Array.from({ length: 4000 }, (_, step) => eventFile({ step, values: [{ tag: 'a', simpleValue: step }] })),
  );
  writeFileSync(path, bytes);
  const scanner = new PlainScanner();
  const split = new SplitFile(path, stateOf(statSync(path)), () => scanner.state, {
    threads: 2,
    wanted: () => undefined,
    spanBytes: 10_000,
  });
  const claim = split.claim();
  if (!claim) throw new Error('there is a span');
  const { parts, spanStartBytes = -1 } = await scannedSpan({ kind: 'span', span: claim.span });
  const [part] = parts ? unpackParts(parts) : [];
  claim.give(part && { ...part, startBytes: spanStartBytes });
  expect(spanStartBytes).toBeGreaterThanOrEqual(10_000);
  const found = await split.take(spanStartBytes);
  expect(found?.end && scanner.adopt([], found.end.scanner)).toBe(true);
  const consumed = found?.found.reduce((sum, { batch }) => sum + batch.consumedBytes, 0) ?? 0;
  expect(spanStartBytes + consumed).toBeGreaterThanOrEqual(20_000);
  expect(spanStartBytes + consumed).toBeLessThan(20_100);
});

it('a record that begins far behind where its span does is found', async () => {
  const long = { tag: 'a'.repeat(100_000), simpleValue: 0 };
  const bytes = joined([1, 2].map((step) => eventFile({ step, values: [long] })));
  writeFileSync(path, bytes);
  const { identity } = stateOf(statSync(path));
  const scanner = new PlainScanner().state;
  const span = { path, identity, fromBytes: 1000, toBytes: 150_000, endBytes: bytes.length, scanner };
  const { spanStartBytes } = await scannedSpan({ kind: 'span', span });
  expect(spanStartBytes).toBe(bytes.length / 2);
});
