// The tab of text: one card for each run and tag, and a search over all of them.

import { css, html, type PropertyValues } from 'lit';
import { cardGroupsOf, viewWithGroup } from '../../../../client/data/card-groups.ts';
import { indexAt, type StepList, stepListOf } from '../../../../client/data/step-list.ts';
import { given } from '../../../../client/given-card.ts';
import { StepDashboard, type StepParts } from '../../../../client/step-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { TextAnswer, TextMatch, TextSearchAnswer, TextSearchRequest, TextStepsHead } from '../kind.ts';
import type { Found } from './search-results.ts';
import type { TextMode, TextValue } from './text-card.ts';
import '../../../../client/components/segmented.ts';
import './search-results.ts';
import './text-card.ts';

const MODES = [
  { value: 'rendered', label: 'Rendered' },
  { value: 'raw', label: 'Raw' },
  { value: 'diff', label: 'Diff' },
] as const;
/** What a difference is told from; any other value is a step. */
const AGAINST = [
  { value: 'previous', label: 'Previous step' },
  { value: 'first', label: 'First step' },
  { value: 'chosen', label: 'Step' },
] as const;
const TYPING_MS = 250;

/**
 * Settings in the address: those of a StepDashboard, `mode`, `against` (a difference's other step), `q`, and `math`, which
 * is `off` where formulas stay as they were written.
 */
export class TextDashboard extends StepDashboard<StepList, TextValue> {
  static override properties = { ...StepDashboard.properties, found: { state: true } };
  static override styles = [
    ...StepDashboard.styles,
    css`
      :host {
        --rb-card-min-width: 28rem;
      }
      .settings .search {
        flex: 1 1 12rem;
        max-width: 22rem;
      }
      .step {
        width: 6rem;
      }
    `,
  ];
  /** Undefined without a search. */
  declare found: Found | undefined;

  protected override readonly things = 'texts';
  protected override readonly icon = 'text';
  protected override readonly example = {
    typescript: "writer.addText('samples', '**Hello** at step 1', 1);",
    python: 'writer.add_text("samples", "**Hello** at step 1", 1)',
  };

  /** The search under way. */
  #search: AbortController | undefined;

  constructor() {
    super();
    this.found = undefined;
  }

  get #mode(): TextMode {
    return MODES.find(({ value }) => value === this.view['mode'])?.value ?? 'rendered';
  }

  /** The other step of a difference. */
  get #against(): string {
    return this.view['against'] || 'previous';
  }

  protected override get valueMode(): string {
    return `${this.#math} ${this.#mode === 'diff' ? this.#against : ''}`;
  }

  get #math(): 'on' | 'off' {
    return this.view['math'] === 'off' ? 'off' : 'on';
  }

  protected override async load({ run, tag }: SeriesInfo): Promise<StepList> {
    return stepListOf((await this.api.columns<TextStepsHead>('text/steps', { run, tag }))[0]);
  }

  protected override async loadValue(series: SeriesInfo, list: StepList, at: number): Promise<TextValue> {
    const { run, tag } = series;
    const queryAt = (index: number) => ({ run, tag, step: String(list.steps[index]) });
    const math = this.#math === 'off' ? { math: 'off' } : {};
    const textAt = (index: number) => this.api.json<TextAnswer>('text/at', { ...queryAt(index), ...math });
    const other = this.#mode === 'diff' ? this.#otherIndex(list, at) : undefined;
    const [text, before] = await Promise.all([textAt(at), other === undefined ? undefined : textAt(other)]);
    return { text, before, wholeUrl: this.api.url('text/whole', queryAt(at)) };
  }

  #otherIndex(list: StepList, at: number): number | undefined {
    if (this.#against === 'previous') return at === 0 ? undefined : at - 1;
    if (this.#against === 'first') return at === 0 ? undefined : 0;
    return /^-?\d{1,19}$/.test(this.#against) ? indexAt(list, BigInt(this.#against)) : undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const before = changed.get('view')?.['q'] ?? '';
    const isNew = changed.has('view') && before !== (this.view['q'] ?? '');
    if (isNew || (changed.has('runs') && this.view['q'])) void this.#find(this.view['q'] ?? '');
  }

  async #find(pattern: string) {
    this.#search?.abort();
    this.#search = undefined;
    if (pattern === '') {
      this.found = undefined;
      return;
    }
    const search = new AbortController();
    this.#search = search;
    await new Promise((typed) => setTimeout(typed, TYPING_MS));
    if (search.signal.aborted) return;
    const body: TextSearchRequest = { pattern, runs: this.runs.map(({ name }) => name) };
    const found = await this.api.json<TextSearchAnswer>('text/search', {}, body, search.signal).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    if (!search.signal.aborted) this.found = found;
  }

  protected override settings() {
    const mode = this.#mode;
    return html`<rb-tag-filter
        class="search"
        label="Search texts"
        .value=${this.view['q'] ?? ''}
        @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.setView({ q: detail })}
      ></rb-tag-filter>
      <rb-segmented
        label="How texts are shown"
        .segments=${MODES}
        .value=${mode}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ mode: detail === 'rendered' ? '' : detail })}
      ></rb-segmented>
      ${mode === 'diff' ? this.#againstControls() : undefined}
      ${mode === 'rendered' ? this.#mathControl() : undefined} ${super.settings()}`;
  }

  #mathControl() {
    return html`<label class="check" title="Draws $…$, $$…$$, \\(…\\) and \\[…\\] as formulas">
      <input
        type="checkbox"
        .checked=${this.#math === 'on'}
        @change=${({ target }: Event) => this.setView({ math: (target as HTMLInputElement).checked ? '' : 'off' })}
      />
      Math
    </label>`;
  }

  #againstControls() {
    const chosen = AGAINST.find(({ value }) => value === this.#against)?.value ?? 'chosen';
    const field = html`<input
      class="field step"
      type="number"
      step="1"
      aria-label="Step to compare with"
      .value=${this.#against}
      @change=${({ target }: Event) => this.setView({ against: (target as HTMLInputElement).value || '0' })}
    />`;
    return html`<rb-segmented
        label="Compared with"
        .segments=${AGAINST}
        .value=${chosen}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
          this.setView({ against: detail === 'previous' ? '' : detail === 'chosen' ? '0' : detail })}
      ></rb-segmented>
      ${chosen === 'chosen' ? field : undefined}`;
  }

  protected override banner() {
    return html`<rb-search-results
      .found=${this.found}
      .runs=${this.runs}
      @rb-match-choose=${({ detail }: CustomEvent<TextMatch>) => this.#show(detail)}
    ></rb-search-results>`;
  }

  /** Shows the step of a match on its card, and the card. */
  async #show({ run, tag, step }: TextMatch) {
    const series = this.series.find((one) => one.run === run && one.tag === tag);
    if (!series) return;
    const steps = this.answerTo(series)?.steps;
    this.chooseStep(series, BigInt(step), steps ? indexAt({ steps }, BigInt(step)) : -1);
    const groupOf = (view: Readonly<Record<string, string>>) =>
      cardGroupsOf(this.tags, view).groups.find(({ tags }) => tags.includes(tag));
    const hidden = groupOf(this.view) === undefined;
    const group = groupOf(hidden ? {} : this.view);
    if (group) this.setView({ ...viewWithGroup(this.view, group.name, true), ...(hidden && { tag: '' }) });
    // The shell hands the new view down before the next frame.
    requestAnimationFrame(() =>
      this.renderRoot.querySelector(`[data-key="${keyOf(series)}"]`)?.scrollIntoView({ block: 'center' }),
    );
  }

  protected override stepCard(parts: StepParts<StepList, TextValue>) {
    const { series } = parts;
    return html`<rb-text-card
      ${given(parts)}
      data-key=${keyOf(series)}
      .mode=${this.#mode}
    ></rb-text-card>`;
  }
}

/** For an attribute and its selector: nothing that either would read otherwise. */
const keyOf = ({ run, tag }: SeriesInfo) => encodeURIComponent(`${run}\0${tag}`);
customElements.define('rb-text-dashboard', TextDashboard);
