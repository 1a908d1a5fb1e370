// Thrown where a value that was indexed cannot be read from its file.

/** The message says where the value lies and what is wrong, for the owner of the log. */
export class StoredValueError extends Error {
  /** Always `StoredValueError`. */
  override name = 'StoredValueError';
  /** `gone`: the file is no longer what was indexed. `damaged`: the value there is none that can be read. */
  readonly reason: 'gone' | 'damaged';

  constructor(reason: 'gone' | 'damaged', message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
