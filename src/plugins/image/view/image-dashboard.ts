// The tab of images: one card for each run and tag.
import { html, LitElement, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dashboardStyles } from '../../../../client/components/dashboard-styles.ts';
import { type CardGroup, cardGroupsOf, viewWithGroup } from '../../../../client/data/card-groups.ts';
import { SeriesGrid } from '../../../../client/data/series-grid.ts';
import { SeriesLoader } from '../../../../client/data/series-loader.ts';
import {
  type Api,
  type DashboardElement,
  VIEW_CHANGE,
  type VisibleRun,
} from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { ImageStepsHead } from '../kind.ts';
import { type ImageSteps, imageStepsOf } from './image-steps.ts';
import '../../../../client/components/card-grid.ts';
import '../../../../client/components/empty-state.ts';
import '../../../../client/components/tag-filter.ts';
import './image-card.ts';

/** Settings in the address: `tag`, `size` (`actual`, else fitted), `open`, `shut`. */
export class ImageDashboard extends LitElement implements DashboardElement {
  static override properties = {
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
  };
  static override styles = [controlStyles, dashboardStyles];
  declare api: Api;
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];
  declare view: Readonly<Record<string, string>>;

  #grid = new SeriesGrid();
  #loader = new SeriesLoader<ImageSteps>(
    async ({ run, tag }) =>
      imageStepsOf(await this.api.columns<ImageStepsHead>('images/steps', { run, tag })),
    () => this.requestUpdate(),
  );

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series')) this.#loader.retain(this.series);
    if (changed.has('series') || changed.has('runs')) this.#grid.set(this.series, this.runs);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('runs')) this.#loader.want(this.#grid.onScreen);
  }

  #setView(change: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail: change, bubbles: true, composed: true }));
  }

  override render() {
    const { tags } = this.#grid;
    const { groups, invalid } = cardGroupsOf(tags, this.view, (tag) => this.#grid.cardsOf(tag).length);
    return html`<div class="settings" role="group" aria-label="Settings of all pictures">
        <rb-tag-filter
          .value=${this.view['tag'] ?? ''}
          .invalid=${invalid}
          @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.#setView({ tag: detail })}
        ></rb-tag-filter>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.view['size'] === 'actual'}
            @change=${(event: Event) =>
              this.#setView({ size: (event.target as HTMLInputElement).checked ? 'actual' : '' })}
          />
          Actual size
        </label>
      </div>
      <div class="cards">${groups.length > 0 ? this.#groups(groups) : this.#empty(tags.length > 0)}</div>`;
  }

  #empty(filtered: boolean) {
    return filtered
      ? html`<rb-empty-state heading="No tag matches" icon="search">
          <p>No tag of the visible runs matches the filter.</p>
        </rb-empty-state>`
      : html`<rb-empty-state heading="No images in the visible runs" icon="image">
          <p>Tick a run that has images in the list of runs.</p>
        </rb-empty-state>`;
  }

  #groups(groups: readonly CardGroup[]) {
    return repeat(
      groups,
      ({ name }) => name,
      ({ name, tags, open }) => {
        const cards = tags.flatMap((tag) => this.#grid.cardsOf(tag));
        return html`<rb-card-grid
          .heading=${name || 'Tags without a group'}
          .count=${cards.length}
          .open=${open}
          @rb-group-toggle=${({ detail }: CustomEvent<boolean>) =>
            this.#setView(viewWithGroup(this.view, name, detail))}
        >
          ${
            open
              ? repeat(
                  cards,
                  ({ key }) => key,
                  ({ series, run }) => this.#card(series, run),
                )
              : undefined
          }
        </rb-card-grid>`;
      },
    );
  }

  #card(series: SeriesInfo, { name, color }: VisibleRun) {
    const steps = this.#loader.answerTo(series);
    const error = this.#loader.errorOf(series);
    const { run, tag } = series;
    return html`<rb-image-card
      .heading=${series.displayName || tag}
      .run=${name}
      .color=${color}
      .steps=${steps}
      .pictureUrl=${(step: number | bigint, sample: number, generation: number) =>
        this.api.url('images/picture', {
          run,
          tag,
          step: String(step),
          sample: String(sample),
          // Another generation may have another picture at the same step, which the browser must not know already.
          generation: String(generation),
        })}
      .actualSize=${this.view['size'] === 'actual'}
      .loading=${steps === undefined && error === undefined}
      .error=${error}
      @rb-retry=${() => this.#loader.retry()}
      @rb-on-screen-change=${({ detail }: CustomEvent<boolean>) => {
        this.#grid.setOnScreen(series, detail);
        this.#loader.want(this.#grid.onScreen);
      }}
    ></rb-image-card>`;
  }
}
customElements.define('rb-image-dashboard', ImageDashboard);
