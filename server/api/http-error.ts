// A request that cannot be answered: status and message.

/** Thrown by routes; the message is sent as plain text and says what was given and what is allowed. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly status: number;
  /** Methods that the path answers, for status 405. */
  readonly allow: string;

  constructor(status: number, message: string, options: ErrorOptions & { readonly allow?: string } = {}) {
    super(message, options);
    this.status = status;
    this.allow = options.allow ?? 'POST';
  }
}

/** A disk that is full, or refuses, is told to whoever wanted to write (507); anything else is thrown on. */
export function throwDiskRefusal(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  throw new HttpError(507, `It cannot be written (${message}). What was there before is as it was.`, {
    cause: error,
  });
}
