// Fetches one answer for each series that is wanted, a few at a time, and again when the series changed.
import type { SeriesInfo } from '../../src/wire/api.ts';

/** What names a series. */
type Named = Pick<SeriesInfo, 'run' | 'tag'>;

/** Requests at a time: browsers hold six connections to a server, and pictures want some of them. */
const AT_ONCE = 3;

interface Entry<Answer, Item> {
  /** What was asked for last. */
  readonly asked: Item;
  /** The newest answer; kept while a newer one is on its way. */
  readonly answer: Answer | undefined;
  readonly error: string | undefined;
}

const keyOf = ({ run, tag }: Named) => `${run}\0${tag}`;

/**
 * Made by a dashboard, for heavy values that come as a whole. `changed` is called after an answer or an error. An item
 * is a series, or what is asked of one.
 */
export class SeriesLoader<Answer, Item extends Named = SeriesInfo> {
  readonly #load: (item: Item) => Promise<Answer>;
  readonly #changed: () => void;
  #wanted: readonly Item[] = [];
  #entries = new Map<string, Entry<Answer, Item>>();
  #underWay = new Set<string>();

  constructor(load: (item: Item) => Promise<Answer>, changed: () => void) {
    this.#load = load;
    this.#changed = changed;
  }

  /** Says what is on screen, the most urgent first. A series that is another object than last time is asked for anew. */
  want(series: readonly Item[]): void {
    this.#wanted = series;
    for (const item of series) {
      if (this.#underWay.size >= AT_ONCE) return;
      const key = keyOf(item);
      if (!this.#underWay.has(key) && this.#entries.get(key)?.asked !== item) void this.#fetch(key, item);
    }
  }

  /** The newest answer, maybe to an older question; undefined before the first. */
  answerTo(series: Named): Answer | undefined {
    return this.#entries.get(keyOf(series))?.answer;
  }

  /** The question to which the answer or the error belongs; undefined before the first. */
  askedOf(series: Named): Item | undefined {
    return this.#entries.get(keyOf(series))?.asked;
  }

  /** Why the last request failed; undefined when it did not. */
  errorOf(series: Named): string | undefined {
    return this.#entries.get(keyOf(series))?.error;
  }

  /** Asks again for what failed. */
  retry(): void {
    for (const [key, { error }] of this.#entries) if (error !== undefined) this.#entries.delete(key);
    this.#changed();
    this.want(this.#wanted);
  }

  /** Forgets all answers, and those under way, as where something else is to be asked of each series. */
  forget(): void {
    this.#entries = new Map();
    this.#underWay = new Set();
  }

  /** Forgets all answers but those to these series. */
  retain(series: Iterable<Named>): void {
    const names = new Set(Array.from(series, keyOf));
    for (const key of this.#entries.keys()) if (!names.has(key)) this.#entries.delete(key);
  }

  async #fetch(key: string, asked: Item): Promise<void> {
    const underWay = this.#underWay.add(key);
    const told = await this.#load(asked).then(
      (answer) => ({ answer, error: undefined }),
      (error: unknown) => ({
        answer: this.#entries.get(key)?.answer,
        error: error instanceof Error ? error.message : String(error),
      }),
    );
    underWay.delete(key);
    if (underWay !== this.#underWay) return;
    this.#entries.set(key, { asked, ...told });
    this.#changed();
    this.want(this.#wanted);
  }
}
