// Mutated files by the hundred thousand: whatever the bytes, a scan ends, holds little, and claims nothing that is not
// there. FUZZ_TIMES=10 FUZZ_SEED=7 look further; a failure names the seed with which FUZZ_CASES=1 repeats it.
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { type Mutation, mutatedFile } from '../../test/mutated-files.ts';
import { scanned, scannedOrdinary } from '../../test/scanned-file.ts';
import { FUZZ_TIMEOUT_MS, seeds } from '../../test/seeded-random.ts';
import type { ScanBatch } from './batch.ts';
import { OrdinaryFileScanner } from './ordinary-file-scanner.ts';
import { MAX_PROBLEMS, PlainScanner } from './scan.ts';
import { ScanEngine } from './scan-engine.ts';

/** Of both mutations together. */
const FILES = process.env['CI'] ? 100_000 : 20_000;
/** Of so many files one is scanned by both twins. */
const TWINS_EVERY = 40;
const MEMORY_EVERY = 5000;
const MAX_HEAP_BYTES = 2 ** 29;
const MAX_ENGINE_BYTES = 2 ** 25;

const engine = ScanEngine.load();
const files = engine && new OrdinaryFileScanner(engine, true);

/** What is wrong with a batch of a block; undefined where it claims only what can be. */
function faultOf(batch: ScanBatch, blockBytes: number, offsetBytes: number): string | undefined {
  const { consumedBytes, neededBytes, rows, events, problems } = batch;
  if (consumedBytes < 0 || consumedBytes > blockBytes) return `consumed ${consumedBytes} of ${blockBytes}`;
  if (!(neededBytes >= 0 && neededBytes < 2 ** 31 + 64)) return `needs ${neededBytes}`;
  if (events > blockBytes / 16) return `${events} events in ${blockBytes} bytes`;
  if (problems.length > MAX_PROBLEMS + 1) return `${problems.length} problems`;
  for (const { tag, steps, wallTimesSeconds, numbers, places } of rows) {
    const { length } = steps;
    if (length > blockBytes) return `${length} rows of ${tag} in ${blockBytes} bytes`;
    if (wallTimesSeconds.length !== length) return `${wallTimesSeconds.length} times for ${length} rows`;
    if (numbers && numbers.length !== length) return `${numbers.length} numbers for ${length} rows`;
    if (!places) continue;
    for (let row = 0; row < length; row++) {
      const at = places.offsetsBytes[row] ?? -1;
      const end = at + (places.lengthsBytes[row] ?? Number.NaN);
      if (!(at >= offsetBytes && end <= offsetBytes + blockBytes)) return `a place from ${at} to ${end}`;
    }
  }
  return undefined;
}

/** Scans a file as whoever reads it would, in one block or in several. */
function faultOfScan(bytes: Uint8Array, blockBytes: number): string | undefined {
  const scanner = new PlainScanner(engine);
  let needed = 0;
  for (let at = 0, blocks = 0; at < bytes.length; blocks++) {
    if (blocks > bytes.length) return 'does not end';
    const length = Math.min(Math.max(blockBytes, needed), bytes.length - at);
    const batch = scanner.scan(bytes.subarray(at, at + length), at, bytes.length);
    const fault = faultOf(batch, length, at);
    if (fault !== undefined) return fault;
    at += batch.consumedBytes;
    needed = batch.neededBytes;
    if (batch.consumedBytes > 0) continue;
    if (at + length === bytes.length) break;
    if (length >= needed) return `stands still at ${at}, with ${length} bytes where it needs ${needed}`;
  }
  return undefined;
}

function memoryFault(): string | undefined {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const engineBytes = engine?.memoryBytes ?? 0;
  if (heapUsed + arrayBuffers > MAX_HEAP_BYTES)
    return `${heapUsed} bytes of heap, ${arrayBuffers} of buffers`;
  return engineBytes > MAX_ENGINE_BYTES ? `the engine holds ${engineBytes} bytes` : undefined;
}

it.each<Mutation>(['payloads', 'bytes'])(
  'gets through every file with mutated %s',
  (mutation) => {
    for (const number of seeds(FILES / 2)) {
      const bytes = mutatedFile(number, mutation);
      const blockBytes = number % 3 === 0 ? 4096 : bytes.length;
      const fault =
        faultOfScan(bytes, blockBytes) ?? (number % MEMORY_EVERY === 0 ? memoryFault() : undefined);
      if (fault !== undefined) expect.fail(`FUZZ_SEED=${number} FUZZ_CASES=1 (${mutation}): ${fault}`);
      if (number % TWINS_EVERY !== 0) continue;
      const plain = scanned(new PlainScanner(), bytes, blockBytes);
      const fast = scanned(new PlainScanner(engine), bytes, blockBytes);
      if (!isDeepStrictEqual(fast, plain))
        expect(fast, `FUZZ_SEED=${number} FUZZ_CASES=1 (${mutation})`).toEqual(plain);
      // Its tags are known to the engine by now.
      const ordinary = files && scannedOrdinary(files, bytes);
      if (!ordinary) continue;
      const whole = scanned(new PlainScanner(), bytes, bytes.length);
      if (!isDeepStrictEqual(ordinary, whole))
        expect(ordinary, `FUZZ_SEED=${number} FUZZ_CASES=1 (${mutation}), ordinary`).toEqual(whole);
    }
  },
  FUZZ_TIMEOUT_MS,
);
