// A tail that has read all that its file held, as an index keeps it.
import type { EventFile, FileState } from './logdir.ts';
import type { ScannerState } from './scanner.ts';

/** What is looked at when the next start compares the file. */
export interface SavedFile extends EventFile, FileState {
  readonly offsetBytes: number;
  /** Of the bytes before the offset. */
  readonly probe: number;
}

/** What reading goes on with, should the file have grown. */
export interface SavedEnd {
  readonly neededBytes: number;
  readonly mark: Uint8Array;
  readonly scanner: ScannerState;
}

export interface SavedTail extends SavedFile, SavedEnd {}
