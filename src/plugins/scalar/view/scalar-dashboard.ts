// The tab of scalars: a card for each tag or several, with the curves of all visible runs.
import { html, type PropertyValues } from 'lit';
import type { Line } from '../../../../client/charts/plotted-line.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { SCALAR } from '../kind.ts';
import type { RbAlertList } from './alert-list.ts';
import { CardLines } from './card-lines.ts';
import { type Card, type CardList, cardListOf, expressionOf, viewWithMerged } from './card-list.ts';
import { ChartDashboard } from './chart-dashboard.ts';
import { NO_CARD_SETTINGS, type View } from './chart-settings.ts';
import { RunWatch } from './run-watch.ts';
import '../../../../client/components/code-example.ts';
import './alert-list.ts';
import './alert-settings.ts';

export class ScalarDashboard extends ChartDashboard {
  protected override readonly tab = SCALAR.pluginName;
  #lines = new CardLines();
  #watch = new RunWatch(
    () => this.api,
    (alert) => this.renderRoot.querySelector<RbAlertList>('rb-alert-list')?.add(alert),
  );

  /** Alerts are for those who look elsewhere. */
  get watches(): boolean {
    return (this.view['notify'] ?? '') !== '';
  }

  protected override cardList(): CardList {
    return cardListOf(this.tags, this.view);
  }

  protected override linesOf(card: Card): readonly Line[] {
    return this.#lines.linesOf(card, {
      runs: this.runs,
      columns: (run, tag) => this.loader.columns(run, tag),
      xTag: this.xTag,
    });
  }

  protected override headingOf(card: Card, visible: readonly SeriesInfo[]): string {
    const expression = expressionOf(card);
    if (expression !== undefined) return `${expression} (${card.tags.length} tags)`;
    const names = card.tags.map(
      (tag) => visible.find((series) => series.tag === tag && series.displayName !== '')?.displayName ?? tag,
    );
    return names.join(' + ');
  }

  protected override merge(into: Card, id: string): void {
    const tags = id.startsWith('c:') ? [id.slice(2)] : [];
    this.setView(
      viewWithMerged(into, this.cardOf(id) ?? { id, tags, settings: NO_CARD_SETTINGS, pinned: false }),
    );
  }

  protected override bar() {
    const { sections, invalid } = this.list;
    return html`<rb-scalar-settings
      .view=${this.view}
      .invalid=${invalid}
      .tags=${this.tags}
      .matching=${sections.reduce((sum, { cards }) => sum + cards.length, 0)}
      .lastStep=${this.lastStep}
      .cards=${this.openCards.length}
      @rb-settings-change=${({ detail }: CustomEvent<View>) => this.setView(detail)}
      @rb-watch-change=${({ detail }: CustomEvent<string>) => this.setView({ notify: detail })}
      ><rb-alert-settings .pattern=${this.view['notify'] ?? ''}></rb-alert-settings
    ></rb-scalar-settings>`;
  }

  protected override banner() {
    return html`<rb-alert-list></rb-alert-list>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const pattern = (this.view['notify'] ?? '').toLowerCase();
    if (pattern === '') this.#watch.stop();
    else if (changed.has('series') || changed.has('runs') || changed.has('view')) {
      const tags = this.tags.filter((tag) => tag.toLowerCase().includes(pattern));
      this.#watch.watch(
        tags.flatMap((tag) => this.visibleSeries(tag)),
        this.runs,
      );
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.stop();
  }

  protected override empty() {
    return this.tags.length > 0
      ? html`<rb-empty-state heading="No tag matches" icon="search">
          <p>No tag of the visible runs matches the filter.</p>
        </rb-empty-state>`
      : html`<rb-empty-state heading="No scalars in the visible runs" icon="chart">
          <p>Tick a run that has scalars in the list of runs, or log some:</p>
          <rb-code-example language="TypeScript" .code=${TYPESCRIPT}></rb-code-example>
          <rb-code-example language="Python" .code=${PYTHON}></rb-code-example>
        </rb-empty-state>`;
  }
}

const TYPESCRIPT = `const writer = new SummaryWriter('runs/first');\nwriter.addScalar('loss', loss, step);`;
const PYTHON = `writer = SummaryWriter("runs/first")\nwriter.add_scalar("loss", loss, step)`;
customElements.define('rb-scalar-dashboard', ScalarDashboard);
