// A graph as the page explores it: what is open, where it is drawn, what stands behind a box. Runs in a worker.
import type { ComparedGraphs, Difference } from '../compare/compare-graphs.ts';
import type { LevelLayout } from '../layout/level-layout.ts';
import { sceneOf } from '../layout/nested-layout.ts';
import type { Scene } from '../layout/scene.ts';
import { type Folding, foldingOf, isTrace } from '../structure/folding.ts';
import { type Hierarchy, hierarchyOf } from '../structure/hierarchy.ts';
import type { Operation } from '../structure/operations.ts';
import { parametersOf } from '../structure/parameters.ts';
import { amountsOf, type BoxValues, classesOf, differencesOf, type ValueMode } from './box-values.ts';
import { firstOpen } from './first-open.ts';
import { type ItemDetails, itemDetails } from './item-details.ts';
import type { Cost } from './run-profile.ts';
import { type Found, foundIn } from './search.ts';
import { traceOf } from './trace.ts';

/** How the graph is cut into boxes. */
export interface ExplorerOptions {
  /** Whether constants, weights and plumbing stand with what uses them. Default true. */
  readonly fold?: boolean;
  /** Whether numbered boxes of one structure stand in one. Default true. */
  readonly series?: boolean;
}

/** What a graph is, before anything of it is drawn. */
export interface GraphSummary {
  readonly operations: number;
  /** Of those that are not folded. */
  readonly drawn: number;
  readonly isTrace: boolean;
  /** Paths of what is open at first. */
  readonly firstOpen: readonly string[];
  /** Of graphs that were compared, how many operations differ in which way, and which they are. */
  readonly compared: ComparedSummary | undefined;
}

/** How many numbers a model learns. */
export interface ParameterCount {
  readonly parameters: number;
  /** Whether some weights have no known number. */
  readonly isLeast: boolean;
}

export interface ComparedSummary {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** How many are matched by names without their numbers. */
  readonly renumbered: number;
  /** The first of them, in the order of the graph. */
  readonly listed: readonly {
    readonly path: string;
    readonly label: string;
    readonly difference: Difference;
  }[];
}

const MOST_DIFFERENCES = 200;

/** What to draw; paths that are not there are passed over. */
export interface View {
  readonly open: readonly string[];
  /** Put beside the graph, and into it, by the user. */
  readonly aside?: readonly string[];
  readonly inside?: readonly string[];
}

/** One graph. Everything is reckoned when asked for; scopes that were laid out stay so. */
export class Explorer {
  readonly operations: readonly Operation[];
  readonly folding: Folding;
  readonly hierarchy: Hierarchy;
  #parameters: readonly (number | undefined)[] | undefined;
  /** How the operations differ from those of another graph; undefined where there is none. */
  readonly compared: ComparedGraphs | undefined;
  #costs: ReadonlyMap<string, Cost> = new Map();
  readonly #layouts = new Map<string, LevelLayout>();

  constructor(
    operations: readonly Operation[],
    { fold = true, series = true }: ExplorerOptions = {},
    compared?: ComparedGraphs,
  ) {
    this.compared = compared;
    this.operations = operations;
    this.folding = foldingOf(operations, fold);
    this.hierarchy = hierarchyOf(operations, this.folding, { series });
  }

  /** By operation that is drawn; undefined where the number of its weights is not known. */
  get parameters(): readonly (number | undefined)[] {
    this.#parameters ??= parametersOf(this.operations, this.folding);
    return this.#parameters;
  }

  get parameterCount(): ParameterCount {
    return {
      parameters: this.parameters.reduce((sum: number, count) => sum + (count ?? 0), 0),
      isLeast: this.parameters.some((count) => count === undefined),
    };
  }

  get summary(): GraphSummary {
    return {
      operations: this.operations.length,
      drawn: this.hierarchy.items[0]?.operations ?? 0,
      isTrace: isTrace(this.operations),
      firstOpen: firstOpen(this.hierarchy).map((id) => this.hierarchy.items[id]?.path ?? ''),
      compared: this.#comparedSummary(),
    };
  }

  #comparedSummary(): ComparedSummary | undefined {
    const { compared, folding, hierarchy } = this;
    if (!compared) return undefined;
    const count = (wanted: Difference) => compared.differences.filter((one) => one === wanted).length;
    const userOf = new Map<number, number>();
    folding.holds.forEach((held, user) => {
      for (const at of held) userOf.set(at, user);
    });
    const listed = new Map<number, ComparedSummary['listed'][number]>();
    // What an operation holds says less of it than it does itself.
    const order = [...folding.folded.keys()].sort(
      (a, b) => Number(folding.folded[a]) - Number(folding.folded[b]),
    );
    for (const at of order) {
      const difference = compared.differences[at] ?? 'same';
      const id = hierarchy.itemOf[folding.folded[at] ? (userOf.get(at) ?? -1) : at] ?? -1;
      const path = hierarchy.items[id]?.path;
      if (difference === 'same' || path === undefined || listed.has(id)) continue;
      if (listed.size < MOST_DIFFERENCES)
        listed.set(id, {
          path,
          label: this.labelOf(id),
          difference: folding.folded[at] ? 'changed' : difference,
        });
    }
    return {
      renumbered: compared.renumbered,
      added: count('added'),
      removed: count('removed'),
      changed: count('changed'),
      listed: [...listed.values()],
    };
  }

  scene({ open, aside = [], inside = [] }: View): Scene {
    const ids = (paths: readonly string[]) => paths.flatMap((path) => this.idOf(path) ?? []);
    return sceneOf({
      operations: this.operations,
      folding: this.folding,
      hierarchy: this.hierarchy,
      open: new Set(ids(open)),
      aside: new Map([
        ...ids(aside).map((id) => [id, true] as const),
        ...ids(inside).map((id) => [id, false] as const),
      ]),
      cache: this.#layouts,
    });
  }

  details(path: string): ItemDetails | undefined {
    const id = this.idOf(path);
    return id === undefined ? undefined : itemDetails(this, id);
  }

  /** Paths of the boxes around one, the outermost first, without itself; undefined where it is not there. */
  around(path: string): readonly string[] | undefined {
    const id = this.idOf(path);
    if (id === undefined) return undefined;
    const { items } = this.hierarchy;
    const paths: string[] = [];
    for (let at = items[id]?.parent ?? -1; at > 0; at = items[at]?.parent ?? -1)
      paths.unshift(items[at]?.path ?? '');
    return paths;
  }

  /** Takes what a run cost, in place of that of the run before; tells how many operations it knows of. */
  setCosts(costs: ReadonlyMap<string, Cost>): number {
    this.#costs = costs;
    return this.operations.filter(({ name }) => costs.has(name)).length;
  }

  costOf(name: string): Cost | undefined {
    return this.#costs.get(name);
  }

  /** What to colour boxes by. */
  values(mode: ValueMode): BoxValues {
    if (mode === 'difference') return differencesOf(this);
    return mode === 'op' || mode === 'device' || mode === 'cluster'
      ? classesOf(this, mode)
      : amountsOf(this, mode, this.#costs);
  }

  /** Paths of everything that a box depends on; undefined where it is not there. */
  trace(path: string): readonly string[] | undefined {
    const id = this.idOf(path);
    return id === undefined ? undefined : traceOf(this, id);
  }

  /** The box and those around it in words: `CNN › features › Conv2d 0`. */
  labelOf(id: number): string {
    const { items } = this.hierarchy;
    const titles: string[] = [];
    for (let at = id; at > 0; at = items[at]?.parent ?? 0) titles.unshift(items[at]?.title ?? '');
    return titles.join(' › ');
  }

  search(query: string, most: number): readonly Found[] {
    return foundIn(this, query, most);
  }

  /** A folded operation is where it is used first. */
  idOf(path: string): number | undefined {
    return this.hierarchy.byPath.get(path);
  }
}
