// What a worker does: reads whole event files and scans them, and posts what it found in messages of a bounded size.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { findRecord } from '../format/tf-record.ts';
import type { ScanBatch } from './batch.ts';
import { stateOf } from './disk-logdir.ts';
import { type FileFailure, fileFailureOf } from './file-failure.ts';
import type { FileState } from './logdir.ts';
import { OrdinaryFileScanner } from './ordinary-file-scanner.ts';
import { PlainScanner } from './scan.ts';
import type { FileTable, ScanEngine } from './scan-engine.ts';
import { columnBytes, type PackedParts, packParts } from './scan-message.ts';
import type { ScannerState } from './scanner.ts';

/** Scan these files, in this order; or this span of one; or: one more message may be posted. */
export type ScanRequest =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'span'; readonly span: FileSpan }
  | { readonly kind: 'taken' };

/** A part of a large file: the records that begin in it. */
export interface FileSpan {
  readonly path: string;
  readonly identity: string;
  readonly fromBytes: number;
  readonly toBytes: number;
  /** How far the file was known to reach. */
  readonly endBytes: number;
  /** What is known of the file's tags so far. */
  readonly scanner: ScannerState;
}

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
  readonly failure?: FileFailure;
  readonly found: readonly FoundBatch[];
  /** In the last part, unless the file is too large for one worker. */
  readonly end?: { readonly mark: Uint8Array; readonly scanner: ScannerState };
}

/** The worker is there; or what was asked and found. */
export type ScanReply = { readonly kind: 'started' } | FoundReply;

export interface FoundReply {
  readonly kind: 'found';
  /** There where there are some: then the worker posts a few more at most before they are taken. */
  readonly parts?: PackedParts;
  /** Files of which there are no parts, by their indices in the request. */
  readonly ordinary: readonly FileTable[];
  /** Of a span: where its first record begins. */
  readonly spanStartBytes?: number;
  /** Nothing is left of what was asked. */
  readonly done: boolean;
}

/** The worker's end of its channel. */
export interface ServicePort {
  postMessage(reply: ScanReply): void;
  on(event: 'message', listener: (request: ScanRequest) => void): void;
}

/** A file of this size is read by several threads, a span each. */
export const LARGE_BYTES = 2 ** 24;
const BLOCK_BYTES = 2 ** 22;
/** A record of a large file mostly begins within so many bytes. */
const NEAR_BYTES = 2 ** 12;
/** Columns are posted when so much has come together … */
const POST_BYTES = 2 ** 22;
/** … and at most so many messages wait to be taken. */
const MAX_WAITING = 4;

/** What a worker has, and how it does. */
export interface ServiceOptions {
  readonly engine: ScanEngine | undefined;
  readonly postBytes?: number;
  readonly largeBytes?: number;
}

/** Serves requests one after the other, for as long as the port is open. */
export function serveScans(
  port: ServicePort,
  { engine, postBytes = POST_BYTES, largeBytes = LARGE_BYTES }: ServiceOptions,
): void {
  const ordinary = engine && new OrdinaryFileScanner(engine, true);
  const means = { engine, buffer: new Uint8Array(BLOCK_BYTES), postBytes, largeBytes };
  let waiting = 0;
  let resume: (() => void) | undefined;
  let work = Promise.resolve();
  const post = (found: readonly FilePart[], done: boolean, spanStartBytes?: number) => {
    const parts = found.length > 0 ? packParts(found) : undefined;
    const tables = ordinary?.take() ?? [];
    const span = spanStartBytes !== undefined && { spanStartBytes };
    const reply = { ...(parts && { parts }), ordinary: tables, done, ...span };
    port.postMessage({ kind: 'found', ...reply });
    if (parts && !span) waiting++;
  };
  const scanFiles = async (paths: readonly string[]) => {
    let parts: FilePart[] = [];
    let bytes = 0;
    for (const [number, path] of paths.entries()) {
      // A file in the table has no part.
      for (const part of ordinary?.addAt(path, number) ? [undefined] : scanFile(path, means)) {
        if (part) parts.push(part);
        for (const { batch } of part?.found ?? []) bytes += columnBytes(batch);
        if (!ordinary?.isFull && bytes + (ordinary?.columnBytes ?? 0) < postBytes) continue;
        post(parts, false);
        parts = [];
        bytes = 0;
        if (waiting >= MAX_WAITING) await new Promise<void>((resolve) => (resume = resolve));
      }
    }
    post(parts, true);
  };
  port.on('message', (request) => {
    if (request.kind === 'taken') {
      waiting--;
      resume?.();
      resume = undefined;
    } else if (request.kind === 'files') work = work.then(() => scanFiles(request.paths));
    else {
      work = work.then(() => {
        const { part, startBytes } = scanSpan(request.span, means);
        post([part], true, startBytes);
      });
    }
  });
  port.postMessage({ kind: 'started' });
}

/** What a worker has for all files in turn. */
interface Means {
  readonly engine: ScanEngine | undefined;
  readonly buffer: Uint8Array;
  readonly postBytes: number;
  readonly largeBytes: number;
}

/** Reads and scans one file to the end that it has now. */
function* scanFile(path: string, means: Means): Generator<FilePart> {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    yield { path, failure: fileFailureOf(error), found: [] };
    return;
  }
  try {
    yield* scanOpened(path, descriptor, stateOf(fstatSync(descriptor)), means);
  } catch (error) {
    yield { path, failure: fileFailureOf(error), found: [] };
  } finally {
    closeSync(descriptor);
  }
}

function* scanOpened(path: string, descriptor: number, opened: FileState, means: Means): Generator<FilePart> {
  if (opened.sizeBytes >= means.largeBytes) {
    yield { path, opened, found: [] };
    return;
  }
  const scanner = new PlainScanner(means.engine);
  let first: { readonly opened?: FileState } = { opened };
  let mark: Uint8Array = new Uint8Array(0);
  let found: FoundBatch[] = [];
  let foundBytes = 0;
  for (const one of scannedBlocks(
    descriptor,
    scanner,
    { from: 0, to: Infinity, end: opened.sizeBytes },
    means,
  )) {
    found.push(one);
    foundBytes += columnBytes(one.batch);
    if (one.batch.consumedBytes > 0) mark = one.batch.mark;
    if (foundBytes < means.postBytes) continue;
    yield { path, ...first, found };
    first = {};
    found = [];
    foundBytes = 0;
  }
  yield { path, ...first, found, end: { mark, scanner: scanner.state } };
}

/** Offsets in a file, in bytes: records that begin in [from, to) are scanned, none of them beyond `end`. */
interface ByteRange {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** Scans a file block by block; ends early where it was cut. */
function* scannedBlocks(
  descriptor: number,
  scanner: PlainScanner,
  { from, to, end }: ByteRange,
  { buffer: block }: Means,
): Generator<FoundBatch> {
  let buffer = block;
  for (let offsetBytes = from, neededBytes = 0; offsetBytes < Math.min(to, end); ) {
    // The block that reaches the end of the range ends there: what follows is another's, but for one record's rest.
    const wanted = Math.min(
      end - offsetBytes,
      Math.max(Math.min(BLOCK_BYTES, to - offsetBytes), neededBytes),
    );
    if (wanted < neededBytes) return;
    const room = scanner.room(wanted);
    if (!room && buffer.length < wanted) buffer = new Uint8Array(wanted);
    const place = room ?? buffer;
    const bytes = readSync(descriptor, place, 0, wanted, offsetBytes);
    if (bytes === 0) return;
    const batch = scanner.scan(place.subarray(0, bytes), offsetBytes, end);
    yield { offsetBytes, batch };
    offsetBytes += batch.consumedBytes;
    neededBytes = batch.neededBytes;
    if (batch.consumedBytes === 0 && (bytes >= neededBytes || bytes < wanted)) return;
  }
}

/** Scans the records that begin in a span. What cannot be had of it is left to whoever wants it. */
function scanSpan(
  { path, identity, fromBytes, toBytes, endBytes, scanner: state }: FileSpan,
  means: Means,
): { readonly part: FilePart; readonly startBytes: number } {
  const nothing = { part: { path, found: [] }, startBytes: -1 };
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    if (stateOf(fstatSync(descriptor)).identity !== identity) return nothing;
    const start = findStart(descriptor, fromBytes, Math.min(BLOCK_BYTES, endBytes - fromBytes), means);
    if (start === undefined) return nothing;
    const scanner = new PlainScanner(means.engine, state);
    const from = fromBytes + start;
    const found = [...scannedBlocks(descriptor, scanner, { from, to: toBytes, end: endBytes }, means)];
    const mark = found.findLast(({ batch }) => batch.consumedBytes > 0)?.batch.mark;
    if (!mark || scanner.state.damage) return nothing;
    return { part: { path, found, end: { mark, scanner: scanner.state } }, startBytes: from };
  } catch (error) {
    fileFailureOf(error);
    return nothing;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Where the first record begins that begins at `fromBytes` or in the `wanted` bytes behind, counted from there. */
function findStart(
  descriptor: number,
  fromBytes: number,
  wanted: number,
  { buffer }: Means,
): number | undefined {
  // Nearly always it is near: the whole block is read again, as one, by whoever scans it.
  for (const near of [Math.min(NEAR_BYTES, wanted), wanted]) {
    const bytes = readSync(descriptor, buffer, 0, near, fromBytes);
    const start = findRecord(buffer.subarray(0, bytes), 0);
    if (start !== undefined) return start;
  }
  return undefined;
}
