// What SummaryWriter checks of its arguments, and how it tells what is wrong with them.
import { ArgumentError, described } from '../format/argument-error.ts';

const MAX_INT64 = 2n ** 63n - 1n;

/** A mistake in what a method was called with, which names the method and the tag. */
export function problem(method: string, tag: unknown, what: string, cause?: unknown): ArgumentError {
  return new ArgumentError(`SummaryWriter.${method}(${described(tag)}): ${what}`, { cause });
}

/** Throws for an argument of the constructor that is not as expected. */
export function demand(holds: boolean, name: string, expected: string, got: unknown): void {
  if (holds) return;
  throw new ArgumentError(`new SummaryWriter: expected ${name} to be ${expected}, got ${described(got)}`);
}

/** Throws where `step` is no int64; `expectation` begins the message. */
export function checkStep(step: unknown, expectation: string): void {
  if (Number.isSafeInteger(step)) return;
  if (typeof step === 'bigint' && step <= MAX_INT64 && step >= -MAX_INT64 - 1n) return;
  throw new ArgumentError(`${expectation} a whole number of at most 64 bits, got ${described(step)}`);
}

/** Refuses the folder of a sub-run that would lie outside the logDir. */
export function checkRun(run: string, name: string, given: string): void {
  if (!String(run).split(/[\\/]/).includes('..')) return;
  throw new ArgumentError(`expected ${name} to be a name that stays in the logDir, got ${described(given)}`);
}
