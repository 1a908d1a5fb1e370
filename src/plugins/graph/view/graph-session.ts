// One graph after the other in the worker, and of each what the page shows now. Answers that come too late are dropped.
import type { BoxValues, ValueMode } from '../model/explore/box-values.ts';
import type { ExplorerOptions, GraphSummary, ParameterCount, View } from '../model/explore/explorer.ts';
import type { ItemDetails } from '../model/explore/item-details.ts';
import type { ModuleRow } from '../model/explore/module-table.ts';
import type { Found } from '../model/explore/search.ts';
import type { Scene } from '../model/layout/scene.ts';
import { GraphReader } from './graph-reader.ts';
import type { GivenGraph, GraphTasks, TaskName } from './graph-tasks.ts';

/** Status of HTTP. */
const TOO_LARGE = 413;

/** Made by a dashboard, which closes it. `changed` is called whenever one of the fields is another. */
export class GraphSession {
  summary: GraphSummary | undefined;
  /** Told behind the first picture. */
  count: ParameterCount | undefined;
  scene: Scene | undefined;
  details: ItemDetails | undefined;
  /** Path of the chosen box where the graph has none of that name. */
  lost: string | undefined;
  /** What boxes are coloured by; undefined until it is known. */
  values: BoxValues | undefined;
  /** Paths of what the chosen box depends on, while that is to be seen. */
  traced: ReadonlySet<string> | undefined;
  hits: readonly Found[] | undefined;
  /** Why there is nothing to draw. */
  error: string | undefined;
  /** Whether that is because the server sends so large a graph only where it is asked for. */
  tooLarge = false;
  /** The table of modules; undefined until it was asked for. */
  rows: readonly ModuleRow[] | undefined;
  /** How many graphs are on their way. */
  loading = 0;
  readonly #changed: () => void;
  readonly #reader = new GraphReader();
  /** How often each kind of thing was asked for: only the newest answer counts. */
  readonly #asked = new Map<string, number>();
  #asScene = '';
  #asDetails: string | undefined;
  #asTrace: string | undefined;
  #asValues = '';

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Takes the graph that `read` brings in place of the one before; with two, the first compared with the second. */
  async open(
    read: () => Promise<readonly GivenGraph[]>,
    options: ExplorerOptions,
    view: Readonly<Record<string, string>>,
  ): Promise<void> {
    this.loading++;
    this.error = undefined;
    this.tooLarge = false;
    this.#changed();
    await this.#newest(
      'open',
      async () => {
        const [graph, before] = await read();
        if (!graph) throw new Error('There is no graph.');
        const moved = [graph, ...(before ? [before] : [])].map(({ bytes }) => bytes);
        return this.#reader.ask('open', { graph, before, options, view }, moved);
      },
      ({ summary, asked, scene }) => {
        this.summary = summary;
        this.count = undefined;
        this.scene = scene;
        this.details = undefined;
        this.lost = undefined;
        this.hits = undefined;
        this.rows = undefined;
        this.traced = undefined;
        this.values = undefined;
        this.#asScene = JSON.stringify(asked);
        this.#asDetails = undefined;
        this.#asTrace = undefined;
        this.#asValues = '';
      },
    );
    this.loading--;
    // Of another graph than the one that is asked for.
    if (this.error !== undefined && this.loading === 0) this.summary = this.scene = this.details = undefined;
    this.#changed();
    await this.#newest(
      'count',
      async () => (this.summary ? this.#reader.ask('parameters', {}) : undefined),
      (count) => {
        this.count = count;
      },
    );
  }

  /** Looks up the table of modules, once for each graph. */
  async tabulate(most: number): Promise<void> {
    if (!this.summary || this.rows) return;
    await this.#newest(
      'rows',
      () => this.#reader.ask('table', { most }),
      (rows) => {
        this.rows = rows;
      },
    );
  }

  /** Lays out what is open, unless that is what is shown already. */
  async show(view: View): Promise<void> {
    const key = JSON.stringify(view);
    if (!this.summary || key === this.#asScene) return;
    this.#asScene = key;
    await this.#newest(
      'scene',
      () => this.#reader.ask('scene', view),
      (scene) => {
        this.scene = scene;
      },
    );
  }

  /** Looks up what stands behind a box. */
  async choose(path: string | undefined): Promise<void> {
    if (!this.summary || path === this.#asDetails) return;
    this.#asDetails = path;
    await this.#newest(
      'details',
      async () => (path ? this.#reader.ask('details', { path }) : undefined),
      (details) => {
        this.details = details;
        this.lost = details ? undefined : path;
      },
    );
  }

  /** Looks up what to colour boxes by; `readProfile` brings the run's RunMetadata where the mode needs it. */
  async color(mode: ValueMode | undefined, profile: string, readProfile: () => Promise<ArrayBuffer>) {
    const key = `${mode ?? ''} ${profile}`;
    if (!this.summary || key === this.#asValues) return;
    this.#asValues = key;
    this.values = undefined;
    if (!mode) return;
    await this.#newest(
      'values',
      async () => {
        if (profile !== '') {
          const bytes = await readProfile();
          await this.#reader.ask('profile', { bytes }, [bytes]);
        }
        return this.#reader.ask('values', { mode });
      },
      (values) => {
        this.values = values;
        // What a run cost stands in the panel too.
        this.#asDetails = undefined;
      },
    );
  }

  /** Finds what leads to a box; undefined forgets it. */
  async trace(path: string | undefined): Promise<void> {
    if (!this.summary || path === this.#asTrace) return;
    this.#asTrace = path;
    await this.#newest(
      'trace',
      async () => (path ? this.#reader.ask('trace', { path }) : undefined),
      (paths) => {
        this.traced = paths && new Set(paths);
      },
    );
  }

  async search(query: string, most: number): Promise<void> {
    await this.#newest(
      'hits',
      () => this.#reader.ask('search', { query, most }),
      (hits) => {
        this.hits = hits;
      },
    );
  }

  ask<Name extends TaskName>(task: Name, ask: GraphTasks[Name]['ask']): Promise<GraphTasks[Name]['answer']> {
    return this.#reader.ask(task, ask);
  }

  close(): void {
    this.#reader.close();
  }

  async #newest<Answer>(
    kind: string,
    ask: () => Promise<Answer>,
    take: (answer: Answer) => void,
  ): Promise<void> {
    const turn = (this.#asked.get(kind) ?? 0) + 1;
    this.#asked.set(kind, turn);
    const isNewest = () => this.#asked.get(kind) === turn;
    try {
      const answer = await ask();
      if (isNewest()) take(answer);
    } catch (error) {
      if (isNewest()) {
        this.error = error instanceof Error ? error.message : String(error);
        this.tooLarge = error instanceof Error && 'status' in error && error.status === TOO_LARGE;
      }
    }
    if (isNewest()) this.#changed();
  }
}
