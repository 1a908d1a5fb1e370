// Dashboards for tests of the shell. Each function runs in the page, and so may use nothing from around it.

/** What the element of a stand-in dashboard shows, as JSON. */
export interface Shown {
  readonly plugin: string;
  /** Names. */
  readonly runs: readonly string[];
  readonly view: Record<string, string>;
}

/** What these functions put on the page's window. */
interface TestWindow {
  given: () => unknown[];
  kept: unknown[];
}

/** Gives the shell a tab for each plugin, whose elements show what they were given; for scalars and images unless told. */
export function standInDashboards(pluginNames = ['scalars', 'images']): void {
  const load = (plugin: string) => async () => {
    const name = `x-${plugin}`;
    if (!customElements.get(name))
      customElements.define(
        name,
        class extends HTMLElement {
          series: unknown;
          runs: { name: string }[] = [];
          set view(view: object) {
            this.dataset['plugin'] = plugin;
            this.textContent = JSON.stringify({ plugin, runs: this.runs.map((run) => run.name), view });
            (window as unknown as TestWindow).given = () => [this.runs, this.series];
          }
        },
      );
    return name;
  };
  const dashboards = pluginNames.map((pluginName) => ({
    pluginName,
    label: pluginName.replace(/^./, (letter) => letter.toUpperCase()),
    shows: [pluginName],
    load: load(pluginName),
  }));
  Object.assign(document.querySelector('rb-app') as object, { dashboards });
}

/** Remembers the runs and series that the element has now. */
export function keepGiven(): void {
  const page = window as unknown as TestWindow;
  page.kept = page.given();
}

/** Whether runs and series are the same objects as at `keepGiven`. */
export function sameAsKept(): boolean[] {
  const { given, kept } = window as unknown as TestWindow;
  return given().map((property, at) => property === kept[at]);
}

/** Gives the shell one tab, whose code is missing at first. */
export function brokenDashboard(): void {
  let tries = 0;
  const dashboard = {
    pluginName: 'broken',
    label: 'Broken',
    shows: ['scalars'],
    load: async () => {
      if (tries++ === 0) throw new Error('no such file');
      customElements.define(
        'x-broken',
        class extends HTMLElement {
          connectedCallback() {
            this.textContent = 'loaded after all';
          }
        },
      );
      return 'x-broken';
    },
  };
  Object.assign(document.querySelector('rb-app') as object, { dashboards: [dashboard] });
}
