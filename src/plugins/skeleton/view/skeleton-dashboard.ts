// The tab of skeletons: fetches the latest of each visible run and tag, one card each.
import { html, LitElement, type PropertyValues } from 'lit';
import type { Api, DashboardElement, VisibleRun } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { LatestSkeleton } from '../kind.ts';
import '../../../../client/components/card-grid.ts';
import './skeleton-card.ts';

/** The latest numbers, or why there are none. */
type Fetched = { readonly latest: LatestSkeleton } | { readonly error: string };

export class SkeletonDashboard extends LitElement implements DashboardElement {
  static override properties = {
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
    fetched: { state: true },
  };
  declare api: Api;
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];
  declare view: Readonly<Record<string, string>>;
  /** By the series they were fetched for: a series that changed is another object. */
  declare fetched: ReadonlyMap<SeriesInfo, Fetched>;

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
    this.fetched = new Map();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('series')) return;
    for (const series of this.series) if (!this.fetched.has(series)) void this.#fetch(series);
  }

  async #fetch(series: SeriesInfo): Promise<void> {
    const answer = await this.api
      .json<LatestSkeleton>('skeleton/latest', { run: series.run, tag: series.tag })
      .then((latest): Fetched => ({ latest }))
      .catch((error: Error): Fetched => ({ error: error.message }));
    const kept = [...this.fetched].filter(([known]) => this.series.includes(known));
    this.fetched = new Map([...kept, [series, answer]]);
  }

  override render() {
    const visible = this.runs.flatMap((run) => this.series.filter((series) => series.run === run.name));
    return html`<rb-card-grid heading="skeleton" .count=${visible.length} open>
      ${visible.map((series) => {
        const fetched = this.fetched.get(series) ?? {};
        return html`<rb-skeleton-card
          .run=${series.run}
          .tag=${series.tag}
          .latest=${'latest' in fetched ? fetched.latest : undefined}
          .error=${'error' in fetched ? fetched.error : undefined}
        ></rb-skeleton-card>`;
      })}
    </rb-card-grid>`;
  }
}
customElements.define('rb-skeleton-dashboard', SkeletonDashboard);
