// An event file on a Runboard server that was started with --ingest: src/wire/ingest.ts says how it is sent.
import { FOOTER_BYTES, HEADER_BYTES } from '../../format/tf-record.ts';
import { INGEST_PATH, type IngestAnswer, MAX_INGEST_BYTES } from '../../wire/ingest.ts';
import type { EventSink } from '../event-sink.ts';

/** More makes a slow line wait without news; a record that is larger goes alone. */
const PART_BYTES = 4 * 2 ** 20;
/** What browsers send for a page that is gone: 64 KiB, headers included. */
const LEAVING_BYTES = 60 * 2 ** 10;
/** Before a part is tried again: together as long as a server needs to be started anew. */
const PAUSES_MS = [250, 500, 1000, 2000];
const ANSWER_MS = 30_000;

/** Where records are sent. */
export interface IngestAddress {
  /** Of the server: what it prints when it starts. */
  readonly url: string;
  readonly token: string;
  /** The run's folder below the server's logdir, `/`-separated. */
  readonly run: string;
}

/** A refusal, which trying again does not change. */
class Refusal extends Error {}

/** Sends whole records in order; what was sent and not answered is sent again, and the server takes it once. */
export class HttpSink implements EventSink {
  readonly name: string;
  readonly keeper = 'the server';
  readonly #address: IngestAddress;
  readonly #file = newFileId();
  readonly #pausesMs: readonly number[];

  /** Throws where `url` is no address. */
  constructor(address: IngestAddress, pausesMs: readonly number[] = PAUSES_MS) {
    this.#address = address;
    this.#pausesMs = pausesMs;
    this.name = `${addressOf(address, this.#file, 0).origin}, run ${address.run}`;
  }

  async write(bytes: Uint8Array, offsetBytes: number): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const end = endOfPart(bytes, at, PART_BYTES);
      await this.#send(bytes.subarray(at, end), offsetBytes + at);
      at = end;
    }
  }

  leave(bytes: Uint8Array, offsetBytes: number): void {
    const part = bytes.subarray(0, endOfPart(bytes, 0, LEAVING_BYTES));
    if (part.length === 0 || part.length > LEAVING_BYTES) return;
    // Nobody is left who could be told; a page that comes back sends the same again.
    this.#request(part, offsetBytes, { keepalive: true }).catch(() => undefined);
  }

  verify(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #send(part: Uint8Array, offsetBytes: number): Promise<void> {
    if (part.length > MAX_INGEST_BYTES) {
      throw new Error(`a record has ${part.length} bytes, and the server takes ${MAX_INGEST_BYTES} at most`);
    }
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#request(part, offsetBytes, { signal: AbortSignal.timeout(ANSWER_MS) });
      } catch (error) {
        const pauseMs = this.#pausesMs[attempt];
        if (error instanceof Refusal || pauseMs === undefined) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  /** Resolves once the server has the part. */
  async #request(part: Uint8Array, offsetBytes: number, options: RequestInit): Promise<void> {
    const { token } = this.#address;
    let response: Response;
    try {
      response = await fetch(addressOf(this.#address, this.#file, offsetBytes), {
        ...options,
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' },
        // Ordinary memory: the queue is no SharedArrayBuffer.
        body: part as Uint8Array<ArrayBuffer>,
      });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`the server does not answer (${reason})`, { cause });
    }
    if (!response.ok) {
      const text = `the server answered ${response.status}: ${(await response.text()).slice(0, 300)}`;
      const mayPass = response.status >= 500 || response.status === 429;
      throw mayPass ? new Error(text) : new Refusal(text);
    }
    const { sizeBytes } = (await response.json()) as IngestAnswer;
    if (!(sizeBytes >= offsetBytes + part.length)) throw new Refusal('the server did not take all records');
  }
}

function addressOf({ url, run }: IngestAddress, file: string, offsetBytes: number): URL {
  const root = url.replace(/[?#].*$/, '').replace(/\/*$/, '');
  return new URL(`${root}${INGEST_PATH}?${new URLSearchParams({ run, file, offset: String(offsetBytes) })}`);
}

/** Where the last record ends that still fits into so many bytes from `start` on; after the first, where that is larger. */
function endOfPart(bytes: Uint8Array, start: number, mostBytes: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = start;
  while (end < bytes.length) {
    const next = end + HEADER_BYTES + view.getUint32(end, true) + FOOTER_BYTES;
    if (end > start && next - start > mostBytes) break;
    end = next;
  }
  return end;
}

/** Not `randomUUID`, which only pages of https and localhost have. */
function newFileId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
