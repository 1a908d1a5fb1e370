// One tag of one run at one step: a slider over the steps, and below it what the tab shows of one.
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatStep, formatWallTime } from './charts/number-format.ts';
import { staleNote } from './components/stale-note.ts';
import type { StepList } from './data/step-list.ts';
import { SeriesCard } from './series-card.ts';
import './components/error-note.ts';
import './components/slider.ts';

/**
 * A SeriesCard whose answer is the list of steps, given also the value of the step that is shown.
 * @fires rb-step-change - `detail` is the index of the step that was chosen.
 * @cssprop --rb-card-height - Least height of the content; default 8rem.
 */
export abstract class StepCard<Value> extends SeriesCard<StepList> {
  static override properties: PropertyDeclarations = {
    at: { type: Number },
    value: { attribute: false },
    valueError: {},
    pending: { type: Boolean },
  };
  static override styles = [
    ...SeriesCard.styles,
    css`
      :host {
        --rb-card-height: 8rem;
      }
      .step {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--rb-space-3);
        margin-bottom: var(--rb-space-2);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
      .step rb-slider {
        flex: 1 1 12rem;
      }
      .pending {
        opacity: 0.6;
      }
      .loading {
        margin: 0;
        color: var(--rb-text-faint);
        font-size: var(--rb-text-s);
      }
    `,
  ];
  /** Index of the step shown; −1 where there is none. */
  declare at: number;
  /** Undefined until it came. */
  declare value: Value | undefined;
  /** Why the value of this step could not be fetched: other steps can still be chosen. */
  declare valueError: string | undefined;
  /** Whether the value is still of another step. */
  declare pending: boolean;

  constructor() {
    super();
    this.at = -1;
    this.value = undefined;
    this.valueError = undefined;
    this.pending = false;
  }

  /** What a step holds, drawn. */
  protected abstract stepContent(value: Value): TemplateResult;
  /** Buttons beside the title, with `slot="actions"`. */
  protected stepActions(_value: Value): TemplateResult | undefined {
    return undefined;
  }

  /** The step shown, as it is read. */
  protected get stepText(): string {
    return `step ${formatStep(this.answer?.steps[this.at] ?? 0)}`;
  }

  protected override emptiness({ steps }: StepList): string | undefined {
    return steps.length === 0 ? 'Nothing logged yet' : undefined;
  }

  protected override actions(): TemplateResult | undefined {
    return this.value === undefined ? undefined : this.stepActions(this.value);
  }

  protected override content(list: StepList): TemplateResult {
    const { value, valueError } = this;
    if (value !== undefined)
      return html`${this.#slider(list)}
        <div class=${this.pending ? 'pending' : nothing}>${this.stepContent(value)}</div>
        ${staleNote(valueError)}`;
    return html`${this.#slider(list)}
      ${
        valueError === undefined
          ? html`<p class="loading">Loading…</p>`
          : html`<rb-error-note .message=${valueError} retry></rb-error-note>`
      }`;
  }

  #slider({ steps, wallTimes }: StepList) {
    const last = steps.length - 1;
    return html`<div class="step">
      ${
        last > 0
          ? html`<rb-slider
              label="Step of ${this.heading}, ${this.run}"
              hide-label
              .max=${last}
              .step=${1}
              .value=${this.at}
              .readout=${this.stepText}
              @rb-slider-change=${({ detail }: CustomEvent<number>) =>
                this.dispatchEvent(
                  new CustomEvent('rb-step-change', { detail, bubbles: true, composed: true }),
                )}
            ></rb-slider>`
          : html`<span>${this.stepText}</span>`
      }
      <span class="time">${formatWallTime(wallTimes[this.at] ?? 0)}</span>
    </div>`;
  }
}
