// The tab that says what is in the logdir: runs, kinds of data, time span, size, last write, and problems.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatBytes, formatDuration, formatWallTime } from '../../../../client/charts/number-format.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dashboardStyles } from '../../../../client/components/dashboard-styles.ts';
import { FewAtATime } from '../../../../client/components/few-at-a-time.ts';
import { RefreshedAnswer } from '../../../../client/data/refreshed-answer.ts';
import { remembered } from '../../../../client/data/remembered.ts';
import type { Api, DashboardElement, TabLink, VisibleRun } from '../../../../client/plugin-host.ts';
import { frameTurn } from '../../../../client/turns/frame-turns.ts';
import type { OverviewAnswer, SeriesInfo } from '../../../wire/api.ts';
import { overviewStyles } from './overview-styles.ts';
import '../../../../client/components/code-example.ts';
import '../../../../client/components/empty-state.ts';
import '../../../../client/components/error-note.ts';

const GAP_MS = 5000;
/** Rows that are made in one frame. */
const ROWS_A_FRAME = 16;

/** One kind of data. */
interface Kind {
  readonly runs: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  readonly points: number;
}

/** Of all runs, whether they are visible or not: it is about the folder. */
export class OverviewDashboard extends LitElement implements DashboardElement {
  static override properties = {
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
    // Made anew with each drawing of the page.
    tabs: {
      attribute: false,
      hasChanged: (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b),
    },
  };
  static override styles = [controlStyles, dashboardStyles, overviewStyles];
  declare api: Api;
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];
  declare view: Readonly<Record<string, string>>;
  declare tabs: readonly TabLink[];

  #kindsOf = remembered(kindsOf);
  #turns = new FewAtATime(this, ROWS_A_FRAME);
  #loader = new RefreshedAnswer<OverviewAnswer>(
    () => this.api.json('overview'),
    () => this.requestUpdate(),
    GAP_MS,
  );

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
    this.tabs = [];
  }

  /** In a frame of its own: what rows cost is their layout. */
  protected override async scheduleUpdate(): Promise<void> {
    await frameTurn();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series')) this.#loader.want();
  }

  override render() {
    const { answer, error } = this.#loader;
    const note =
      error === undefined
        ? nothing
        : html`<rb-error-note .message=${error} retry @rb-retry=${() => this.#loader.retry()}></rb-error-note>`;
    if (!answer)
      return error === undefined ? html`<p class="loading" role="status">Looking into the logdir</p>` : note;
    if (answer.runCount === 0)
      return html`<rb-empty-state heading="No runs in the logdir" icon="chart">
        <p>Log something, and it is here at once:</p>
        <rb-code-example language="TypeScript" .code=${"const writer = new SummaryWriter('runs/first');\nwriter.addScalar('loss', 0.5, 1);"}></rb-code-example>
        <rb-code-example language="Python" .code=${'writer = SummaryWriter("runs/first")\nwriter.add_scalar("loss", 0.5, 1)'}></rb-code-example>
      </rb-empty-state>`;
    return html`${note}
      <div class="overview">${this.#facts(answer)}${this.#problems(answer)}${this.#kinds()}${this.#runTable(answer)}</div>`;
  }

  #facts({ logdir, runCount, firstTimeSeconds, lastTimeSeconds, files, problemCount }: OverviewAnswer) {
    const span =
      firstTimeSeconds === null || lastTimeSeconds === null
        ? '–'
        : `${formatWallTime(firstTimeSeconds)} to ${formatWallTime(lastTimeSeconds)}`;
    const facts: readonly (readonly [string, string])[] = [
      ['Folder', logdir],
      ['Runs', count(runCount)],
      ['Event files', files ? count(files.count) : '–'],
      ['Size', files ? formatBytes(files.sizeBytes) : '–'],
      ['Time span', span],
      ['Last write', files && files.modifiedSeconds > 0 ? formatWallTime(files.modifiedSeconds) : '–'],
      ['Problems', problemCount === 0 ? 'none' : count(problemCount)],
    ];
    return html`<section aria-labelledby="facts">
      <h2 id="facts">This logdir</h2>
      <dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    </section>`;
  }

  #problems({ problems, problemCount }: OverviewAnswer) {
    if (problemCount === 0) return nothing;
    const rest = problemCount - problems.length;
    return html`<section aria-labelledby="problems">
      <h2 id="problems">Problems found in files</h2>
      <ul tabindex="0" aria-labelledby="problems">
        ${problems.map(
          ({ file, offsetBytes, what, done }) =>
            html`<li><code>${file}</code>${offsetBytes === undefined ? '' : `, byte ${count(offsetBytes)}`}: ${what}; ${done}.</li>`,
        )}
        ${rest > 0 ? html`<li>And ${count(rest)} more, in the server's own output.</li>` : nothing}
      </ul>
    </section>`;
  }

  #kinds() {
    return table(
      'Kinds of data',
      ['Kind', 'Shown in', 'Runs', 'Tags', 'Points'],
      [...this.#kindsOf(this.series)].map(([name, { runs, tags, points }]) => [
        name || '(none)',
        this.#tabsOf(name),
        count(runs.size),
        count(tags.size),
        count(points),
      ]),
    );
  }

  #tabsOf(pluginName: string) {
    return html`<span class="tabs">${this.tabs
      .filter(({ shows }) => shows.includes(pluginName))
      .map(({ label, href }) => html`<a href=${href}>${label}</a>`)}</span>`;
  }

  #runTable({ runCount, newest }: OverviewAnswer) {
    return table(
      runCount > newest.length
        ? `Runs: the ${newest.length} newest of ${count(runCount)}`
        : 'Runs, the newest first',
      ['Run', 'Began', 'Lasted', 'Event files', 'Size', 'Last write'],
      this.#turns
        .of(newest, ({ name }) => name)
        .map(({ name, startTimeSeconds: start, lastTimeSeconds: last, files }) => [
          name,
          Number.isFinite(start) ? formatWallTime(start) : '–',
          Number.isFinite(last - start) ? formatDuration(last - start) : '–',
          files ? count(files.count) : '–',
          files ? formatBytes(files.sizeBytes) : '–',
          files && files.modifiedSeconds > 0 ? formatWallTime(files.modifiedSeconds) : '–',
        ]),
    );
  }
}
customElements.define('rb-overview-dashboard', OverviewDashboard);

const count = (number: number) => number.toLocaleString('en-US');

/** By plugin name. */
function kindsOf(series: readonly SeriesInfo[]): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, { runs: Set<string>; tags: Set<string>; points: number }>();
  for (const { run, tag, pluginName, length } of series) {
    const kind = kinds.get(pluginName) ?? { runs: new Set<string>(), tags: new Set<string>(), points: 0 };
    kinds.set(pluginName, kind);
    kind.runs.add(run);
    kind.tags.add(tag);
    kind.points += length;
  }
  return kinds;
}

/** The first column names the row. */
function table(
  heading: string,
  heads: readonly string[],
  rows: readonly (readonly (string | TemplateResult)[])[],
) {
  return html`<section aria-label=${heading}>
    <h2>${heading}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Table: ${heading}"><table>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map(
        ([name, ...cells]) =>
          html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
      )}</tbody>
    </table></div>
  </section>`;
}
