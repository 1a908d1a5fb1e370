// Shows the dashboard of the tab: loads its code, makes its element once, and hands it its properties.
import { css, html, LitElement, type PropertyValues } from 'lit';
import type { SeriesInfo } from '../../src/wire/api.ts';
import type { Api, Dashboard, DashboardElement, TabLink, VisibleRun } from '../plugin-host.ts';
import '../components/error-note.ts';
import { taskTurn } from '../turns/task-turn.ts';
import { elementNameOf } from './tab-code.ts';

/** A page in the background costs nothing: its dashboard is told nothing new. A dashboard keeps its element, and with it its scrolls and zooms, while another tab is shown. */
export class RbDashboardOutlet extends LitElement {
  static override properties = {
    dashboard: { attribute: false },
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
    tabs: { attribute: false },
    loaded: { state: true },
    failed: { state: true },
  };
  static override styles = css`
    :host {
      display: block;
      min-height: 100%;
    }
    rb-error-note {
      padding: var(--rb-space-4);
    }
    /* Mostly the code is there at once, and a word that flashes by only disturbs. */
    p {
      margin: 0;
      padding: var(--rb-space-5);
      color: var(--rb-text-faint);
      animation: appear 1ms 400ms backwards;
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
  `;
  declare dashboard: Dashboard;
  declare api: Api;
  /** A list for each plugin that the dashboard shows. */
  declare series: readonly (readonly SeriesInfo[])[];
  declare runs: readonly VisibleRun[];
  declare view: Readonly<Record<string, string>>;
  /** For a dashboard that shows all kinds. */
  declare tabs: readonly TabLink[];
  /** Elements by the plugin name of their dashboard. */
  declare loaded: ReadonlyMap<string, DashboardElement>;
  /** Plugin names of dashboards whose code did not come. */
  declare failed: ReadonlySet<string>;

  /** A page that was away hears at once all that it missed. */
  #seen = () => {
    if (!document.hidden) this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#seen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#seen);
  }

  #joined: readonly SeriesInfo[] = [];

  constructor() {
    super();
    this.loaded = new Map();
    this.series = [];
    this.tabs = [];
    this.failed = new Set();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('dashboard')) this.#show(this.dashboard);
    const before = changed.get('series') ?? [];
    const same =
      !changed.has('dashboard') &&
      before.length === this.series.length &&
      before.every((list, at) => list === this.series[at]);
    if (changed.has('series') && !same)
      this.#joined = this.series.length === 1 && this.series[0] ? this.series[0] : this.series.flat();
    const element = this.loaded.get(this.dashboard.pluginName);
    if (!element || (document.hidden && !element.watches)) return;
    element.api = this.api;
    element.series = this.#joined;
    element.runs = this.runs;
    element.view = this.view;
    if (this.dashboard.shows === 'all') element.tabs = this.tabs;
  }

  /** At once where the code is there: the sooner a dashboard asks for its values, the sooner they come. */
  #show(dashboard: Dashboard) {
    if (this.loaded.has(dashboard.pluginName)) return;
    const name = elementNameOf(dashboard);
    if (name === undefined) void this.#load(dashboard);
    else this.#make(dashboard, name);
  }

  #make({ pluginName }: Dashboard, name: string) {
    this.loaded = new Map([...this.loaded, [pluginName, document.createElement(name) as DashboardElement]]);
  }

  async #load(dashboard: Dashboard) {
    const { pluginName } = dashboard;
    this.failed = new Set([...this.failed].filter((name) => name !== pluginName));
    try {
      const name = await dashboard.load();
      // Behind the task in which the code was run, and the first picture of the page.
      await taskTurn();
      this.#make(dashboard, name);
    } catch (error) {
      console.error(error);
      this.failed = new Set([...this.failed, pluginName]);
    }
  }

  override render() {
    const { label, pluginName } = this.dashboard;
    if (this.failed.has(pluginName))
      return html`<rb-error-note
        .message=${`The ${label} view could not be loaded. If the server was updated, load the page anew.`}
        retry
        @rb-retry=${() => this.#load(this.dashboard)}
      ></rb-error-note>`;
    return this.loaded.get(pluginName) ?? html`<p role="status">Loading ${label}</p>`;
  }
}
customElements.define('rb-dashboard-outlet', RbDashboardOutlet);
