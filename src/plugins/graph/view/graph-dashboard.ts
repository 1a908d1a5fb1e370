// The tab of graphs: one model at a time, as boxes that open.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dashboardStyles } from '../../../../client/components/dashboard-styles.ts';
import {
  type Api,
  type DashboardElement,
  VIEW_CHANGE,
  type VisibleRun,
} from '../../../../client/plugin-host.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { type AskedGraph, askedGraph, whyMissing } from './asked-graph.ts';
import { COLOR_MODES, type ColorMode } from './box-colors.ts';
import { colorChoice, drawingStatus, graphChoice, summaryText, viewTools } from './graph-choices.ts';
import { type ExportFormat, exportedGraph, saveAs } from './graph-exports.ts';
import { missingGraph, noGraph } from './graph-files.ts';
import { GraphLoading } from './graph-loading.ts';
import { GraphPalette } from './graph-palette.ts';
import type { RbGraphPlot } from './graph-plot.ts';
import type { RbGraphSearch } from './graph-search.ts';
import { GraphSession } from './graph-session.ts';
import { type GraphSource, graphSources, keyOf } from './graph-sources.ts';
import { asideOf, openOf, viewOfAside, viewOfOpen } from './graph-state.ts';
import { graphStyles } from './graph-styles.ts';
import { WeightReports } from './weight-reports.ts';
import '../../../../client/components/error-note.ts';
import '../../../../client/components/icon.ts';
import './graph-difference.ts';
import './graph-legend.ts';
import './graph-menu.ts';
import './graph-panel.ts';
import './graph-plot.ts';
import './graph-search.ts';
import './graph-table.ts';
import '../../../../client/components/segmented.ts';

const MOST_HITS = 50;
const MOST_ROWS = 2000;
const SHOWS = [
  { value: 'graph', label: 'Graph' },
  { value: 'table', label: 'Table' },
];
/** What is said of one graph and means nothing for another. */
const NOWHERE = { node: '', open: '', closed: '', aside: '', inside: '', trace: '' };

/**
 * Settings in the address: `graph` (which one), `node` (the chosen box), `open` and `closed` (what differs from first
 * sight), `aside` and `inside`, `trace` (`1` shows what leads to the node), `fold` and `series` (`0` for off), `quiet`
 * (`1` draws every edge), `color`, `show` (`table`), `against` (the graph that it is compared with), `large` (`1`).
 */
export class GraphDashboard extends LitElement implements DashboardElement {
  static override properties = {
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
  };
  static override styles = [controlStyles, dashboardStyles, graphStyles];
  declare api: Api;
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];
  declare view: Readonly<Record<string, string>>;

  #session = new GraphSession(() => this.requestUpdate());
  #weights = new WeightReports(() => this.requestUpdate());
  #sources: readonly GraphSource[] = [];
  #loading = new GraphLoading(this.#session);
  #palette = new GraphPalette(this.#session);
  /** False for the first picture, of the settings: what is below them is made in a task of its own. */
  #hasStage = false;
  /** How often a box was chosen: only the last one counts. */
  #choices = 0;

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
    this.addEventListener('dragover', (event) => event.preventDefault());
    this.addEventListener('drop', this.#drop);
  }

  get #asked(): AskedGraph {
    return askedGraph(this.view['graph'], this.#sources, this.series);
  }

  get #source(): GraphSource | undefined {
    return this.#asked.source;
  }

  get #plot(): RbGraphPlot | null {
    return this.renderRoot.querySelector('rb-graph-plot');
  }

  get #open(): ReadonlySet<string> {
    return openOf(this.view, this.#session.summary?.firstOpen ?? []);
  }

  /** The first time in a task of its own, behind the one in which the shell was drawn. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await taskTurn();
    await super.scheduleUpdate();
  }

  protected override firstUpdated(): void {
    void taskTurn().then(() => {
      this.#hasStage = true;
      this.requestUpdate();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('runs')) this.#sources = graphSources(this.series, this.runs);
    const wanted = { source: this.#source, against: this.#against.source };
    if (this.#loading.look(this.api, wanted, this.view)) this.#plot?.startAnew();
    if (this.#session.summary && !this.#session.loading) {
      void this.#session.show({ open: [...this.#open], ...asideOf(this.view) });
      void this.#session.choose(this.view['node'] || undefined);
      void this.#session.trace((this.view['trace'] === '1' && this.view['node']) || undefined);
    }
    const run = this.#loading.file ? undefined : this.#source?.run;
    void this.#weights.look(this.api, this.series, run, this.#session.details);
    this.#palette.look(this.#mode, this.api, this.series, run);
  }

  get #mode(): ColorMode {
    const mode = this.view['color'] ?? '';
    return Object.hasOwn(COLOR_MODES, mode) ? (mode as ColorMode) : 'structure';
  }

  get #against(): AskedGraph {
    const { against } = this.view;
    return against
      ? askedGraph(against, this.#sources, this.series)
      : { source: undefined, missing: undefined };
  }

  #openFile(file: File) {
    this.#loading.file = file;
    this.#set(NOWHERE);
    this.requestUpdate();
  }

  #drop(event: DragEvent) {
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    this.#openFile(file);
  }

  async #export(format: ExportFormat) {
    const { scene } = this.#session;
    if (!scene) return;
    const parts = {
      scene,
      colorOf: this.#palette.colors.colorOf,
      element: this,
      pbtxt: () => this.#session.ask('pbtxt', {}),
    };
    const name = (this.#loading.file?.name ?? this.#source?.runLabel ?? 'graph').replace(/[^\w.-]+/g, '_');
    try {
      saveAs(await exportedGraph(format, parts), `${name}.${format}`);
    } catch (error) {
      this.#session.error = error instanceof Error ? error.message : String(error);
      this.requestUpdate();
    }
  }

  #set(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  /** Chooses a box; one that is not drawn is opened up to. */
  async #choose(path: string | null) {
    const choice = ++this.#choices;
    // What is drawn needs no question: the next key may come before its answer.
    if (path === null || this.#session.scene?.items.some((item) => item.path === path)) {
      if (path !== null) this.#plot?.reveal(path);
      this.#set({ node: path ?? '' });
      return;
    }
    const around = await this.#session.ask('around', { path });
    if (!around || choice !== this.#choices) return;
    this.#plot?.reveal(path);
    const open = new Set([...this.#open, ...around]);
    this.#set({ node: path, ...viewOfOpen(open, this.#session.summary?.firstOpen ?? []) });
  }

  #toggle(path: string) {
    const open = new Set(this.#open);
    if (!open.delete(path)) open.add(path);
    this.#set({ node: path, ...viewOfOpen(open, this.#session.summary?.firstOpen ?? []) });
  }

  #key(event: KeyboardEvent) {
    const [target] = event.composedPath();
    if (event.key !== '/' || target instanceof HTMLInputElement) return;
    event.preventDefault();
    this.renderRoot.querySelector<RbGraphSearch>('rb-graph-search')?.focus();
  }

  override render() {
    const { missing } = this.#asked;
    const choose = (graph: string) => this.#set({ ...NOWHERE, graph });
    const openFile = (file: File) => this.#openFile(file);
    if (missing && !this.#loading.file) return missingGraph(missing, this.#sources, choose, openFile);
    if (this.#sources.length === 0 && !this.#loading.file) return noGraph(openFile);
    return html`<div class="settings" role="group" aria-label="Settings of the graph">
        ${graphChoice(this.#sources, this.#source, this.#loading.file?.name, (graph) => {
          if (graph !== undefined) this.#loading.file = undefined;
          this.#set({ ...NOWHERE, ...(graph === undefined ? {} : { graph }) });
          this.requestUpdate();
        })}
        <rb-segmented
          label="Show as"
          .segments=${SHOWS}
          .value=${this.#isTable ? 'table' : 'graph'}
          @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
            this.#set({ show: detail === 'table' ? 'table' : '' })}
        ></rb-segmented>
        ${colorChoice(this.#mode, (color) => this.#set({ color }))}
        <rb-graph-search
          .hits=${this.#session.hits}
          @rb-search-change=${({ detail }: CustomEvent<string>) => this.#session.search(detail, MOST_HITS)}
          @rb-search-jump=${({ detail }: CustomEvent<string>) => this.#choose(detail)}
        ></rb-graph-search>
        <rb-graph-menu
          .view=${this.view}
          .sources=${this.#sources}
          .shown=${this.#source && !this.#loading.file ? keyOf(this.#source) : ''}
          @rb-graph-export=${({ detail }: CustomEvent<ExportFormat>) => this.#export(detail)}
          @rb-graph-file=${({ detail }: CustomEvent<File>) => this.#openFile(detail)}
        ></rb-graph-menu>
        ${summaryText(this.#session.summary, this.#session.count)}
      </div>
      ${this.#hasStage ? this.#stage() : nothing}`;
  }

  #stage() {
    return html`<div class="stage" @keydown=${this.#key}>
        ${this.#isTable ? this.#table() : this.#drawing()} ${this.#panel()}
      </div>`;
  }

  get #isTable(): boolean {
    return this.view['show'] === 'table';
  }

  #table() {
    void this.#session.tabulate(MOST_ROWS);
    const { rows, count } = this.#session;
    return html`<div class="drawing">
      <rb-graph-table
        .rows=${rows ?? []}
        .total=${count?.parameters ?? 0}
        @rb-item-choose=${({ detail }: CustomEvent<string>) => this.#choose(detail)}
      ></rb-graph-table>
      ${this.#note()}
    </div>`;
  }

  #note() {
    const { error, tooLarge } = this.#session;
    if (error === undefined) return nothing;
    const again = () => {
      this.#loading.again();
      this.requestUpdate();
    };
    return html`<div class="note">
      <rb-error-note .message=${error} ?retry=${!tooLarge} @rb-retry=${again}></rb-error-note>
      ${tooLarge ? html`<button class="button" @click=${() => this.#set({ large: '1' })}>Load it all the same</button>` : nothing}
    </div>`;
  }

  #drawing() {
    const { loading, scene } = this.#session;
    return html`<div class="drawing">
      <rb-graph-plot
        .scene=${scene}
        .chosen=${this.view['node'] || undefined}
        .colorOf=${this.#palette.colors.colorOf}
        .traced=${this.#session.traced}
        .loud=${this.view['quiet'] === '1'}
        .label=${'Graph. Arrow keys walk, Enter opens and closes, plus and minus zoom, 0 fits, slash searches.'}
        @rb-item-choose=${({ detail }: CustomEvent<string | null>) => this.#choose(detail)}
        @rb-item-toggle=${({ detail }: CustomEvent<string>) => this.#toggle(detail)}
      ></rb-graph-plot>
      ${viewTools(() => this.#plot)}
      ${
        this.#palette.colors.legend.length > 0 || this.#palette.colors.note !== ''
          ? html`<rb-graph-legend
            class="legend"
            .entries=${this.#palette.colors.legend}
            .note=${this.#palette.colors.note}
          ></rb-graph-legend>`
          : nothing
      }
      ${drawingStatus(loading, scene)}
      ${this.#note()}
    </div>`;
  }

  #panel() {
    const { details, scene } = this.#session;
    const { compared } = this.#session.summary ?? {};
    const { node } = this.view;
    const { missing } = this.#against;
    const forget = (text: string, what: string, change: Readonly<Record<string, string>>) =>
      html`<aside class="side" aria-label="Not here"><div class="lost">
        <p role="status">${text}</p>
        <button class="button" @click=${() => this.#set(change)}>${what}</button>
      </div></aside>`;
    if (node && node === this.#session.lost)
      return forget(`The graph as it is shown has no node “${node}”.`, 'Show the graph', {
        node: '',
      });
    if (!node && missing) {
      const nothing = { against: '', color: '' };
      return forget(`The other graph is not here. ${whyMissing(missing)}`, 'Compare with nothing', nothing);
    }
    if (!node && compared)
      return html`<aside class="side" aria-label="Differences">
        <rb-graph-difference
          .compared=${compared}
          @rb-item-choose=${({ detail }: CustomEvent<string>) => this.#choose(detail)}
        ></rb-graph-difference>
      </aside>`;
    if (!details || !node) return nothing;
    const item = scene?.items.find(({ path }) => path === details.path);
    return html`<aside class="side" aria-label="Chosen node">
      <rb-graph-panel
        .details=${details}
        .health=${this.#weights.found}
        .healthError=${this.#weights.error}
        ?open=${item?.open === true}
        ?aside=${item?.aside === true}
        ?traced=${this.view['trace'] === '1'}
        @rb-item-trace=${() => this.#set({ trace: this.view['trace'] === '1' ? '' : '1' })}
        @rb-item-choose=${({ detail }: CustomEvent<string | null>) => this.#choose(detail)}
        @rb-item-toggle=${({ detail }: CustomEvent<string>) => this.#toggle(detail)}
        @rb-item-aside=${({ detail }: CustomEvent<boolean>) =>
          this.#set(viewOfAside(this.view, details.path, detail))}
      ></rb-graph-panel>
    </aside>`;
  }
}
customElements.define('rb-graph-dashboard', GraphDashboard);
