// When everything is looked at next: late where the system tells of every change, and told of none since the last look.

/**
 * Between two looks while all is quiet: what the system cannot keep for us, in a burst, the look behind the burst finds.
 */
const QUIET_LOOK_MS = 120_000;

interface LookPlanParts {
  /** Between the end of one look and the next; 0 means that there is none. */
  readonly intervalSeconds: number;
  readonly look: () => void;
  /** Whether the system would tell of any change. */
  readonly wouldBeTold: () => boolean;
  /** Hears whether the next look comes late. */
  readonly quiet: (isQuiet: boolean) => void;
}

/** One for each source of snapshots, which ends it. */
export class LookPlan {
  readonly #parts: LookPlanParts;
  #timer: NodeJS.Timeout | undefined;
  /** The system told of a change since the last look began. */
  #told = false;
  #quiet = false;
  #ended = false;

  constructor(parts: LookPlanParts) {
    this.#parts = parts;
  }

  /** A look begins. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#told = false;
  }

  /** The system told of a change, which ends the quiet. */
  changed(): void {
    this.#told = true;
    if (this.#quiet) this.plan();
  }

  /** Plans the next look, in place of one that was planned. */
  plan(): void {
    const { intervalSeconds, look, wouldBeTold, quiet } = this.#parts;
    if (intervalSeconds === 0 || this.#ended) return;
    this.#quiet = !this.#told && wouldBeTold();
    quiet(this.#quiet);
    const waitMs = intervalSeconds * 1000;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(look, this.#quiet ? Math.max(waitMs, QUIET_LOOK_MS) : waitMs);
    this.#timer.unref();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }
}
