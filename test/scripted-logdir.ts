// A logdir in memory whose files grow, shrink, come and go when a test says so; and event files made of a few values.

import { type Event, encodeEvent } from '../src/format/event.ts';
import { joined } from '../src/format/joined-bytes.ts';
import { frameRecord } from '../src/format/tf-record.ts';
import type { EventFile, FileState, Listing, Logdir, OpenedFile } from '../src/reader/logdir.ts';

export { joined };

/** The bytes of a file of these events. Wall time is 1000 plus the step unless it is given. */
export function eventFile(...events: readonly (Partial<Event> | Uint8Array)[]): Uint8Array {
  return joined(
    events.map((event) =>
      event instanceof Uint8Array
        ? event
        : frameRecord(encodeEvent({ step: 0, wallTimeSeconds: 1000 + Number(event.step ?? 0), ...event })),
    ),
  );
}

/** An event of one value as torch writes scalars. */
export function scalar(tag: string, step: number | bigint, value: number): Partial<Event> {
  return { step, values: [{ tag, simpleValue: value }] };
}

interface ScriptedFile {
  bytes: Uint8Array;
  identity: string;
  modifiedMs: number;
}

export class ScriptedLogdir implements Logdir {
  readonly onDisk = false;
  readonly files = new Map<string, ScriptedFile>();
  unreadable: { name: string; why: string }[] = [];
  /** Paths of files that were opened, in order. */
  readonly opened: string[] = [];
  /** Files open now. */
  openCount = 0;
  #identities = 0;

  /** Makes a file, or another in its place. */
  write(name: string, bytes: Uint8Array, modifiedMs = 0): void {
    this.files.set(name, { bytes, identity: `${this.#identities++}`, modifiedMs });
  }

  append(name: string, bytes: Uint8Array, modifiedMs = 0): void {
    const file = this.#file(name);
    this.files.set(name, { ...file, bytes: joined([file.bytes, bytes]), modifiedMs });
  }

  truncate(name: string, length: number): void {
    const file = this.#file(name);
    this.files.set(name, { ...file, bytes: file.bytes.slice(0, length) });
  }

  async list(): Promise<Listing> {
    const runs = new Map<string, EventFile[]>();
    for (const name of [...this.files.keys()].sort()) {
      const slash = name.lastIndexOf('/');
      const run = slash < 0 ? '.' : name.slice(0, slash);
      runs.set(run, [...(runs.get(run) ?? []), { path: `/log/${name}`, name }]);
    }
    return { runs, directories: [], unreadable: this.unreadable };
  }

  async state(path: string): Promise<FileState | undefined> {
    const file = this.files.get(path.slice('/log/'.length));
    return file && { sizeBytes: file.bytes.length, identity: file.identity, modifiedMs: file.modifiedMs };
  }

  async open(path: string): Promise<OpenedFile | undefined> {
    const state = await this.state(path);
    const file = this.files.get(path.slice('/log/'.length));
    if (!state || !file) return undefined;
    this.opened.push(path);
    this.openCount++;
    return {
      ...state,
      read: async (buffer, offsetBytes) => {
        const part = file.bytes.subarray(offsetBytes, offsetBytes + buffer.length);
        buffer.set(part);
        return part.length;
      },
      close: async () => {
        this.openCount--;
      },
    };
  }

  #file(name: string): ScriptedFile {
    const file = this.files.get(name);
    if (!file) throw new Error(`no file ${name}`);
    return file;
  }
}
