// What the tabs have in common that show a card for each run and tag: they load what is on screen.
import type { PropertyValues, TemplateResult } from 'lit';
import type { SeriesInfo } from '../src/wire/api.ts';
import { CardDashboard, type DashboardCard, type Pin } from './card-dashboard.ts';
import { SeriesGrid } from './data/series-grid.ts';
import { SeriesLoader } from './data/series-loader.ts';
import type { VisibleRun } from './plugin-host.ts';

/** What a card is drawn from: its series, its run, and what came of asking for its data. */
export interface CardParts<Answer> {
  readonly series: SeriesInfo;
  readonly run: VisibleRun;
  /** Undefined until it came; what came last while it is asked for anew. */
  readonly answer: Answer | undefined;
  readonly error: string | undefined;
  readonly loading: boolean;
  readonly pin: Pin;
  /** To be called when the card comes into sight and when it leaves it: `@rb-on-screen-change`. */
  readonly onScreen: (event: CustomEvent<boolean>) => void;
  /** To be called to ask again: `@rb-retry`. */
  readonly retry: () => void;
}

/** A tab says what it loads and how a card looks. */
export abstract class SeriesDashboard<Answer> extends CardDashboard {
  #grid = new SeriesGrid();
  #answerMode = '';
  #loader = new SeriesLoader<Answer>(
    (series) => this.load(series),
    () => this.requestUpdate(),
  );

  protected abstract load(series: SeriesInfo): Promise<Answer>;
  protected abstract card(parts: CardParts<Answer>): TemplateResult;

  /** Series whose cards are on screen. */
  protected get onScreen(): readonly SeriesInfo[] {
    return this.#grid.onScreen;
  }

  /** What came of asking for a series, on screen or not; undefined before it came. */
  protected answerTo(series: SeriesInfo): Answer | undefined {
    return this.#loader.answerTo(series);
  }

  protected override get tags(): readonly string[] {
    return this.#grid.tags;
  }

  protected override cardsOf(tag: string): readonly DashboardCard[] {
    return this.#grid.cardsOf(tag).map(({ key, series, run }) => ({
      key,
      draw: (pin) => this.card(this.#partsOf(series, run, pin)),
    }));
  }

  /** What has come for the cards of a tag, in the order of the runs. */
  protected answersTo(tag: string): Answer[] {
    return this.#grid
      .cardsOf(tag)
      .map(({ series }) => this.#loader.answerTo(series))
      .filter((answer) => answer !== undefined);
  }

  /** What else than the series an answer depends on; another text asks for all answers anew. */
  protected get answerMode(): string {
    return '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { answerMode } = this;
    if (answerMode !== this.#answerMode) this.#loader.forget();
    this.#answerMode = answerMode;
    if (changed.has('series')) this.#loader.retain(this.series);
    if (changed.has('series') || changed.has('runs')) this.#grid.set(this.series, this.runs);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('runs') || changed.has('view'))
      this.#loader.want(this.#grid.onScreen);
  }

  #partsOf(series: SeriesInfo, run: VisibleRun, pin: Pin): CardParts<Answer> {
    const answer = this.#loader.answerTo(series);
    const error = this.#loader.errorOf(series);
    return {
      series,
      run,
      answer,
      error,
      loading: answer === undefined && error === undefined,
      pin,
      onScreen: ({ detail }) => {
        this.#grid.setOnScreen(series, detail);
        this.#loader.want(this.#grid.onScreen);
        this.requestUpdate();
      },
      retry: () => this.#loader.retry(),
    };
  }
}
