// The one event of a writer.

/**
 * Fired once in a writer's life, at the first record or file that could not be written or sent. Without a listener that
 * calls `preventDefault()` the same is printed in one line: on stderr, or on a page's console.
 *
 * @example
 * writer.addEventListener('error', (event) => {
 *   event.preventDefault();
 *   log.warn(event.error.message);
 * });
 */
export class WriterErrorEvent extends Event {
  /** What went wrong, with its `cause`; `flush` and `close` reject with the like. */
  readonly error: Error;

  /** Made by writers. */
  constructor(error: Error) {
    super('error', { cancelable: true });
    this.error = error;
  }
}
