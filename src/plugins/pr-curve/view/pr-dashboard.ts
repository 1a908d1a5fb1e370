// The tab of PR and ROC curves: one card for each tag, with the curves of all visible runs.
import { css, html, type PropertyValues } from 'lit';
import { CardDashboard, type DashboardCard, type Pin } from '../../../../client/card-dashboard.ts';
import { SeriesGrid } from '../../../../client/data/series-grid.ts';
import { SeriesLoader } from '../../../../client/data/series-loader.ts';
import { indexAt, type StepList, stepListOf } from '../../../../client/data/step-list.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { PR_CURVE_ROWS, type PrCurve, type PrCurveHead, type PrCurveListHead } from '../kind.ts';
import type { CurveView, RunCurve } from './pr-card.ts';
import { type Question, questionOf, stepsOfAll } from './tag-steps.ts';
import '../../../../client/components/segmented.ts';
import '../../../../client/components/slider.ts';
import './pr-card.ts';

const VIEWS = [
  { value: 'both', label: 'Both' },
  { value: 'pr', label: 'PR' },
  { value: 'roc', label: 'ROC' },
] as const;
const FIRST_THRESHOLD = 0.5;

/**
 * Settings in the address: `curves` (`pr`, `roc`), `threshold`, `f1=0` without lines of equal F1, and `step`, the step of
 * all cards (`last` for the newest); without it each card has its own, and stays at the newest until another is chosen.
 */
export class PrDashboard extends CardDashboard {
  static override styles = [
    ...CardDashboard.styles,
    css`
      :host {
        --rb-card-min-width: 36rem;
      }
    `,
  ];

  protected override readonly things = 'PR curves';
  protected override readonly icon = 'chart';
  protected override readonly example = {
    typescript: "writer.addPrCurve('pr/cat', labels, predictions, step);",
    python: 'writer.add_pr_curve("pr/cat", labels, predictions, step)',
  };

  #grid = new SeriesGrid();
  #onScreen = new Set<string>();
  /** Steps that were chosen on single cards, by tag. */
  #chosen = new Map<string, number | bigint>();
  #questions = new Map<string, Question>();
  #lists = new SeriesLoader<StepList>(
    (series) => this.#list(series),
    () => this.requestUpdate(),
  );
  #curves = new SeriesLoader<{ readonly step: number | bigint; readonly curve: PrCurve }, Question>(
    async (question) => ({ step: question.step, curve: await this.#curve(question) }),
    () => this.requestUpdate(),
  );
  /** As they were last given to each card: a card whose list is the same draws nothing. */
  #given = new Map<string, readonly RunCurve[]>();

  async #list({ run, tag }: SeriesInfo): Promise<StepList> {
    return stepListOf((await this.api.columns<PrCurveListHead>('pr_curves/list', { run, tag }))[0]);
  }

  async #curve({ run, tag, step }: Question): Promise<PrCurve> {
    const [block] = await this.api.columns<PrCurveHead>('pr_curves/at', { run, tag, step: `${step}` });
    const rows = PR_CURVE_ROWS.map((name) => [name, block?.columns[name]] as const);
    if (rows.some(([, column]) => !(column instanceof Float64Array)))
      throw new Error('The server answered with other columns than expected. Load the page anew.');
    return Object.fromEntries(rows) as unknown as PrCurve;
  }

  protected override get tags(): readonly string[] {
    return this.#grid.tags;
  }

  protected override cardsOf(tag: string): readonly DashboardCard[] {
    return [{ key: tag, draw: (pin) => this.#card(tag, pin) }];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('runs')) this.#grid.set(this.series, this.runs);
    if (!changed.has('series')) return;
    this.#lists.retain(this.series);
    this.#curves.retain(this.series);
  }

  protected override updated(): void {
    const cards = [...this.#onScreen].flatMap((tag) => this.#grid.cardsOf(tag));
    this.#lists.want(cards.map(({ series }) => series));
    const questions = cards.map(({ series }) => {
      const list = this.#lists.answerTo(series);
      return list && questionOf(this.#questions, series, list, this.#stepOf(series.tag));
    });
    this.#curves.want(questions.filter((question) => question !== undefined));
  }

  /** Undefined for the newest. */
  #stepOf(tag: string): number | bigint | undefined {
    const { step } = this.view;
    if (!step) return this.#chosen.get(tag);
    return /^-?\d{1,19}$/.test(step) ? BigInt(step) : undefined;
  }

  #chooseStep(tag: string, step: number | bigint | undefined, isLast: boolean) {
    if (this.view['step']) this.setView({ step: isLast || step === undefined ? 'last' : `${step}` });
    else if (isLast || step === undefined) this.#chosen.delete(tag);
    else this.#chosen.set(tag, step);
    this.requestUpdate();
  }

  get #threshold(): number {
    const threshold = Number(this.view['threshold'] ?? FIRST_THRESHOLD);
    return threshold >= 0 && threshold <= 1 ? threshold : FIRST_THRESHOLD;
  }

  #setThreshold = ({ detail }: CustomEvent<number>) =>
    this.setView({ threshold: detail === FIRST_THRESHOLD ? '' : `${Number(detail.toFixed(4))}` });

  get #shown(): CurveView {
    return VIEWS.find(({ value }) => value === this.view['curves'])?.value ?? 'both';
  }

  protected override settings() {
    const { view } = this;
    return html`<rb-segmented
        label="Curves"
        .segments=${VIEWS}
        .value=${this.#shown}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ curves: detail === 'both' ? '' : detail })}
      ></rb-segmented>
      <rb-slider label="Threshold" .value=${this.#threshold} @rb-slider-change=${this.#setThreshold}></rb-slider>
      ${this.#check('Lines of equal F1', view['f1'] !== '0', (on) => this.setView({ f1: on ? '' : '0' }))}
      ${this.#check('Same step on all cards', Boolean(view['step']), (on) => this.setView({ step: on ? 'last' : '' }))}`;
  }

  #check(label: string, checked: boolean, change: (on: boolean) => void) {
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${checked}
        @change=${({ target }: Event) => change((target as HTMLInputElement).checked)}
      />
      ${label}
    </label>`;
  }

  #curvesOf(tag: string): readonly RunCurve[] {
    const curves = this.#grid.cardsOf(tag).flatMap(({ series, run }) => {
      const answer = this.#curves.answerTo(series);
      return answer ? [{ run, ...answer }] : [];
    });
    const known = this.#given.get(tag);
    const isSame =
      known?.length === curves.length &&
      curves.every(({ run, curve }, i) => known[i]?.run === run && known[i]?.curve === curve);
    if (isSame) return known;
    this.#given.set(tag, curves);
    return curves;
  }

  #card(tag: string, pin: Pin) {
    const all = this.#grid.cardsOf(tag).map(({ series }) => series);
    const lists = all.map((series) => this.#lists.answerTo(series)).filter((list) => list !== undefined);
    const steps = stepsOfAll(lists);
    const errors = all.map((series) => this.#lists.errorOf(series) ?? this.#curves.errorOf(series));
    const error = errors.find((message) => message !== undefined);
    const curves = this.#curvesOf(tag);
    return html`<rb-pr-card
      .heading=${all[0]?.displayName || tag}
      .curves=${curves}
      .steps=${steps}
      .at=${indexAt({ steps }, this.#stepOf(tag))}
      .threshold=${this.#threshold}
      .shown=${this.#shown}
      .isoF1=${this.view['f1'] !== '0'}
      .loading=${curves.length === 0 && error === undefined && (steps.length > 0 || lists.length < all.length)}
      .error=${error}
      .pinned=${pin.pinned}
      @rb-pin-change=${pin.change}
      @rb-threshold-change=${this.#setThreshold}
      @rb-step-change=${({ detail }: CustomEvent<number>) =>
        this.#chooseStep(tag, steps[detail], detail === steps.length - 1)}
      @rb-retry=${() => {
        this.#lists.retry();
        this.#curves.retry();
      }}
      @rb-on-screen-change=${({ detail }: CustomEvent<boolean>) => {
        if (detail) this.#onScreen.add(tag);
        else this.#onScreen.delete(tag);
        this.requestUpdate();
      }}
    ></rb-pr-card>`;
  }
}
customElements.define('rb-pr-dashboard', PrDashboard);
