// How a parser is fuzzed.
import { expect, it } from 'vitest';
import { FUZZ_TIMEOUT_MS, type Random, randomFrom, seeds } from '../seeded-random.ts';

/** One input of a few kilobytes: longer would be for ever on a large file. */
const MAX_MS = 2000;

/** Tries inputs from seeds; fails for an error that the parser does not promise, and for one that takes too long. */
export function fuzz(
  what: string,
  usual: number,
  attempt: (random: Random, seed: number) => void,
  allowed: (error: Error) => boolean,
): void {
  it(
    `${what}: ends, with nothing but its own errors`,
    () => {
      for (const seed of seeds(usual)) {
        const sinceMs = performance.now();
        try {
          attempt(randomFrom(seed), seed);
        } catch (error) {
          if (!(error instanceof Error) || !allowed(error))
            expect.fail(`FUZZ_SEED=${seed} FUZZ_CASES=1: ${error instanceof Error ? error.stack : error}`);
        }
        const tookMs = performance.now() - sinceMs;
        if (tookMs > MAX_MS) expect.fail(`FUZZ_SEED=${seed} FUZZ_CASES=1 took ${Math.round(tookMs)} ms`);
      }
      expect(process.memoryUsage().heapUsed).toBeLessThan(2 ** 30);
    },
    FUZZ_TIMEOUT_MS,
  );
}

/** What protobufjs throws for bytes that are no such message. */
export const isDecodingError = (error: Error) =>
  /^(?:illegal tag|index out of range|invalid (?:end group|length|tag|varint|wire type)|max depth|The encoded data was not valid for encoding utf-8)/.test(
    error.message,
  );
