// Tells what a file system says from faults of the program.

/** Why a file cannot be read, in the system's words. */
export interface FileFailure {
  /** As `ENOENT`. */
  readonly code: string;
  readonly message: string;
}

/** What a file system threw. Anything else has no code, and is thrown on: it is the program's own fault. */
export function fileFailureOf(error: unknown): FileFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return { code, message };
}
