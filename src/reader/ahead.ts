// Whoever reads and scans files ahead of the one who wants them, as a tail sees it.
import type { FileState } from './logdir.ts';
import type { FilePart } from './scan-service.ts';
import type { ScannerState } from './scanner.ts';
import type { SplitFile } from './split-file.ts';

export interface Ahead {
  /** What was found in the file, once: all of it where that is there by now; undefined where nobody was at it. */
  take(path: string): FilePart | AsyncIterable<FilePart> | undefined;
  /** Fewer bytes are not worth splitting. */
  readonly splitBytes: number;
  /** Spans of a file that is about to be read from `fromBytes` on; undefined where nobody is there to scan them. */
  split(path: string, opened: FileState, fromBytes: number, state: () => ScannerState): SplitFile | undefined;
}
