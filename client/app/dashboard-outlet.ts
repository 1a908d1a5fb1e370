// Shows the dashboard of the tab: loads its code, makes its element once, and hands it its properties.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { SeriesInfo } from '../../src/wire/api.ts';
import type { Api, Dashboard, DashboardElement, VisibleRun } from '../plugin-host.ts';
import '../components/error-note.ts';

/** A dashboard keeps its element, and with it its scrolls and zooms, while another tab is shown. */
export class RbDashboardOutlet extends LitElement {
  static override properties = {
    dashboard: { attribute: false },
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
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
  `;
  declare dashboard: Dashboard;
  declare api: Api;
  /** A list for each plugin that the dashboard shows. */
  declare series: readonly (readonly SeriesInfo[])[];
  declare runs: readonly VisibleRun[];
  declare view: Readonly<Record<string, string>>;
  /** Elements by the plugin name of their dashboard. */
  declare loaded: ReadonlyMap<string, DashboardElement>;
  declare failed: string | undefined;

  #joined: readonly SeriesInfo[] = [];

  constructor() {
    super();
    this.loaded = new Map();
    this.series = [];
    this.failed = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('dashboard')) void this.#load(this.dashboard);
    const before = changed.get('series') ?? [];
    const same =
      !changed.has('dashboard') &&
      before.length === this.series.length &&
      before.every((list, at) => list === this.series[at]);
    if (changed.has('series') && !same)
      this.#joined = this.series.length === 1 && this.series[0] ? this.series[0] : this.series.flat();
    const element = this.loaded.get(this.dashboard.pluginName);
    if (!element) return;
    element.api = this.api;
    element.series = this.#joined;
    element.runs = this.runs;
    element.view = this.view;
  }

  async #load(dashboard: Dashboard) {
    this.failed = undefined;
    if (this.loaded.has(dashboard.pluginName)) return;
    try {
      const element = document.createElement(await dashboard.load()) as DashboardElement;
      this.loaded = new Map([...this.loaded, [dashboard.pluginName, element]]);
    } catch (error) {
      console.error(error);
      this.failed = `The ${dashboard.label} view could not be loaded. If the server was updated, load the page anew.`;
    }
  }

  override render() {
    if (this.failed !== undefined)
      return html`<rb-error-note .message=${this.failed} retry @rb-retry=${() => this.#load(this.dashboard)}></rb-error-note>`;
    return this.loaded.get(this.dashboard.pluginName) ?? nothing;
  }
}
customElements.define('rb-dashboard-outlet', RbDashboardOutlet);
