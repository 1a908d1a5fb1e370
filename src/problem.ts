// Damage found in a log, worded for the person who owns the log.

/** One thing that is wrong with a file, and what was done about it. */
export interface Problem {
  /** Path of the file, relative to the logdir where it lies below it. */
  readonly file: string;
  /** Where the damage begins; left out where the whole file or folder is meant. */
  readonly offsetBytes?: number;
  /** What was found, as a clause: "the checksum of the payload is wrong". */
  readonly what: string;
  /** The consequence, as a clause: "this record was left out; reading went on behind it". */
  readonly done: string;
}

/** Takes what a reader found and goes on. */
export type ReportProblem = (problem: Problem) => void;

/** The problem in one line, as it is logged. */
export function problemText(problem: Problem): string {
  const { file, offsetBytes, what, done } = problem;
  const place = offsetBytes === undefined ? file : `${file}, byte ${offsetBytes}`;
  return `${place}: ${what}; ${done}.`;
}
