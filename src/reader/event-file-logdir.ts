// One event file read as a logdir with one run.
import { basename, dirname } from 'node:path';
import { DiskLogdir } from './disk-logdir.ts';
import type { FileState, Listing, Logdir, OpenedFile, Soon, Walk } from './logdir.ts';

/** Its run is `.`; there is none while the file does not exist. The name may be any. */
export class EventFileLogdir implements Logdir {
  readonly onDisk = true;
  readonly #path: string;
  readonly #disk: Logdir;

  /** `path` is absolute. */
  constructor(path: string) {
    this.#path = path;
    this.#disk = new DiskLogdir(dirname(path));
  }

  async list(walk?: Walk): Promise<Listing> {
    const directory = dirname(this.#path);
    walk?.enter?.(directory);
    const there = (await this.#disk.state(this.#path)) !== undefined;
    const files = [{ path: this.#path, name: basename(this.#path) }];
    return { runs: new Map(there ? [['.', files]] : []), directories: [directory], unreadable: [] };
  }

  state(path: string): Soon<FileState | undefined> {
    return this.#disk.state(path);
  }

  open(path: string): Soon<OpenedFile | undefined> {
    return this.#disk.open(path);
  }
}
