// A mistake of the person who typed the command.

/** The message says what was given, what is allowed and what to do; it is printed without a stack. */
export class UsageError extends Error {
  override name = 'UsageError';
  /** What the process exits with. */
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
