// What every card of one tag of one run is given, in the one place: `<rb-text-card ${given(parts)} .mode=${mode}>`.
import { noChange } from 'lit';
import {
  Directive,
  type DirectiveParameters,
  directive,
  type ElementPart,
  type PartInfo,
  PartType,
} from 'lit/directive.js';
import type { CardParts } from './series-dashboard.ts';
import type { StepParts } from './step-dashboard.ts';

type Parts = CardParts<unknown> | StepParts<unknown, unknown>;

/** Sets the properties of a SeriesCard, or of a StepCard, and hears what it fires. */
class Given extends Directive {
  #parts: Parts | undefined;

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('given() stands in the tag of a card.');
  }

  render(_parts: Parts, _heading?: string): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [parts, heading]: DirectiveParameters<this>): unknown {
    if (!this.#parts) this.#listen(element);
    this.#parts = parts;
    const { series, run, answer, loading, error, pin } = parts;
    Object.assign(element, {
      heading: heading ?? (series.displayName || series.tag),
      run: run.label ?? run.name,
      color: run.color,
      answer,
      loading,
      error,
      pinned: pin.pinned,
    });
    if ('at' in parts) {
      const { at, value, valueError, pending } = parts;
      Object.assign(element, { at, value, valueError, pending });
    }
    return noChange;
  }

  /** Once: what is called is always what was given last. */
  #listen(element: Element) {
    const hear = <Detail>(name: string, act: (parts: Parts, event: CustomEvent<Detail>) => void) =>
      element.addEventListener(name, (event) => {
        if (this.#parts) act(this.#parts, event as CustomEvent<Detail>);
      });
    hear<boolean>('rb-pin-change', ({ pin }, event) => pin.change(event));
    hear<boolean>('rb-on-screen-change', ({ onScreen }, event) => onScreen(event));
    hear('rb-retry', ({ retry }) => retry());
    hear<number>('rb-step-change', (parts, event) => 'chooseStep' in parts && parts.chooseStep(event));
  }
}

/** `heading` is the series' own name where it is left out. */
export const given = directive(Given);
