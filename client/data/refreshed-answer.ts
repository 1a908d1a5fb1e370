// An answer that is asked for again when the log has changed: one request at a time, and not more often than a person
// reads.

/** Made by a dashboard. `changed` is called after an answer or an error. */
export class RefreshedAnswer<Answer> {
  /** The newest answer; kept while a newer one is on its way. */
  answer: Answer | undefined;
  /** Why the last request failed. */
  error: string | undefined;
  readonly #load: () => Promise<Answer>;
  readonly #changed: () => void;
  readonly #gapMs: number;
  #busy = false;
  #stale = false;
  /** Ends the pause behind an answer. */
  #wake: (() => void) | undefined;

  /** Between an answer and the next request lie at least `gapMs`. */
  constructor(load: () => Promise<Answer>, changed: () => void, gapMs: number) {
    this.#load = load;
    this.#changed = changed;
    this.#gapMs = gapMs;
  }

  /** Says that the log has changed. */
  want(): void {
    this.#stale = true;
    if (!this.#busy) void this.#fetch();
  }

  /** The user asks for another try, which waits for nothing. */
  retry(): void {
    this.want();
    this.#wake?.();
  }

  async #fetch(): Promise<void> {
    this.#busy = true;
    while (this.#stale) {
      this.#stale = false;
      try {
        this.answer = await this.#load();
        this.error = undefined;
      } catch (error) {
        this.error = error instanceof Error ? error.message : String(error);
      }
      this.#changed();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, this.#gapMs);
      });
    }
    this.#busy = false;
  }
}
