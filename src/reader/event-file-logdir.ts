// One event file read as a logdir with one run.
import { basename, dirname } from 'node:path';
import {
  DiskLogdir,
  type FileState,
  type Listing,
  type Logdir,
  type OpenedFile,
  type Soon,
  type WalkListener,
} from './logdir.ts';

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

  async list(heard?: WalkListener): Promise<Listing> {
    const directory = dirname(this.#path);
    heard?.enter?.(directory);
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
