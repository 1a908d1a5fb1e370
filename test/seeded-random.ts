// Random numbers that a failed test can be given again, and how many cases a fuzz test tries.

/** A whole number from 0 up to `below`. */
export type Random = (below: number) => number;

/** From a seed (mulberry32 by Tommy Ettinger, public domain). */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function pick<T>(items: readonly T[], random: Random, fallback: T): T {
  return items[random(items.length)] ?? fallback;
}

/** So many times as many cases as usual: for looking further than CI does. */
export const FUZZ_TIMES = Number(process.env['FUZZ_TIMES'] ?? 1);
/** Where the seeds begin. A failure names the seed that it had. */
export const FUZZ_SEED = Number(process.env['FUZZ_SEED'] ?? 1);
/** Set by who repeats one seed. */
const FUZZ_CASES = process.env['FUZZ_CASES'];

/** The seeds of a test: `usual` of them, twice as many in CI, times FUZZ_TIMES. */
export function* seeds(usual: number): Generator<number> {
  const cases =
    FUZZ_CASES === undefined ? usual * (process.env['CI'] ? 2 : 1) * FUZZ_TIMES : Number(FUZZ_CASES);
  for (let seed = FUZZ_SEED; seed < FUZZ_SEED + cases; seed++) yield seed;
}

/** Of a test that may run for so long as it is told to. */
export const FUZZ_TIMEOUT_MS = 240_000 * Math.max(1, FUZZ_TIMES);
