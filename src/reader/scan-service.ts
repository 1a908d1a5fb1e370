// What a worker does: reads whole event files and scans them, and posts what it found in messages of a bounded size.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ScanBatch, TagRows } from './batch.ts';
import { type FileState, stateOf } from './logdir.ts';
import { PlainScanner, type ScannerState } from './scan.ts';
import { ScanEngine } from './scan-engine.ts';

/** Scan these, in this order; or: one more message may be posted. */
export type ScanRequest =
  | { readonly kind: 'scan'; readonly paths: readonly string[] }
  | { readonly kind: 'taken' };

/** A batch and where in the file its block lies. */
export interface FoundBatch {
  readonly offsetBytes: number;
  readonly batch: ScanBatch;
}

/** What was found in a file; a long one comes in several parts. */
export interface FilePart {
  readonly path: string;
  /** In the first part: the file as it was when it was opened, or why it could not be. */
  readonly opened?: FileState;
  readonly failure?: { readonly code: string; readonly message: string };
  readonly found: readonly FoundBatch[];
  /** In the last part. */
  readonly end?: { readonly mark: Uint8Array; readonly scanner: ScannerState };
}

export interface ScanReply {
  readonly parts: readonly FilePart[];
  /** Nothing is left of what was asked. */
  readonly done: boolean;
}

/** The worker's end of its channel. */
export interface ServicePort {
  postMessage(reply: ScanReply, transfer: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (request: ScanRequest) => void): void;
}

const BLOCK_BYTES = 2 ** 20;
/** Columns are posted when so much has come together … */
const POST_BYTES = 2 ** 22;
/** … and at most so many messages wait to be taken. */
const MAX_WAITING = 4;

/** Serves requests one after the other, for as long as the port is open. */
export function serveScans(port: ServicePort, postBytes = POST_BYTES): void {
  const engine = ScanEngine.load();
  const buffer = new Uint8Array(BLOCK_BYTES);
  let waiting = 0;
  let resume: (() => void) | undefined;
  let work = Promise.resolve();
  const post = async (parts: readonly FilePart[], done: boolean) => {
    const buffers = new Set<ArrayBuffer>();
    const reply = { parts: packed(parts, buffers), done };
    port.postMessage(reply, [...buffers]);
    waiting++;
    if (waiting >= MAX_WAITING) await new Promise<void>((resolve) => (resume = resolve));
  };
  const scan = async (paths: readonly string[]) => {
    let parts: FilePart[] = [];
    let bytes = 0;
    for (const path of paths) {
      for (const part of scanFile(path, { engine, buffer, postBytes })) {
        parts.push(part);
        for (const { batch } of part.found) bytes += bytesOf(batch);
        if (bytes < postBytes) continue;
        await post(parts, false);
        parts = [];
        bytes = 0;
      }
    }
    await post(parts, true);
  };
  port.on('message', (request) => {
    if (request.kind === 'taken') {
      waiting--;
      resume?.();
      resume = undefined;
    } else work = work.then(() => scan(request.paths));
  });
}

/** What a worker has for all files in turn. */
interface Means {
  readonly engine: ScanEngine | undefined;
  readonly buffer: Uint8Array;
  readonly postBytes: number;
}

/** Reads and scans one file to the end that it has now. */
function* scanFile(path: string, means: Means): Generator<FilePart> {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    yield { path, failure: failureOf(error), found: [] };
    return;
  }
  try {
    yield* scanOpened(path, descriptor, means);
  } catch (error) {
    yield { path, failure: failureOf(error), found: [] };
  } finally {
    closeSync(descriptor);
  }
}

function* scanOpened(
  path: string,
  descriptor: number,
  { engine, buffer: block, postBytes }: Means,
): Generator<FilePart> {
  const scanner = new PlainScanner(engine);
  const opened = stateOf(fstatSync(descriptor));
  const endBytes = opened.sizeBytes;
  let first: { readonly opened?: FileState } = { opened };
  let mark: Uint8Array = new Uint8Array(0);
  let found: FoundBatch[] = [];
  let foundBytes = 0;
  let buffer = block;
  for (let offsetBytes = 0, neededBytes = 0; offsetBytes < endBytes; ) {
    const wanted = Math.min(endBytes - offsetBytes, Math.max(BLOCK_BYTES, neededBytes));
    if (wanted < neededBytes) break;
    const room = scanner.room(wanted);
    if (!room && buffer.length < wanted) buffer = new Uint8Array(wanted);
    const place = room ?? buffer;
    const bytes = readSync(descriptor, place, 0, wanted, offsetBytes);
    if (bytes === 0) break;
    const batch = scanner.scan(place.subarray(0, bytes), offsetBytes, endBytes);
    found.push({ offsetBytes, batch });
    foundBytes += bytesOf(batch);
    if (batch.consumedBytes > 0) mark = batch.mark;
    offsetBytes += batch.consumedBytes;
    neededBytes = batch.neededBytes;
    if (batch.consumedBytes === 0 && (bytes >= neededBytes || bytes < wanted)) break;
    if (foundBytes < postBytes) continue;
    yield { path, ...first, found };
    first = {};
    found = [];
    foundBytes = 0;
  }
  yield { path, ...first, found, end: { mark, scanner: scanner.state } };
}

function failureOf(error: unknown): { code: string; message: string } {
  const { code, message } = error as NodeJS.ErrnoException;
  // Faults of the program have no code: they are not a file's.
  if (code === undefined) throw error;
  return { code, message };
}

type Column = Float64Array | Float32Array | BigInt64Array | Uint32Array | Uint8Array;

function columnsOf(rows: TagRows): readonly Column[] {
  const { steps, wallTimesSeconds, numbers, places, forms } = rows;
  return [
    steps,
    wallTimesSeconds,
    ...(numbers ? [numbers] : []),
    ...(places ? [places.offsetsBytes, places.lengthsBytes, places.valueIndices, places.items] : []),
    ...(forms ? [forms] : []),
  ];
}

function bytesOf(batch: ScanBatch): number {
  let bytes = 0;
  for (const rows of batch.rows) for (const column of columnsOf(rows)) bytes += column.byteLength;
  return bytes;
}

/** Shorter columns are moved together: a transfer costs more than their copy. */
const SHORT_BYTES = 256;

/** The parts with their short columns as views of one buffer; adds the buffers to transfer to `buffers`. */
function packed(parts: readonly FilePart[], buffers: Set<ArrayBuffer>): FilePart[] {
  let shortBytes = 0;
  const each = (visit: (column: Column) => void) => {
    for (const { found } of parts)
      for (const { batch } of found) for (const rows of batch.rows) columnsOf(rows).forEach(visit);
  };
  each((column) => {
    if (column.byteLength <= SHORT_BYTES) shortBytes += (column.byteLength + 7) & ~7;
    else buffers.add(column.buffer as ArrayBuffer);
  });
  if (shortBytes === 0) return [...parts];
  const shared = new Uint8Array(shortBytes);
  let at = 0;
  const move = <C extends Column>(column: C): C => {
    if (column.byteLength > SHORT_BYTES) return column;
    shared.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    const view = new (column.constructor as new (buffer: ArrayBuffer, at: number, length: number) => C)(
      shared.buffer,
      at,
      column.length,
    );
    at += (column.byteLength + 7) & ~7;
    return view;
  };
  buffers.add(shared.buffer);
  return parts.map((part) => ({
    ...part,
    found: part.found.map(({ offsetBytes, batch }) => ({
      offsetBytes,
      batch: { ...batch, rows: batch.rows.map((rows) => movedRows(rows, move)) },
    })),
  }));
}

function movedRows(rows: TagRows, move: <C extends Column>(column: C) => C): TagRows {
  const { steps, wallTimesSeconds, numbers, places, forms } = rows;
  return {
    ...rows,
    steps: move(steps),
    wallTimesSeconds: move(wallTimesSeconds),
    ...(numbers && { numbers: move(numbers) }),
    ...(places && {
      places: {
        offsetsBytes: move(places.offsetsBytes),
        lengthsBytes: move(places.lengthsBytes),
        valueIndices: move(places.valueIndices),
        items: move(places.items),
      },
    }),
    ...(forms && { forms: move(forms) }),
  };
}
