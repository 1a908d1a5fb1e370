// What the tabs have in common that show cards: filtering and grouping them by tag, pinning, and what is said where
// there are none.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SeriesInfo } from '../src/wire/api.ts';
import { controlStyles } from './components/control-styles.ts';
import { dashboardStyles } from './components/dashboard-styles.ts';
import { FewAtATime } from './components/few-at-a-time.ts';
import type { IconName } from './components/icon.ts';
import {
  type CardGroup,
  cardGroupsOf,
  isOpen,
  pinnedOf,
  viewWithGroup,
  viewWithPin,
} from './data/card-groups.ts';
import { type Api, type DashboardElement, VIEW_CHANGE, type VisibleRun } from './plugin-host.ts';
import { taskTurn } from './turns/task-turn.ts';
import './components/card-grid.ts';
import './components/code-example.ts';
import './components/empty-state.ts';
import './components/tag-filter.ts';

/** One card. `draw` is called with its pin: `.pinned=${pin.pinned} @rb-pin-change=${pin.change}`. */
export interface DashboardCard {
  /** Told apart by it, also in the address of a page with pinned cards. */
  readonly key: string;
  draw(pin: Pin): TemplateResult;
}

/** Whether a card is pinned, and what to call when its pin was pressed. */
export interface Pin {
  readonly pinned: boolean;
  readonly change: (event: CustomEvent<boolean>) => void;
}

/** The lines that log what a tab shows, with a `writer`. */
export interface CodeExample {
  readonly typescript: string;
  readonly python: string;
}

/** Name of the group of pinned cards; no tag begins with it. */
const PINNED = '\0pinned';

/** Settings in the address: `tag`, `open`, `shut`, `pin`, and those of the tab. A tab says which cards a tag has. */
export abstract class CardDashboard extends LitElement implements DashboardElement {
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

  /** What is shown, in the plural: "histograms". */
  protected abstract readonly things: string;
  /** For the empty tab. */
  protected abstract readonly icon: IconName;
  /** For the empty tab. */
  protected abstract readonly example: CodeExample;

  #turns = new FewAtATime(this);

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
  }

  /** Tags with a card, unordered. */
  protected abstract get tags(): readonly string[];
  /** Cards of a tag, in their order. */
  protected abstract cardsOf(tag: string): readonly DashboardCard[];
  /** Controls beside the tag filter. */
  protected settings(): TemplateResult | undefined {
    return undefined;
  }
  /** What stands between the settings and the cards. */
  protected banner(): TemplateResult | undefined {
    return undefined;
  }

  /** Changes this tab's part of the address. */
  protected setView(change: Readonly<Record<string, string>>): void {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail: change, bubbles: true, composed: true }));
  }

  /** In a task of its own, once for all that changed in the one before. */
  protected override async scheduleUpdate(): Promise<void> {
    await taskTurn();
    await super.scheduleUpdate();
  }

  override render() {
    const { tags, view } = this;
    const { groups, invalid } = cardGroupsOf(tags, view, (tag) => this.cardsOf(tag).length);
    const pinned = this.#pinned(tags);
    return html`<div class="settings" role="group" aria-label="Settings of all ${this.things}">
        <rb-tag-filter
          .value=${view['tag'] ?? ''}
          .invalid=${invalid}
          @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.setView({ tag: detail })}
        ></rb-tag-filter>
        ${this.settings()}
      </div>
      ${this.banner()}
      <div class="cards">
        ${pinned.length > 0 ? this.#grid('Pinned', PINNED, pinned, isOpen(view, PINNED)) : nothing}
        ${this.#groups(groups)}
        ${groups.length === 0 ? this.#empty(tags.length > 0) : nothing}
      </div>`;
  }

  /** Pinned cards of the visible runs, whatever the filter says. */
  #pinned(tags: readonly string[]): DashboardCard[] {
    const keys = [...pinnedOf(this.view)];
    if (keys.length === 0) return [];
    const byKey = new Map(tags.flatMap((tag) => this.cardsOf(tag)).map((card) => [card.key, card]));
    return keys.map((key) => byKey.get(key)).filter((card) => card !== undefined);
  }

  #groups(groups: readonly CardGroup[]) {
    const pinned = pinnedOf(this.view);
    return repeat(
      groups,
      ({ name }) => name,
      ({ name, tags, open }) => {
        const cards = tags.flatMap((tag) => this.cardsOf(tag)).filter(({ key }) => !pinned.has(key));
        return cards.length === 0
          ? nothing
          : this.#grid(name || 'Tags without a group', name, cards, open, pinned);
      },
    );
  }

  #grid(
    heading: string,
    name: string,
    cards: readonly DashboardCard[],
    open: boolean,
    pinned = pinnedOf(this.view),
  ) {
    return html`<rb-card-grid
      .heading=${heading}
      .count=${cards.length}
      .open=${open}
      @rb-group-toggle=${({ detail }: CustomEvent<boolean>) =>
        this.setView(viewWithGroup(this.view, name, detail))}
    >
      ${
        open
          ? repeat(
              this.#turns.of(cards, ({ key }) => `${name}\0${key}`),
              ({ key }) => key,
              (card) =>
                card.draw({
                  pinned: pinned.has(card.key),
                  change: ({ detail }) => this.setView(viewWithPin(this.view, card.key, detail)),
                }),
            )
          : undefined
      }
    </rb-card-grid>`;
  }

  #empty(filtered: boolean) {
    if (filtered)
      return html`<rb-empty-state heading="No tag matches" icon="search">
        <p>No tag of the visible runs matches the filter.</p>
      </rb-empty-state>`;
    const { typescript, python } = this.example;
    return html`<rb-empty-state heading="No ${this.things} in the visible runs" icon=${this.icon}>
      <p>Tick a run that has ${this.things} in the list of runs, or log some:</p>
      <rb-code-example language="TypeScript" .code=${`const writer = new SummaryWriter('runs/first');\n${typescript}`}></rb-code-example>
      <rb-code-example language="Python" .code=${`writer = SummaryWriter("runs/first")\n${python}`}></rb-code-example>
    </rb-empty-state>`;
  }
}
