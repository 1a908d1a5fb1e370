// The SummaryWriter of programs on Node, after torch.utils.tensorboard.SummaryWriter (torch/utils/tensorboard/writer.py).
import type { SummaryWriterOptions } from '../add-options.ts';
import { AnySummaryWriter } from '../any-summary-writer.ts';
import { openRunFiles } from './open-run-files.ts';

/**
 * Writes a run's event files. The folder is there once the constructor returns. Adding only encodes into memory and
 * never waits for the disk; what was added is in the file after `flush`, after `close`, and when the process ends, by an
 * error or a signal too. What goes wrong with the disk stops no training: `flush` and `close` reject, and the event
 * `error` is fired once. Two writers on one folder never share a file.
 *
 * @example
 * const writer = new SummaryWriter('runs/first');
 * for (let step = 0; step < 100; step++) writer.addScalar('loss', 1 / (step + 1), step);
 * await writer.close();
 */
export class SummaryWriter extends AnySummaryWriter {
  /** The folder as given, or the default one, relative to the working directory of that moment. */
  readonly logDir: string;

  /**
   * @param logDir Default `runs/<time>_<host><comment>`, as `runs/Nov23_21-30-05_box`.
   * @throws ArgumentError for a wrong option; an Error where the folder or the file cannot be made.
   */
  constructor(logDir?: string, options: SummaryWriterOptions = {}) {
    let path = '';
    super((report) => {
      const opened = openRunFiles(logDir, options, report);
      path = opened.logDir;
      return opened;
    });
    this.logDir = path;
  }

  /**
   * Closes, at the end of a `using` block: what was added is on disk when it returns, which holds up the program for as
   * long as the disk takes; `await using` does not. Throws where it could not be written.
   *
   * @example using writer = new SummaryWriter('runs/first');
   */
  [Symbol.dispose](): void {
    if (this.parts.files.closed) return;
    try {
      this.parts.files.flushSync();
    } finally {
      // Files are given back to the system once no background write uses them; nothing is left to fail but what was told.
      this.close().catch(() => undefined);
    }
  }
}
