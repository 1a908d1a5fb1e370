// Fetches one answer for each series that is wanted, a few at a time, and again when the series changed.
import type { SeriesInfo } from '../../src/wire/api.ts';

/** Requests at a time: browsers hold six connections to a server, and pictures want some of them. */
const AT_ONCE = 3;

interface Entry<Answer> {
  /** What was asked for last. */
  readonly asked: SeriesInfo;
  /** The newest answer; kept while a newer one is on its way. */
  readonly answer: Answer | undefined;
  readonly error: string | undefined;
}

const keyOf = ({ run, tag }: SeriesInfo) => `${run}\0${tag}`;

/** Made by a dashboard, for heavy values that come as a whole. `changed` is called after an answer or an error. */
export class SeriesLoader<Answer> {
  readonly #load: (series: SeriesInfo) => Promise<Answer>;
  readonly #changed: () => void;
  #wanted: readonly SeriesInfo[] = [];
  #entries = new Map<string, Entry<Answer>>();
  #underWay = new Set<string>();

  constructor(load: (series: SeriesInfo) => Promise<Answer>, changed: () => void) {
    this.#load = load;
    this.#changed = changed;
  }

  /** Says what is on screen, the most urgent first. A series that is another object than last time is asked for anew. */
  want(series: readonly SeriesInfo[]): void {
    this.#wanted = series;
    for (const item of series) {
      if (this.#underWay.size >= AT_ONCE) return;
      const key = keyOf(item);
      if (!this.#underWay.has(key) && this.#entries.get(key)?.asked !== item) void this.#fetch(key, item);
    }
  }

  /** The newest answer, maybe to an older question; undefined before the first. */
  answerTo(series: SeriesInfo): Answer | undefined {
    return this.#entries.get(keyOf(series))?.answer;
  }

  /** Why the last request failed; undefined when it did not. */
  errorOf(series: SeriesInfo): string | undefined {
    return this.#entries.get(keyOf(series))?.error;
  }

  /** Asks again for what failed. */
  retry(): void {
    for (const [key, { error }] of this.#entries) if (error !== undefined) this.#entries.delete(key);
    this.#changed();
    this.want(this.#wanted);
  }

  /** Forgets all answers but those to these series. */
  retain(series: Iterable<SeriesInfo>): void {
    const names = new Set(Array.from(series, keyOf));
    for (const key of this.#entries.keys()) if (!names.has(key)) this.#entries.delete(key);
  }

  async #fetch(key: string, asked: SeriesInfo): Promise<void> {
    this.#underWay.add(key);
    const told = await this.#load(asked).then(
      (answer) => ({ answer, error: undefined }),
      (error: unknown) => ({
        answer: this.#entries.get(key)?.answer,
        error: error instanceof Error ? error.message : String(error),
      }),
    );
    this.#underWay.delete(key);
    this.#entries.set(key, { asked, ...told });
    this.#changed();
    this.want(this.#wanted);
  }
}
