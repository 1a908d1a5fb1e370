// Event files that a test's program wrote, read to their last byte.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeEvent, type Event } from '../src/format/event.ts';
import { isEventFileName } from '../src/format/event-file-name.ts';
import { readRecord } from '../src/format/tf-record.ts';

/** All events of a file's bytes, in order. Throws where anything but whole, sound records is there. */
export function eventsOf(bytes: Uint8Array): Event[] {
  const events: Event[] = [];
  for (let at = 0; at < bytes.length; ) {
    const record = readRecord(bytes, at);
    if (record.kind !== 'record')
      throw new Error(`byte ${at} of ${bytes.length} begins a record that is ${record.kind}`);
    events.push(decodeEvent(record.payload));
    at = record.nextOffsetBytes;
  }
  return events;
}

/** The names of a folder's event files, in order of name; the folder's sub-folders are left out. */
export function eventFileNamesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isEventFileName(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** The events of a folder's only event file. Throws where there are none or several. */
export function eventsIn(folder: string): Event[] {
  const [name, ...more] = eventFileNamesIn(folder);
  if (name === undefined || more.length > 0)
    throw new Error(`${folder} has ${more.length + 1} event files or none`);
  return eventsOf(readFileSync(join(folder, name)));
}
