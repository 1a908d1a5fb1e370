// The shell: joins what the server says, what the address asks for, and the parts of the page.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Place, RunTableView } from '../data/address-bar.ts';
import { ApiClient } from '../data/api-client.ts';
import { AppState } from '../data/app-state.ts';
import { regexEngineWhenWanted } from '../data/linear-regex.ts';
import { type LinkState, LiveClient } from '../data/live-client.ts';
import { RefreshedAnswer } from '../data/refreshed-answer.ts';
import type { RunTicks } from '../data/run-selection.ts';
import { shownPlugins, tabLinksOf, tabsOf } from '../data/tab-plugins.ts';
import { type Dashboard, VIEW_CHANGE, type ViewChangeEvent } from '../plugin-host.ts';
import { AddressController } from './address-controller.ts';
import { appStyles } from './app-styles.ts';
import { focusFilter } from './focus-in.ts';
import { reloadHelped, reloadOnce } from './reload-once.ts';
import { type PageActions, pageShortcutOf, shortcutGroups } from './shortcuts.ts';
import { firstSidebarRem, keptSidebarRem, setSidebar } from './sidebar-width.ts';
import { startTheme } from './theme.ts';
import '../components/error-note.ts';
import '../components/splitter.ts';
import { taskTurn } from '../turns/task-turn.ts';
import { RbDashboardOutlet } from './dashboard-outlet.ts';
import './problems-panel.ts';
import './shortcut-list.ts';
import './run-table/run-panel.ts';
import { RunTableState } from './run-table/run-table-state.ts';
import type { RbTopBar } from './top-bar.ts';
import './top-bar.ts';
import './welcome.ts';

/** What flashes by sooner only costs time. */
const LATE_MS = 400;

/** Between two questions for what lies beside the event files. */
const ASK_GAP_MS = 5000;

/** The whole page. Connects to the server when it enters the document. */
export class RbApp extends LitElement {
  static override properties = {
    dashboards: { attribute: false },
    link: { state: true },
    why: { state: true },
    reloading: { state: true },
    panel: { state: true },
    listing: { state: true },
    sidebarRem: { state: true },
  };
  static override styles = appStyles;
  /** In the order of the tabs. */
  declare dashboards: readonly Dashboard[];
  declare link: LinkState;
  /** Why the link is lost, or a reload failed. */
  declare why: string | undefined;
  declare reloading: boolean;
  /** Whether the list of shortcuts is open. */
  declare listing: boolean;
  declare panel: 'runs' | 'problems' | undefined;
  /** Width of the run list; undefined for that of theme.css. */
  declare sidebarRem: number | undefined;

  #api = new ApiClient(document.baseURI);
  #state = new AppState();
  #address = new AddressController(this);
  /** Whether the server's first word is long in coming. */
  #late = false;
  /** Whether the server is of another version than this page. */
  #stale = false;
  #runs = new RunTableState(this.#api, () => this.#runsChanged());
  #revision = 0;
  #stopRuns: () => void = () => undefined;
  /** Kinds that have data beside the event files. */
  #beside = new RefreshedAnswer<readonly string[]>(
    () => this.#api.json('active'),
    () => this.requestUpdate(),
    ASK_GAP_MS,
  );
  #live = new LiveClient({
    openSocket: () => new WebSocket(this.#api.liveUrl),
    fetchState: () => this.#api.json('state'),
    onMessage: (message) => {
      if (message.type === 'document') return this.#api.documentWritten(message);
      if (message.type === 'state') {
        this.#state.replace(message.state);
        this.#api.documentWritten();
        reloadHelped();
      } else this.#state.merge(message);
      this.#askAgain();
      this.requestUpdate();
    },
    onLink: (link, why) => {
      this.link = link;
      this.why = why;
    },
    onOtherProtocol: () => this.#reloadPage(),
    after: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  });

  constructor() {
    super();
    this.dashboards = [];
    this.link = 'connecting';
    this.why = undefined;
    this.reloading = false;
    this.panel = undefined;
    this.listing = false;
    this.sidebarRem = undefined;
    this.addEventListener(VIEW_CHANGE, (event) => {
      const { tab } = this;
      if (!tab) return;
      this.#address.setView(tab.pluginName, (event as ViewChangeEvent).detail, tab.keeps ?? []);
      // Before the page is drawn anew: what the user does next builds on it.
      const outlet = this.renderRoot.querySelector('rb-dashboard-outlet');
      if (outlet instanceof RbDashboardOutlet) outlet.view = this.#address.viewOf(tab.pluginName);
    });
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.panel = undefined;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    startTheme();
    this.#setSidebar(keptSidebarRem());
    this.#live.start();
    setTimeout(() => {
      this.#late = true;
      if (!this.#state.known) this.requestUpdate();
    }, LATE_MS);
    this.#stopRuns = this.#runs.start();
    void this.#loadRegexEngine();
    window.addEventListener('online', this.#retry);
    window.addEventListener('keydown', this.#key);
    document.addEventListener('visibilitychange', this.#askAgain);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#live.stop();
    this.#stopRuns();
    window.removeEventListener('online', this.#retry);
    window.removeEventListener('keydown', this.#key);
    document.removeEventListener('visibilitychange', this.#askAgain);
  }

  get #tabList() {
    const [state, current] = [this.#state, this.#address.place.tab];
    return tabsOf(this.dashboards, { state, current, beside: this.#beside.answer ?? [] });
  }

  /** The tab of the address, where there is such a one, else the first. */
  get tab(): Dashboard | undefined {
    const { tabs } = this.#tabList;
    return tabs.find(({ pluginName }) => pluginName === this.#address.place.tab) ?? tabs[0];
  }

  /** Once more for what is no part of the messages, while somebody looks. */
  #askAgain = () => {
    if (document.hidden) return;
    this.#runs.logsChanged();
    if (this.dashboards.some(({ asks }) => asks)) this.#beside.want();
  };

  /** In a task of its own, behind the one in which the page's code was run, or a message was read. */
  protected override async scheduleUpdate(): Promise<void> {
    await taskTurn();
    await this.#runs.prepare(this.#state, this.#address.place);
    await super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    const { tab } = this;
    if (tab) this.#address.restoreView(tab.pluginName, tab.keeps ?? []);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const closed = changed.get('panel') as RbApp['panel'];
    if (closed && !this.panel) this.renderRoot.querySelector<RbTopBar>('rb-top-bar')?.focusOpener(closed);
    if (this.#state.known) document.title = this.#state.windowTitle || 'Runboard';
  }

  override render() {
    const { tab } = this;
    const { tabs, openers } = this.#tabList;
    const [state, { place }] = [this.#state, this.#address];
    const table = this.#runs.update(state, place);
    const hasRuns = state.runs.length > 0;
    return html`
      <rb-top-bar
        .tabs=${tabs.map(({ pluginName, label }) => ({ pluginName, label, href: this.#address.hrefOf(pluginName) }))}
        .openers=${openers.map(({ pluginName, opensFiles = '' }) => ({ pluginName, label: opensFiles, href: this.#address.hrefOf(pluginName) }))}
        .current=${tab?.pluginName ?? ''}
        .link=${this.link}
        .busy=${this.reloading || (state.known && state.loading)}
        .problems=${state.problems.length}
        .panel=${this.panel}
        .hasRuns=${hasRuns}
        @rb-panel-change=${({ detail }: CustomEvent<RbApp['panel']>) => {
          this.panel = detail;
        }}
        @rb-reload=${this.#reload}
        @rb-shortcuts=${this.#pageActions.showShortcuts}
      ></rb-top-bar>
      ${
        hasRuns
          ? html`<aside aria-label="Runs" class=${this.panel === 'runs' ? 'open' : nothing}><rb-run-panel
            .table=${table}
            .state=${this.#runs}
            .revision=${this.#revision}
            .view=${place.table}
            .filter=${place.runFilter}
            .runsFolder=${state.runsFolder}
            .canDelete=${state.canDelete}
            @rb-ticks-change=${({ detail }: CustomEvent<(ticks: RunTicks) => RunTicks>) =>
              this.#setPlace({ ticks: detail(place.ticks) })}
            @rb-run-filter-change=${({ detail }: CustomEvent<string>) => this.#setPlace({ runFilter: detail })}
            @rb-table-view-change=${({ detail }: CustomEvent<Partial<RunTableView>>) =>
              this.#setPlace({ table: { ...place.table, ...detail } })}
          ></rb-run-panel>
          <rb-splitter
            label="Width of the run list"
            .min=${10}
            .max=${90}
            .value=${this.sidebarRem ?? firstSidebarRem()}
            @rb-splitter-change=${({ detail }: CustomEvent<number | undefined>) => this.#setSidebar(detail)}
          ></rb-splitter></aside>
          <button class="scrim" tabindex="-1" aria-label="Close the run list" title="Close the run list" @click=${this.#closePanel}></button>`
          : nothing
      }
      <main class=${hasRuns ? nothing : 'alone'}>${this.#main()}</main>
      ${this.listing ? html`<rb-shortcut-list .groups=${shortcutGroups(tabs)} @rb-close=${this.#closeList}></rb-shortcut-list>` : nothing}
      ${this.panel === 'problems' ? html`<rb-problems-panel .problems=${state.problems} .overviewHref=${tab ? this.#address.hrefOf('overview') : ''} @rb-close=${this.#closePanel}></rb-problems-panel>` : nothing}
    `;
  }

  #main() {
    const state = this.#state;
    const { tab, why } = this;
    const lost =
      why === undefined
        ? nothing
        : html`<div class="lost"><rb-error-note .message=${why} retry @rb-retry=${this.#retry}></rb-error-note></div>`;
    if (!tab && !state.known && this.link === 'connecting' && !this.#late) return lost;
    if (!tab)
      return html`${lost}<rb-welcome
          .logdir=${state.known ? state.logdir : undefined}
          .loading=${state.loading}
          .runs=${state.runs.length}
          .unreachable=${this.link === 'lost'}
        ></rb-welcome>`;
    return html`${lost}<rb-dashboard-outlet
        .dashboard=${tab}
        .api=${this.#api}
        .series=${[...shownPlugins(tab, this.dashboards, state.pluginNames), ...(tab.alsoReads ?? [])].map((name) => state.seriesOf(name))}
        .runs=${this.#runs.visible}
        .view=${this.#address.viewOf(tab.pluginName)}
        .tabs=${tab.shows === 'all' ? tabLinksOf(this.#tabList.tabs, this.dashboards, state.pluginNames, (name) => this.#address.hrefOf(name)) : []}
      ></rb-dashboard-outlet>`;
  }

  /** Names the tab too: a link must lead to it even when another tab has come to stand before it. */
  #setPlace(part: Partial<Place>) {
    this.#address.set({ ...part, tab: this.tab?.pluginName ?? '' });
  }

  #setSidebar(rem: number | undefined) {
    setSidebar(this, rem);
    this.sidebarRem = rem;
  }

  /** Patterns that the address holds are left open until then. */
  async #loadRegexEngine() {
    await regexEngineWhenWanted();
    this.#runs.engineCame();
    this.#address.renewViews();
  }

  #runsChanged() {
    this.#revision++;
    this.requestUpdate();
  }

  #closeList() {
    this.listing = false;
  }

  #pageActions: PageActions = {
    showShortcuts: () => {
      this.listing = true;
    },
    focusTagFilter: () => void focusFilter(this.renderRoot.querySelector('main')),
    focusRunFilter: async () => {
      const aside = this.renderRoot.querySelector('aside');
      if (focusFilter(aside)) return;
      this.panel = 'runs';
      await this.updateComplete;
      focusFilter(aside);
    },
    turnTab: (by) => {
      const { tabs } = this.#tabList;
      const at = this.tab ? tabs.indexOf(this.tab) : -1;
      const next = tabs[(at + by + tabs.length) % tabs.length];
      if (next) location.hash = this.#address.hrefOf(next.pluginName);
    },
    nextTheme: () => this.renderRoot.querySelector<RbTopBar>('rb-top-bar')?.nextTheme(),
    reload: () => void this.#reload(),
  };

  #key = (event: KeyboardEvent) => {
    const shortcut = this.listing ? undefined : pageShortcutOf(event);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.act(this.#pageActions);
  };

  #closePanel() {
    this.panel = undefined;
  }

  #retry = () => {
    if (this.#stale) location.reload();
    this.why = undefined;
    this.#live.retryNow();
  };

  async #reload() {
    if (this.reloading) return;
    this.reloading = true;
    try {
      await this.#api.reload();
      this.#askAgain();
      this.why = undefined;
    } catch (error) {
      this.why = error instanceof Error ? error.message : String(error);
    } finally {
      this.reloading = false;
    }
  }

  #reloadPage() {
    if (reloadOnce()) return;
    this.link = 'lost';
    this.#stale = true;
    this.why = 'The server is of another version than this page, and loading the page anew did not help.';
  }
}
