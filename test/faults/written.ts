// What the writers of a scenario wrote: the bytes of their files, and with them the only truth that a server may tell.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventFile, joined, scalar } from '../scripted-logdir.ts';
import type { Row } from './peer.ts';

const STARTED_SECONDS = 1_790_000_000;

/** One record: a point of the tag `loss` unless another is named. */
export function record(
  [step, value]: Row,
  wallTimeSeconds = STARTED_SECONDS + step,
  tag = 'loss',
): Uint8Array {
  return eventFile({ ...scalar(tag, step, value), wallTimeSeconds });
}

/** Many points of a tag that no scenario asks for. */
export function filler(points: number): Uint8Array {
  return joined(Array.from({ length: points }, (_, step) => record([step, step], STARTED_SECONDS, 'filler')));
}

/** The bytes of a file as a writer begins it, with these points. */
export function fileOf(rows: readonly Row[]): Uint8Array {
  const version = eventFile({ step: 0, wallTimeSeconds: STARTED_SECONDS, fileVersion: 'brain.Event:2' });
  return joined([version, ...rows.map((row) => record(row))]);
}

/** Points of the steps from `first` up to and without `end`. `version` tells values of one writing from another's. */
export function rowsOf(first: number, end: number, version = 0): Row[] {
  return Array.from({ length: end - first }, (_, at) => [first + at, 1000 * version + first + at + 0.5]);
}

/** A logdir and what is to be seen in it. Each run has one tag. */
export class Written {
  readonly logdir: string;
  readonly #expected = new Map<string, readonly Row[]>();
  /** Everything that ever was right. */
  readonly #everWritten = new Map<string, Set<string>>();

  constructor(logdir: string) {
    this.logdir = logdir;
  }

  path(name: string): string {
    return join(this.logdir, name);
  }

  /** Puts bytes under a name, whatever was there. */
  put(name: string, bytes: Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), bytes);
  }

  append(name: string, bytes: Uint8Array): void {
    appendFileSync(this.path(name), bytes);
  }

  /** From now on a run has these points; what it had may be served a while longer. */
  expect(run: string, rows: readonly Row[]): void {
    this.#expected.set(run, rows);
    this.allow(run, rows);
  }

  /** These points may be served, and need not. */
  allow(run: string, rows: readonly Row[]): void {
    const ever = this.#everWritten.get(run) ?? new Set();
    for (const row of rows) ever.add(String(row));
    this.#everWritten.set(run, ever);
  }

  /** From now on there is no such run. */
  expectNone(run: string): void {
    this.#expected.delete(run);
  }

  /** What is to be seen, by run. */
  rows(): ReadonlyMap<string, readonly Row[]> {
    return this.#expected;
  }

  /** Throws for a point that nobody wrote. */
  check(run: string, rows: readonly Row[]): void {
    const ever = this.#everWritten.get(run);
    const strange = rows.find((row) => !ever?.has(String(row)));
    if (strange) throw new Error(`it served ${run}, step ${strange[0]} as ${strange[1]}, which nobody wrote`);
  }
}

export function sameRows(one: readonly Row[] | undefined, other: readonly Row[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
