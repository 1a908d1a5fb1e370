// What the cards of histograms and of distributions have in common: steps along one axis, logged values along the other.
import { css, type PropertyDeclarations } from 'lit';
import type { XAxis } from './charts/plotted-line.ts';
import { type Interval, sameInterval } from './charts/range.ts';
import { SeriesCard } from './series-card.ts';

/** Columns of some steps of a series. */
interface SomeSteps {
  readonly steps: ArrayLike<number | bigint>;
  /** Steps that the series has. */
  readonly length: number;
}

/** Says how many of the steps it shows where these are not all, and that there is nothing where nothing was counted. */
export abstract class ValuesCard<Answer extends SomeSteps> extends SeriesCard<Answer> {
  static override properties: PropertyDeclarations = {
    xAxis: {},
    extent: { attribute: false, hasChanged: (a?: Interval, b?: Interval) => !sameInterval(a, b) },
  };
  static override styles = [
    ...SeriesCard.styles,
    css`
      :host {
        --rb-card-height: 14.5rem;
        --rb-chart-height: 13rem;
      }
      :host([expanded]) {
        --rb-card-height: 30rem;
        --rb-chart-height: 28rem;
      }
    `,
  ];
  declare xAxis: XAxis;
  /** Of the values; undefined for that of the data. */
  declare extent: Interval | undefined;

  constructor() {
    super();
    this.xAxis = 'step';
    this.extent = undefined;
  }

  /** Whether anything was counted at any step. */
  protected abstract counted(answer: Answer): boolean;

  protected override note({ steps, length }: Answer): string | undefined {
    return length > steps.length ? `${steps.length} of ${length.toLocaleString('en-US')} steps` : undefined;
  }

  protected override emptiness(answer: Answer): string | undefined {
    if (answer.steps.length === 0) return 'No histograms yet';
    return this.counted(answer) ? undefined : 'Nothing was counted at any step';
  }
}
