// What a scanner makes of a whole file, in a form that tests compare.
import type { ScanBatch, TagRows } from '../src/reader/batch.ts';
import type { OpenBytes, OrdinaryFileScanner } from '../src/reader/ordinary-file-scanner.ts';
import { OrdinaryFiles } from '../src/reader/ordinary-files.ts';
import type { Scanner } from '../src/reader/scanner.ts';

/** All batches of a file that is read in blocks of `blockBytes`, as one. */
export function scanned(scanner: Scanner, bytes: Uint8Array, blockBytes: number) {
  const rows = new Map<string, unknown[]>();
  const problems: unknown[] = [];
  let events = 0;
  const walls = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let at = 0;
  let needed = 0;
  while (at < bytes.length) {
    const length = Math.min(Math.max(blockBytes, needed), bytes.length - at);
    const batch: ScanBatch = scanner.scan(bytes.subarray(at, at + length), at, bytes.length);
    for (const one of batch.rows) rows.set(one.tag, [...(rows.get(one.tag) ?? []), ...rowList(one)]);
    problems.push(...batch.problems);
    events += batch.events;
    // Adding 0 makes -0 the same as 0, which no comparison tells apart.
    walls[0] = Math.min(walls[0] ?? 0, batch.minWallTimeSeconds) + 0;
    walls[1] = Math.max(walls[1] ?? 0, batch.maxWallTimeSeconds) + 0;
    at += batch.consumedBytes;
    needed = batch.neededBytes;
    if (batch.consumedBytes === 0 && (length >= needed || at + length === bytes.length)) break;
  }
  return { at, rows: new Map([...rows].sort()), problems, events, walls };
}

/** A file of these bytes. */
export function openBytes(bytes: Uint8Array): OpenBytes {
  return {
    sizeBytes: () => bytes.length,
    read: (memory, at, wanted, from) => {
      const some = bytes.subarray(from, from + wanted);
      memory.set(some, at);
      return some.length;
    },
  };
}

/** The same of a file that went among the ordinary ones; undefined where it did not. */
export function scannedOrdinary(
  scanner: OrdinaryFileScanner,
  bytes: Uint8Array,
): ReturnType<typeof scanned> | undefined {
  if (!scanner.add(0, openBytes(bytes))) return undefined;
  const [table] = scanner.take();
  const [found] = table ? new OrdinaryFiles(table).part(0, '').found : [];
  if (!found) throw new Error('nothing was kept of a file that was taken');
  const { rows, problems, events, consumedBytes, minWallTimeSeconds, maxWallTimeSeconds } = found.batch;
  return {
    at: consumedBytes,
    rows: new Map(rows.map((one) => [one.tag, rowList(one)] as const).sort()),
    problems: [...problems],
    events,
    walls: [minWallTimeSeconds + 0, maxWallTimeSeconds + 0],
  };
}

/** A row each, with everything that is known of it. */
export function rowList(rows: TagRows): unknown[] {
  const { places } = rows;
  return Array.from(rows.steps as ArrayLike<number | bigint>, (step, i) => [
    i === 0 ? rows.metadata?.pluginName : undefined,
    rows.dataClass,
    BigInt(step),
    rows.wallTimesSeconds[i],
    rows.numbers?.[i],
    rows.forms?.[i],
    places && [places.offsetsBytes[i], places.lengthsBytes[i], places.valueIndices[i], places.items[i]],
  ]);
}
