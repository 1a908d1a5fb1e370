// What the tab of embeddings knows and does; projector-dashboard.ts draws it.
import { LitElement, type PropertyValues } from 'lit';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dashboardStyles } from '../../../../client/components/dashboard-styles.ts';
import { RefreshedAnswer } from '../../../../client/data/refreshed-answer.ts';
import {
  type Api,
  type DashboardElement,
  type KeptDocument,
  THEME_CHANGE,
  VIEW_CHANGE,
  type VisibleRun,
} from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { DocumentBody } from '../../../wire/documents.ts';
import { type EmbeddingsAnswer, PROJECTOR_DEFAULT, type RunEmbeddings } from '../kind.ts';
import type { LabelColumn } from '../model/label-columns.ts';
import { AxisSearch } from './axis-search.ts';
import { BookmarkList } from './bookmark-list.ts';
import { channelsOf, type RampColors } from './coloring.ts';
import { type Choice, choiceOf, type EmbeddingSeries, embeddingSeriesOf, visibleOf } from './data/choice.ts';
import type { PointTable } from './data/point-table.ts';
import { TableSource } from './data/table-source.ts';
import { Kept } from './kept.ts';
import { requestOf } from './method-request.ts';
import {
  type MethodSettings,
  methodSettingsOf,
  methodTextsOf,
  textsOf,
  withDefault,
} from './method-settings.ts';
import { NeighborSearch } from './neighbor-search.ts';
import type { ProjectionRequest } from './projection-runner.ts';
import { ProjectionRunner } from './projection-runner.ts';
import { type Metric, prepareProjection } from './projections.ts';
import { RowSearch } from './row-search.ts';
import { ascending, NO_ROWS, rowsOfText, rowsWhere, textOfRows, unionOf } from './row-sets.ts';
import { prepareScene } from './scene/point-scene.ts';
import type { DragMode, PointChoice } from './scene/point-view.ts';
import type { Chosen, Placed } from './scene/scene-messages.ts';
import { ShownPoints } from './shown-points.ts';

const GAP_MS = 1000;
/** Configs are read anew this often while somebody looks; a new embedding changes no event file. */
const LOOK_MS = 10_000;
const FIRST_NEIGHBORS = 20;

/** The logdir's document; a user may have written it by hand. */
interface MethodDefault extends DocumentBody {
  readonly settings?: Readonly<Record<string, unknown>>;
}

export abstract class EmbeddingsView extends LitElement implements DashboardElement {
  static override properties = {
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
    selected: { state: true },
    hovered: { state: true },
    isolated: { state: true },
    mode: { state: true },
    dropping: { state: true },
  };
  static override styles = [controlStyles, dashboardStyles];
  declare api: Api;
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];
  declare view: Readonly<Record<string, string>>;
  /** Rows, in the order in which they were chosen. */
  declare selected: Uint32Array;
  declare hovered: number | undefined;
  /** Rows that are looked at alone, ascending. */
  declare isolated: Uint32Array | undefined;
  declare mode: DragMode;
  declare dropping: boolean;

  protected readonly list = new RefreshedAnswer<EmbeddingsAnswer>(
    () => this.api.json('projector/embeddings'),
    () => this.requestUpdate(),
    GAP_MS,
  );
  readonly #changed = () => this.requestUpdate();
  protected readonly source = new TableSource(this.#changed);
  protected readonly runner = new ProjectionRunner(this.#changed);
  protected readonly search = new RowSearch(this.#changed);
  protected readonly filter = new RowSearch(this.#changed);
  protected readonly neighbors = new NeighborSearch(this.#changed);
  protected readonly shown = new ShownPoints();
  protected readonly bookmarks = new BookmarkList(this.#changed);
  readonly #axes = new AxisSearch(this.#changed);
  readonly #all = new Kept<readonly EmbeddingSeries[]>();
  readonly #shownRuns = new Kept<readonly RunEmbeddings[]>();
  readonly #withDefault = new Kept<Readonly<Record<string, string>>>();
  #default: KeptDocument<MethodDefault> | undefined;
  #defaultError: string | undefined;
  #forgetDefault: () => void = () => undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ramp: RampColors | undefined;
  #values: Float32Array | undefined;
  readonly #settingsOf = new Kept<MethodSettings>();
  readonly #request = new Kept<ProjectionRequest>();
  #selectText = '';
  protected methodNote = '';

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
    this.selected = NO_ROWS;
    this.hovered = undefined;
    this.isolated = undefined;
    this.mode = 'move';
    this.dropping = false;
    new OnScreen(this, (now) => {
      clearInterval(this.#timer);
      if (!now) return;
      if (this.hasUpdated) this.list.want();
      this.#timer = setInterval(() => this.list.want(), LOOK_MS);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    prepareScene();
    prepareProjection();
    window.addEventListener(THEME_CHANGE, this.#themed);
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(THEME_CHANGE, this.#themed);
    for (const part of [this.source, this.runner, this.search, this.filter, this.neighbors, this.#axes])
      part.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('api')) this.#readDefault();
    if (changed.has('api') || changed.has('series') || changed.has('runs')) this.list.want();
    const { choice } = this;
    if (choice && this.isConnected) this.source.want(this.api, choice);
    const { table } = this.source;
    if (!table || !this.isConnected) return;
    this.#forgetRowsOfOthers(table);
    this.#readSelection(table);
    this.#wantBookmarks(choice);
    this.#wantRows(table);
    this.#wantProjection(table);
    const [row] = this.selected;
    const one = this.selected.length === 1 && row !== undefined;
    const query = { table, count: this.neighborCount, metric: this.metric };
    this.neighbors.want(one ? { ...query, row } : undefined);
  }

  /** Those that the log has beside the points. */
  #wantBookmarks(choice: Choice | undefined): void {
    const info = choice?.series.steps[choice.at]?.info;
    if (!info?.hasBookmarks || this.source.files !== undefined) return;
    const query = { run: choice?.series.run ?? '', name: info.name };
    void this.bookmarks.wantOfLog(JSON.stringify(query), () => this.api.file('projector/bookmarks', query));
  }

  #readDefault(): void {
    this.#forgetDefault();
    this.#default = this.api.document<MethodDefault>(PROJECTOR_DEFAULT);
    this.#forgetDefault = this.#default.subscribe(this.#changed);
  }

  /** Rows mean the same at the next step of a series as long as there are as many. */
  #forgetRowsOfOthers({ values, rows }: PointTable): void {
    const before = this.#values;
    this.#values = values;
    if (before === undefined || before === values) return;
    this.hovered = undefined;
    if (this.selected.some((row) => row >= rows)) this.#select(NO_ROWS);
    if (this.isolated?.some((row) => row >= rows)) this.isolated = undefined;
  }

  /** What a link says, or a step back in the browser. */
  #readSelection({ rows }: PointTable): void {
    const text = this.view['select'] ?? '';
    if (text === this.#selectText) return;
    this.#selectText = text;
    if (text !== textOfRows(this.selected)) this.selected = rowsOfText(text, rows);
  }

  /** Few rows stand in the address, too. */
  #select(rows: Uint32Array): void {
    this.selected = rows;
    const text = textOfRows(rows);
    if (text !== (this.view['select'] ?? '')) this.set({ select: text });
  }

  #wantRows({ rows, labels: { columns } }: PointTable): void {
    const isRegex = this.view['regex'] === '1';
    const of = (name: string | undefined): readonly LabelColumn[] => {
      const column = columns.find((one) => one.name === name);
      return column ? [column] : columns;
    };
    const { find = '', in: findIn, show = '', showin } = this.view;
    this.search.want({ columns: of(findIn), rows, pattern: find, isRegex });
    this.filter.want({ columns: of(showin), rows, pattern: show, isRegex });
  }

  #wantProjection(table: PointTable): void {
    const { settings, isolated, isFlat } = this;
    const tableKey = this.source.key;
    const isCustom = settings.name === 'custom';
    if (isCustom) this.#axes.want(table, settings);
    const { method, key } = this.#axes;
    this.methodNote = isCustom && typeof method === 'string' ? method : '';
    if (this.methodNote !== '') return;
    const linear = isCustom && typeof method !== 'string' ? { method, key } : undefined;
    // Its key is made of all rows that are isolated.
    const request = this.#request.of([settings, tableKey, table, isolated, isFlat, linear?.key], () =>
      requestOf(settings, { tableKey, table, isolated, flat: isFlat, linear }),
    );
    this.runner.want(request);
  }

  protected get settings(): MethodSettings {
    const { methodView, isFlat } = this;
    const dimensions = this.source.table?.dimensions ?? 0;
    return this.#settingsOf.of([methodView, dimensions, isFlat], () =>
      methodSettingsOf(methodView, dimensions, isFlat),
    );
  }

  get #visibleRuns(): readonly RunEmbeddings[] {
    const { answer } = this.list;
    const names = this.runs.map(({ name }) => name);
    return this.#shownRuns.of([answer, this.runs], () => (answer ? visibleOf(answer, names) : []));
  }

  protected get visible(): readonly EmbeddingSeries[] {
    const runs = this.#visibleRuns;
    return this.#all.of([runs], () => embeddingSeriesOf(runs));
  }

  /** What is wrong with configs of visible runs and with the default, a sentence each. */
  protected get faults(): readonly string[] {
    const faulty = this.#visibleRuns.filter(({ fault }) => fault !== undefined);
    const said = faulty.map(({ run, fault }) => `${run}: ${fault}`);
    return this.#defaultError === undefined ? said : [...said, this.#defaultError];
  }

  protected get choice(): Choice | undefined {
    return choiceOf(this.visible, this.view);
  }

  protected get isFlat(): boolean {
    return this.methodView['dims'] === '2';
  }

  protected get metric(): Metric {
    return this.view['metric'] === 'euclidean' ? 'euclidean' : 'cosine';
  }

  protected get neighborCount(): number {
    const count = Number(this.view['near'] ?? Number.NaN);
    return count >= 1 && count <= 999 ? Math.trunc(count) : FIRST_NEIGHBORS;
  }

  protected placedOf(table: PointTable): Placed | undefined {
    const { axes, name } = this.settings;
    const components = this.runner.picture?.components ?? 0;
    const along =
      name === 'pca' || name === 'raw' ? axes : [0, 1, 2].slice(0, Math.min(components, this.isFlat ? 2 : 3));
    const { run, tag } = this.choice?.series ?? {};
    const family = JSON.stringify([this.source.files ?? [run, tag], name, along, this.isolated?.length]);
    return this.shown.placed(table, this.runner.picture, along, family);
  }

  protected get chosen(): Chosen {
    return this.shown.chosen(this.selected, this.neighbors.found, this.filter.found, this.isolated);
  }

  protected set(detail: Readonly<Record<string, string>>): void {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  protected choose({ rows, add }: PointChoice): void {
    this.#select(add ? unionOf(this.selected, rows, this.source.table?.rows ?? 0) : rows);
  }

  /** All points of one colour of the legend. */
  protected chooseCategory(text: string): void {
    const { table } = this.source;
    const column = table && this.shown.colorColumn(table, this.view);
    const code = column?.categories?.indexOf(text) ?? -1;
    if (!column?.codes || code < 0) return;
    this.#select(rowsWhere(column.codes, code));
  }

  /** These rows alone, projected anew; undefined for all. */
  protected isolate(rows: Uint32Array | undefined): void {
    this.isolated = rows && ascending(rows, this.source.table?.rows ?? 0);
    this.#select(NO_ROWS);
  }

  /** What a bookmark has chosen; undefined for all points. */
  protected take(selected: readonly number[], isolated: readonly number[] | undefined, rows: number): void {
    const within = isolated && ascending(isolated, rows);
    this.isolated = within && within.length < rows ? within : undefined;
    this.#select(Uint32Array.from(selected.filter((row) => row >= 0 && row < rows)));
  }

  protected stopProjection(): void {
    this.runner.stop();
    this.requestUpdate();
  }

  /** For all embeddings of the logdir, where no link says otherwise. */
  protected async keepDefault(): Promise<void> {
    const settings = methodTextsOf(this.methodView);
    try {
      await this.#default?.update(() => ({ version: PROJECTOR_DEFAULT.version, settings }));
    } catch (error) {
      this.#defaultError = error instanceof Error ? error.message : String(error);
      this.requestUpdate();
    }
  }

  /** The address with the logdir's default under it. */
  protected get methodView(): Readonly<Record<string, string>> {
    const { settings } = this.#default?.body ?? {};
    return this.#withDefault.of([this.view, settings], () => withDefault(this.view, textsOf(settings)));
  }

  #themed = () => {
    this.#ramp = undefined;
    this.requestUpdate();
  };

  protected get colors(): RampColors {
    if (this.#ramp) return this.#ramp;
    const style = getComputedStyle(this);
    const color = (name: string) => channelsOf(style.getPropertyValue(name).trim());
    this.#ramp = {
      plain: color('--rb-accent'),
      missing: color('--rb-border-strong'),
      ramp: [color('--rb-ramp-low'), color('--rb-ramp-middle'), color('--rb-ramp-high')],
    };
    return this.#ramp;
  }
}
