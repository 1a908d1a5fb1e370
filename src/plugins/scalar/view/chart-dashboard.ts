// What the tabs of charts have in common, scalars and custom scalars: settings of all charts, sections of cards, and a
// zoom that a link carries.
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { warmFrame } from '../../../../client/charts/chart-frame.ts';
import type { HoverOrder } from '../../../../client/charts/hover.ts';
import type { Zoom } from '../../../../client/charts/range.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dashboardStyles } from '../../../../client/components/dashboard-styles.ts';
import { FewAtATime } from '../../../../client/components/few-at-a-time.ts';
import { viewWithGroup } from '../../../../client/data/card-groups.ts';
import { remembered } from '../../../../client/data/remembered.ts';
import { cardSizeOf } from './card-charts.ts';
import { type Card, type CardSection, cardOfTag, viewWithCard, viewWithCardPin } from './card-list.ts';
import { CardPoints } from './card-points.ts';
import {
  type CardSettings,
  type ChartSettings,
  chartSettingsOf,
  effectiveSettings,
  type View,
} from './chart-settings.ts';
import type { ExportRequest } from './export-menu.ts';
import type { ScalarCard } from './scalar-card.ts';
import { clicked, stepSelectionOf, stepSelectionText } from './step-selection.ts';
import '../../../../client/components/card-grid.ts';
import '../../../../client/components/empty-state.ts';
import './scalar-card.ts';
import './scalar-settings.ts';

void warmFrame();

type Drawing = ReturnType<ChartDashboard['drawing']>;
const NOTHING_DRAWN: Drawing = { heading: '', lines: [], error: undefined, xAxis: 'step' };
/** Longer than this an update makes no further drawings. */
const SLICE_MS = 8;
const HOVER_ORDERS = ['descending', 'ascending', 'nearest'] as const;

/**
 * Settings in the address: those of `chartSettingsOf`, `tag`, `x`, `xtag`, `order`, `cols`, `height`, `sel`, `open`,
 * `shut`, `pin`, and one for each card that has settings of its own. A tab says which cards there are, and of what.
 */
export abstract class ChartDashboard extends CardPoints {
  static override styles = [
    controlStyles,
    dashboardStyles,
    css`
      rb-scalar-settings {
        display: contents;
      }
    `,
  ];
  #turns = new FewAtATime(this);

  /** The bar above the cards, best made by `settingsBar`. */
  protected abstract bar(): TemplateResult;
  /** In place of the cards; `filtered` is whether the filter alone hides all. */
  protected abstract empty(): TemplateResult;
  /** Between the bar and the cards. */
  protected banner(): TemplateResult | typeof nothing {
    return nothing;
  }
  /** Why a card has no curve, and will have none before something is logged or ticked. */
  protected emptiness(_card: Card): string | undefined {
    return undefined;
  }
  /** Below the chart. */
  protected note(_card: Card): string | undefined {
    return undefined;
  }
  /** Whether a card has a button that changes what it shows; then `edit` is called. */
  protected canEdit(_card: Card): boolean {
    return false;
  }
  protected edit(_card: Card): void {
    // Only where canEdit says so.
  }
  /** To be called when a tag, or a card by its id, is to be part of another card. */
  protected merge(_into: Card, _id: string): void {
    // Only where cards take tags.
  }

  #settingsOf: View | undefined;
  #all = chartSettingsOf({});
  #effective = new WeakMap<CardSettings, ChartSettings>();
  /** By card, with what they were made of. */
  #drawings = new Map<string, { readonly drawing: Drawing; readonly of: readonly unknown[] }>();
  #untilMs = 0;
  /** Whether cards wait for the next update. */
  #late = false;
  #selection = remembered(stepSelectionOf);

  get #hoverOrder(): HoverOrder {
    return HOVER_ORDERS.find((order) => order === this.view['order']) ?? 'descending';
  }

  #setCard(card: Card, change: Partial<CardSettings>) {
    if (change.zoom) this.zooms.forget(card.id);
    this.setView(viewWithCard(card, change));
  }

  override render() {
    const { pinned, sections } = this.list;
    const count = sections.reduce((sum, { cards }) => sum + cards.length, 0);
    const nothingThere = count === 0 && pinned.length === 0;
    return html`${this.bar()} ${this.banner()}
      <div class="cards" .style=${cardSizeOf(this.view)}>
        ${pinned.length > 0 ? this.#section({ name: 'Pinned', open: true, cards: pinned }, false) : undefined}
        ${
          nothingThere
            ? this.empty()
            : repeat(
                sections,
                ({ name }) => name,
                (section) => this.#section(section, true),
              )
        }
      </div>`;
  }

  /** Settings as they hold for a card; the same object until view or card is another. */
  #chartsOf(card: Card): ChartSettings {
    if (this.#settingsOf !== this.view) {
      this.#settingsOf = this.view;
      this.#all = chartSettingsOf(this.view);
      this.#effective = new WeakMap();
    }
    const known = this.#effective.get(card.settings);
    if (known) return known;
    const settings = effectiveSettings(this.#all, card.settings);
    this.#effective.set(card.settings, settings);
    return settings;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#untilMs = performance.now() + SLICE_MS;
    this.#late = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.#late) this.requestUpdate();
  }

  /**
   * What was drawn last of a card that is not on screen, for nobody sees it, and of one whose turn comes with the next
   * update: of ten thousand runs each takes some milliseconds.
   */
  #drawingOf(card: Card): Drawing {
    const known = this.#drawings.get(card.id);
    if (!this.onScreen.has(card.id)) return known?.drawing ?? NOTHING_DRAWN;
    const of = [card, this.series, this.runs, this.xTag, this.xAxis, this.loader.revision];
    if (known?.of.every((part, at) => part === of[at])) return known.drawing;
    if (performance.now() > this.#untilMs) {
      this.#late = true;
      return known?.drawing ?? NOTHING_DRAWN;
    }
    const drawing = this.drawing(card);
    this.#drawings.set(card.id, { drawing, of });
    return drawing;
  }

  #section({ name, open, cards }: CardSection, foldable: boolean) {
    return html`<rb-card-grid
      .heading=${name || 'Tags without a group'}
      .count=${cards.length}
      .open=${open}
      @rb-group-toggle=${({ detail }: CustomEvent<boolean>) =>
        foldable && this.setView(viewWithGroup(this.view, name, detail))}
    >
      ${
        open
          ? repeat(
              this.#turns.of(cards, ({ id }) => `${name}\0${id}`),
              ({ id }) => id,
              (card) => this.#card(card),
            )
          : undefined
      }
    </rb-card-grid>`;
  }

  /** Anew only where something of it is another: of hundreds of cards some twenty are on screen. */
  #card(card: Card) {
    const drawing = this.#drawingOf(card);
    const [empty, note, editable] = [this.emptiness(card), this.note(card), this.canEdit(card)];
    return guard([card, drawing, empty, note, editable, this.view, this.tags], () =>
      this.#cardOf(card, drawing, { empty, note, editable }),
    );
  }

  #cardOf(
    card: Card,
    { heading, lines, error, xAxis }: Drawing,
    { empty, note, editable }: Pick<ScalarCard, 'empty' | 'note' | 'editable'>,
  ) {
    return html`<rb-scalar-card
      .card=${card}
      .heading=${heading}
      .lines=${lines}
      .charts=${this.#chartsOf(card)}
      .xAxis=${xAxis}
      .xTag=${this.xTag}
      .hoverOrder=${this.#hoverOrder}
      .selection=${this.#selection(this.view['sel'])}
      .loading=${lines.length === 0 && empty === undefined}
      .error=${error}
      .empty=${empty}
      .note=${note}
      .editable=${editable}
      .tags=${this.tags}
      .expanded=${card.settings.expanded}
      @rb-retry=${() => this.loader.retry()}
      @rb-export=${(event: CustomEvent<ExportRequest>) => {
        event.stopPropagation();
        this.export(event.detail, card);
      }}
      @rb-on-screen-change=${({ detail }: CustomEvent<boolean>) => {
        if (detail) this.onScreen.set(card.id, card);
        else this.onScreen.delete(card.id);
        this.requestUpdate();
        this.fetch();
      }}
      @rb-width-change=${({ detail }: CustomEvent<number>) => {
        this.setWidth(card.id, detail);
      }}
      @rb-card-change=${({ detail }: CustomEvent<Partial<CardSettings>>) => this.#setCard(card, detail)}
      @rb-card-zoom=${({ detail }: CustomEvent<Zoom>) => this.zooms.set(card.id, detail)}
      @rb-pin-change=${({ detail }: CustomEvent<boolean>) => this.setView(viewWithCardPin(this.view, card.id, detail))}
      @rb-card-edit=${() => this.edit(card)}
      @rb-card-add=${({ detail }: CustomEvent<string>) => this.merge(card, cardOfTag(detail))}
      @rb-card-merge=${({ detail }: CustomEvent<string>) => this.merge(card, detail)}
      @rb-plot-click=${({ detail }: CustomEvent<{ at: number; extend: boolean }>) => this.#clicked(detail)}
    ></rb-scalar-card>`;
  }

  /** A click chooses a step only where steps are compared, and where there are steps. */
  #clicked({ at, extend }: { at: number; extend: boolean }) {
    const before = stepSelectionOf(this.view['sel']);
    if (before && this.xAxis === 'step')
      this.setView({ sel: stepSelectionText(clicked(before, at, extend)) });
  }
}
