// Asks the server for the columns of the run table, and again when the logs grew, though not all the time.
import type { RunColumnsAnswer, RunValuesAnswer, RunValuesRequest } from '../../../src/wire/run-columns.ts';
import type { ApiClient } from '../api-client.ts';
import { fieldsOf, OWN_FIELDS, type RunField } from './run-fields.ts';
import { NO_VALUES, type RunValues } from './run-record.ts';

/** While a training runs its columns are asked for this often. */
const REST_MS = 2000;

/** What the loader needs of the browser. */
export interface RunValuesParts {
  readonly api: Pick<ApiClient, 'json' | 'post'>;
  /** Called when fields or values, or the error, are others. */
  readonly changed: () => void;
  /** Runs `task` once after `ms` milliseconds. */
  readonly after: (ms: number, task: () => void) => void;
}

/** Made by the shell. Values stay as they were until newer ones come. */
export class RunValuesLoader {
  fields: readonly RunField[] = OWN_FIELDS;
  values: RunValues = NO_VALUES;
  /** Why values could not be fetched; asked for again at the next change. */
  error: string | undefined;
  readonly #parts: RunValuesParts;
  #wanted: readonly RunField[] = [];
  #asked: readonly RunField[] = [];
  #stale = false;
  #working = false;
  #resting = false;

  constructor(parts: RunValuesParts) {
    this.#parts = parts;
  }

  /** The logs grew, or there are other runs. */
  logsChanged(): void {
    this.#stale = true;
    void this.#work();
  }

  /** Says which fields are shown or needed. What is new among them is asked for at once. */
  want(fields: readonly RunField[]): void {
    this.#wanted = fields.filter(({ choice }) => choice);
    if (this.#wanted.some((field) => !this.#asked.includes(field))) void this.#work();
  }

  async #work(): Promise<void> {
    const missing = this.#wanted.some((field) => !this.#asked.includes(field));
    if (this.#working || !(missing || (this.#stale && !this.#resting))) return;
    this.#working = true;
    this.#asked = this.#wanted;
    try {
      if (this.#stale) await this.#list();
      this.#stale = false;
      await this.#fetch(this.#wanted);
      this.error = undefined;
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
    } finally {
      this.#working = false;
    }
    this.#rest();
    this.#parts.changed();
    void this.#work();
  }

  #rest(): void {
    if (this.#resting) return;
    this.#resting = true;
    this.#parts.after(REST_MS, () => {
      this.#resting = false;
      void this.#work();
    });
  }

  async #list(): Promise<void> {
    const { columns } = await this.#parts.api.json<RunColumnsAnswer>('run-columns');
    const known = new Map(this.fields.map((field) => [field.id, field]));
    // The same objects for the same fields, so that they are not asked for anew.
    const fields = fieldsOf(columns).map((field) => {
      const before = known.get(field.id);
      return before?.shown === field.shown ? before : field;
    });
    const same =
      fields.length === this.fields.length && fields.every((field, at) => field === this.fields[at]);
    if (!same) this.fields = fields;
  }

  async #fetch(fields: readonly RunField[]): Promise<void> {
    const body: RunValuesRequest = { columns: fields.flatMap(({ choice }) => choice ?? []) };
    const answer = await this.#parts.api.post<RunValuesAnswer>('run-columns/values', body);
    this.values = {
      runs: new Map(answer.runs.map((run, at) => [run, at])),
      lastSteps: answer.lastSteps,
      pausesSeconds: answer.pausesSeconds,
      columns: new Map(
        fields.map((field, at) => {
          const column = answer.columns[at];
          const values = column?.values ?? [];
          // What is no number in JSON comes as a text.
          const numbers = () => values.map((value) => (typeof value === 'string' ? Number(value) : value));
          return [field.id, column?.type === 'number' ? numbers() : values];
        }),
      ),
    };
  }
}
