// All that the run table is made of: what the server tells, what the address asks for, what users wrote about runs, and
// what the browser keeps.
import type { DeleteRunsAnswer } from '../../../src/wire/api.ts';
import { RUN_NOTES, type RunNote, type RunNotes } from '../../../src/wire/run-notes.ts';
import type { Place } from '../../data/address-bar.ts';
import type { ApiClient } from '../../data/api-client.ts';
import type { AppState } from '../../data/app-state.ts';
import type { RunField } from '../../data/run-table/run-fields.ts';
import { type RunTable, type RunTableParts, runTableOf } from '../../data/run-table/run-table.ts';
import { RunValuesLoader } from '../../data/run-table/run-values-loader.ts';
import type { VisibleRun } from '../../plugin-host.ts';
import { taskTurn } from '../../turns/task-turn.ts';
import { keep, kept } from '../kept.ts';

const COLUMNS = 'runs.columns';
const NAME_WIDTH = 'runs.name-width';
const NO_NAMES: ReadonlySet<string> = new Set();
const MANY_RUNS = 1000;

/** Made by the shell and told each change; `changed` is called when the shell is to be drawn anew. */
export class RunTableState {
  /** Whether ignored runs are listed. */
  withIgnored = false;
  /** Labels of collapsed groups; as long as the page lasts. */
  collapsed: ReadonlySet<string> = NO_NAMES;
  /** What could not be done, for the user. */
  failure: string | undefined;
  readonly #api: ApiClient;
  readonly #changed: () => void;
  readonly #notes;
  readonly #loader: RunValuesLoader;
  #engine = false;
  #logdir = '';
  #pinned = NO_NAMES;
  #nameRem = Number(kept(NAME_WIDTH)) || undefined;
  #columns: readonly string[] | undefined = listOf(kept(COLUMNS));
  #parts: RunTableParts | undefined;
  #table: RunTable | undefined;
  #visible: readonly VisibleRun[] = [];

  constructor(api: ApiClient, changed: () => void) {
    this.#api = api;
    this.#changed = changed;
    this.#notes = api.document<RunNotes>(RUN_NOTES);
    this.#loader = new RunValuesLoader({ api, changed, after: (ms, task) => setTimeout(task, ms) });
  }

  /** Begins to read; the answered function ends it. */
  start(): () => void {
    return this.#notes.subscribe(this.#changed);
  }

  /** From now on patterns can be looked for. */
  engineCame(): void {
    this.#engine = true;
    this.#changed();
  }

  get fields(): readonly RunField[] {
    return this.#loader.fields;
  }

  get values() {
    return this.#loader.values;
  }

  /** Fields of the shown columns, in their order. */
  get columns(): readonly RunField[] {
    const { fields } = this;
    if (!this.#columns) return fields.filter(({ shown, id }) => shown && id !== 'name');
    return this.#columns.flatMap((id) => fields.find((field) => field.id === id) ?? []);
  }

  /** By their ids; kept by the browser. */
  chooseColumns(ids: readonly string[]): void {
    this.#columns = ids;
    keep(COLUMNS, JSON.stringify(ids));
    this.#changed();
  }

  /** Runs that the tabs show; the same list until one of them is another. */
  get visible(): readonly VisibleRun[] {
    return this.#visible;
  }

  /** Where notes are kept, as a sentence, and what is wrong with them. */
  get where(): string {
    const { answer } = this.#notes;
    if (answer?.problem) return `${answer.problem.file}: ${answer.problem.what}; ${answer.problem.done}.`;
    return answer?.place === 'user'
      ? 'Kept in your folder of settings, since nothing can be written beside the logs.'
      : 'Kept in .runboard/runs.json beside the logs; event files are never changed.';
  }

  get notesProblem() {
    return this.#notes.answer?.problem ?? undefined;
  }

  /** To be called before many runs are drawn: what `update` answers then is made in a task of its own. */
  async prepare(state: AppState, place: Place): Promise<void> {
    if (state.runs.length <= MANY_RUNS) return;
    this.update(state, place);
    await taskTurn();
  }

  /** Takes in what there is now; made anew only where something is another. */
  update(state: AppState, place: Place): RunTable {
    if (state.logdir !== this.#logdir) {
      this.#logdir = state.logdir;
      this.#pinned = new Set(listOf(kept(this.#pinnedName)) ?? []);
    }
    const parts: RunTableParts = {
      runs: state.runs,
      notes: this.#notes.body,
      fields: this.#loader.fields,
      values: this.#loader.values,
      filter: place.runFilter,
      ticks: place.ticks,
      order: place.table.order,
      grouping: place.table.grouping,
      mean: place.table.mean === '1',
      pinned: this.#pinned,
      baseline: place.table.baseline,
      withIgnored: this.withIgnored,
      collapsed: this.collapsed,
      engine: this.#engine,
    };
    let table = this.#table;
    if (!table || !this.#parts || !isSame(this.#parts, parts)) {
      table = runTableOf(parts);
      this.#visible = sameOr(this.#visible, table.visible);
    }
    this.#parts = parts;
    this.#table = table;
    this.#loader.want([...this.columns, ...table.needed]);
    return table;
  }

  /** That runs or series came, grew or vanished. */
  logsChanged(): void {
    this.#loader.logsChanged();
  }

  collapse(label: string, collapsed: boolean): void {
    const next = new Set(this.collapsed);
    if (collapsed) next.add(label);
    else next.delete(label);
    this.collapsed = next;
    this.#changed();
  }

  /** Width of the names' column, kept by the browser; undefined as at first. */
  get nameRem(): number | undefined {
    return this.#nameRem;
  }

  setNameRem(rem: number | undefined): void {
    this.#nameRem = rem;
    keep(NAME_WIDTH, rem === undefined ? undefined : String(rem));
    this.#changed();
  }

  pin(names: Iterable<string>, pinned: boolean): void {
    const next = new Set(this.#pinned);
    for (const name of names)
      if (pinned) next.add(name);
      else next.delete(name);
    this.#pinned = next;
    keep(this.#pinnedName, next.size === 0 ? undefined : JSON.stringify([...next]));
    this.#changed();
  }

  /** Changes what is written about runs; a run about which nothing is left is taken out. */
  async annotate(names: Iterable<string>, change: (before: RunNote) => RunNote): Promise<void> {
    const list = [...names];
    this.failure = undefined;
    await this.#try(
      this.#notes.update((before) => {
        const runs = new Map(Object.entries(before?.runs ?? {}));
        for (const name of list) {
          const note = change(runs.get(name) ?? {});
          if (Object.keys(note).length > 0) runs.set(name, note);
          else runs.delete(name);
        }
        // What other versions of this page wrote beside the runs stays.
        return { ...before, version: RUN_NOTES.version, runs: Object.fromEntries(runs) };
      }),
    );
  }

  /** Moves runs to the trash. Gives back how many went. */
  async delete(names: readonly string[]): Promise<number> {
    this.failure = undefined;
    const answer = await this.#try(this.#api.post<DeleteRunsAnswer>('runs/delete', { runs: names }));
    const [first, ...rest] = answer?.failed ?? [];
    if (first) {
      const others = rest.length > 0 ? `, and ${rest.length} others likewise` : '';
      this.failure = `${first.run} was not deleted: ${first.why}${others}.`;
    }
    this.#changed();
    return answer?.done.length ?? 0;
  }

  async #try<Answer>(wish: Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await wish;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      this.#changed();
      return undefined;
    }
  }

  get #pinnedName(): string {
    return `runs.pinned:${this.#logdir}`;
  }
}

function isSame(a: RunTableParts, b: RunTableParts): boolean {
  return (Object.keys(a) as (keyof RunTableParts)[]).every((name) => Object.is(a[name], b[name]));
}

/** The old list where nothing in it changed, so that dashboards see no change either. */
function sameOr(before: readonly VisibleRun[], now: readonly VisibleRun[]): readonly VisibleRun[] {
  const same = (a: VisibleRun, b: VisibleRun | undefined) =>
    a.name === b?.name &&
    a.color === b.color &&
    Object.is(a.startTimeSeconds, b.startTimeSeconds) &&
    a.label === b.label &&
    a.baseline === b.baseline &&
    a.group?.label === b.group?.label &&
    a.group?.mean === b.group?.mean;
  return before.length === now.length && before.every((run, at) => same(run, now[at])) ? before : now;
}

/** A kept list of texts; undefined for anything else. */
function listOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
