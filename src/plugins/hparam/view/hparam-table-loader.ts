// Fetches the table of sessions: again when the log has changed, one request at a time and not more often than a person
// reads numbers.
import type { Api } from '../../../../client/plugin-host.ts';
import type { HParamTable } from '../kind.ts';

const GAP_MS = 1000;

/** Made by the dashboard. `changed` is called after an answer or an error. */
export class HParamTableLoader {
  /** The newest answer; kept while a newer one is on its way. */
  answer: HParamTable | undefined;
  /** Why the last request failed. */
  error: string | undefined;
  readonly #api: () => Api;
  readonly #changed: () => void;
  #busy = false;
  #stale = false;

  constructor(api: () => Api, changed: () => void) {
    this.#api = api;
    this.#changed = changed;
  }

  /** Says that the log has changed, or that the user asks for another try. */
  want(): void {
    this.#stale = true;
    if (!this.#busy) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    this.#busy = true;
    while (this.#stale) {
      this.#stale = false;
      try {
        this.answer = await this.#api().json<HParamTable>('hparams/table');
        this.error = undefined;
      } catch (error) {
        this.error = error instanceof Error ? error.message : String(error);
      }
      this.#changed();
      await new Promise((resolve) => setTimeout(resolve, GAP_MS));
    }
    this.#busy = false;
  }
}
