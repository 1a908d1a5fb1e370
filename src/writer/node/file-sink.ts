// An event file on disk.
import { close, fstat, fstatSync, ftruncateSync, mkdirSync, openSync, write, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventFileName } from '../../format/event-file-name.ts';
import { wholeRecordsBytes } from '../../format/tf-record.ts';
import type { EventSink } from '../event-sink.ts';

const closeFile = promisify(close);
const statFile = promisify(fstat);
const writeFile = promisify(write);

/** Counts the files of this process, so that two of the same second have different names. */
let filesMade = 0;

/** An event file in a folder of its own run. The file is made at the first write, or by `open`. */
export class FileSink implements EventSink {
  readonly #folder: string;
  readonly #suffix: string;
  readonly keeper = 'the disk';
  #path: string | undefined;
  #file: number | undefined;
  /** Whether a background write is under way. */
  #isWriting = false;

  /** `folder` is an absolute path; it need not exist. */
  constructor(folder: string, suffix: string) {
    this.#folder = folder;
    this.#suffix = suffix;
  }

  get name(): string {
    return this.#path ?? this.#folder;
  }

  /** Makes the folder and a file in it that no other writer has. Throws what the system says. */
  open(): number {
    if (this.#file !== undefined) return this.#file;
    mkdirSync(this.#folder, { recursive: true });
    const base = { wallTimeSeconds: Date.now() / 1000, host: hostname(), processId: process.pid };
    for (;;) {
      const path = join(this.#folder, eventFileName({ ...base, number: filesMade++, suffix: this.#suffix }));
      try {
        // Not for appending: Linux would then ignore the position of a write.
        this.#file = openSync(path, 'wx');
        this.#path = path;
        return this.#file;
      } catch (error) {
        // Two containers may share a folder, a host name and a process id.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }

  async write(bytes: Uint8Array, offsetBytes: number): Promise<void> {
    const file = this.open();
    let done = 0;
    this.#isWriting = true;
    try {
      while (done < bytes.length) {
        done += (await writeFile(file, bytes, done, bytes.length - done, offsetBytes + done)).bytesWritten;
      }
    } catch (error) {
      cutToWholeRecords(file, bytes.subarray(0, done), offsetBytes);
      throw error;
    } finally {
      this.#isWriting = false;
    }
  }

  writeSync(bytes: Uint8Array, offsetBytes: number): void {
    const file = this.open();
    let done = 0;
    try {
      while (done < bytes.length) {
        done += writeSync(file, bytes, done, bytes.length - done, offsetBytes + done);
      }
    } catch (error) {
      // A background write goes on where it stopped: what lies before must stay.
      if (!this.#isWriting) cutToWholeRecords(file, bytes.subarray(0, done), offsetBytes);
      throw error;
    }
  }

  async verify(): Promise<void> {
    if (this.#file === undefined) return;
    const { nlink } = await statFile(this.#file);
    if (nlink === 0) throw new Error('the file was removed while it was written');
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) await closeFile(file);
  }
}

/** A disk that took a part of `written` took a part of a record: it is taken back, so that who reads now meets none. */
function cutToWholeRecords(file: number, written: Uint8Array, offsetBytes: number): void {
  const kept = wholeRecordsBytes(written);
  // Another write of the same bytes may have come further meanwhile.
  if (kept < written.length && fstatSync(file).size === offsetBytes + written.length) {
    ftruncateSync(file, offsetBytes + kept);
  }
}
