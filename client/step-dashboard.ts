// What the tabs have in common that show one step at a time: a slider on each card or one step for all, and a value
// that is fetched only for the step that is shown.
import { html, type PropertyValues, type TemplateResult } from 'lit';
import type { SeriesInfo } from '../src/wire/api.ts';
import { SeriesLoader } from './data/series-loader.ts';
import { indexAt, type StepList } from './data/step-list.ts';
import { type CardParts, SeriesDashboard } from './series-dashboard.ts';

/** What a card is drawn from: the steps there are, which one is shown, and its value. */
export interface StepParts<Steps, Value> extends CardParts<Steps> {
  /** Index of the step shown; −1 where there is none. */
  readonly at: number;
  /** Of the step shown, or while that is fetched what was shown before; undefined before the first. */
  readonly value: Value | undefined;
  /** Why the value could not be fetched. */
  readonly valueError: string | undefined;
  /** Whether the value is of another step than the one shown. */
  readonly pending: boolean;
  /** To be called with the index that was chosen: `@rb-step-change`. */
  readonly chooseStep: (event: CustomEvent<number>) => void;
}

/** One step of a series, as asked for. */
interface Question {
  readonly run: string;
  readonly tag: string;
  readonly id: string;
  readonly series: SeriesInfo;
  readonly at: number;
}

/**
 * Settings in the address: `step`, the step of all cards (`last` for the newest); without it each card has its own. A
 * card stays at the newest step until another is chosen, and again once the last is.
 */
export abstract class StepDashboard<Steps extends StepList, Value> extends SeriesDashboard<Steps> {
  /** Steps that were chosen on single cards, by run and tag. */
  #chosen = new Map<string, number | bigint>();
  #questions = new Map<string, Question>();
  #values = new SeriesLoader<Value, Question>(
    ({ series, at }) => {
      const steps = this.answerTo(series);
      return steps ? this.loadValue(series, steps, at) : Promise.reject(new Error('The series is gone.'));
    },
    () => this.requestUpdate(),
  );

  protected abstract loadValue(series: SeriesInfo, steps: Steps, at: number): Promise<Value>;
  protected abstract stepCard(parts: StepParts<Steps, Value>): TemplateResult;
  /** What else a value depends on; another text asks for all values anew. */
  protected get valueMode(): string {
    return '';
  }

  protected override card(parts: CardParts<Steps>): TemplateResult {
    const { series, answer } = parts;
    const question = answer && this.#questionOf(series, answer);
    const value = this.#values.answerTo(series);
    return this.stepCard({
      ...parts,
      at: question?.at ?? -1,
      value,
      valueError: this.#values.errorOf(series),
      pending: this.#values.askedOf(series)?.id !== question?.id,
      chooseStep: ({ detail }) => this.chooseStep(series, answer?.steps[detail], detail),
      retry: () => {
        parts.retry();
        this.#values.retry();
      },
    });
  }

  /** Shows a step of a series, or of all where they go together. */
  protected chooseStep(series: SeriesInfo, step: number | bigint | undefined, at: number): void {
    const isLast = at === series.length - 1;
    if (this.view['step']) this.setView({ step: isLast || step === undefined ? 'last' : String(step) });
    else if (isLast || step === undefined) this.#chosen.delete(keyOf(series));
    else this.#chosen.set(keyOf(series), step);
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('series')) return;
    this.#values.retain(this.series);
    const keys = new Set(this.series.map(keyOf));
    for (const key of this.#questions.keys()) if (!keys.has(key)) this.#questions.delete(key);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const questions = this.onScreen.map((series) => {
      const steps = this.answerTo(series);
      return steps && this.#questionOf(series, steps);
    });
    this.#values.want(questions.filter((question) => question !== undefined));
  }

  protected override settings(): TemplateResult {
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${Boolean(this.view['step'])}
        @change=${({ target }: Event) =>
          this.setView({ step: (target as HTMLInputElement).checked ? 'last' : '' })}
      />
      Same step on all cards
    </label>`;
  }

  /** The same object as long as it asks for the same. */
  #questionOf(series: SeriesInfo, steps: Steps): Question | undefined {
    const key = keyOf(series);
    const at = indexAt(steps, this.#stepOf(key));
    if (at < 0) return undefined;
    const id = `${steps.generation} ${steps.steps[at]} ${this.valueMode}`;
    const known = this.#questions.get(key);
    if (known?.id === id && known.at === at) return known;
    const question = { run: series.run, tag: series.tag, id, series, at };
    this.#questions.set(key, question);
    return question;
  }

  #stepOf(key: string): number | bigint | undefined {
    const { step } = this.view;
    if (!step) return this.#chosen.get(key);
    return /^-?\d{1,19}$/.test(step) ? BigInt(step) : undefined;
  }
}

const keyOf = ({ run, tag }: SeriesInfo) => `${run}\0${tag}`;
