// What the tabs of histograms and of distributions have in common: steps along one axis, logged values along the other.
import { html, type TemplateResult } from 'lit';
import { joinedExtent } from './charts/histogram/buckets.ts';
import { X_AXES, type XAxis, xAxisOf } from './charts/plotted-line.ts';
import type { Interval } from './charts/range.ts';
import { SeriesDashboard } from './series-dashboard.ts';
import './components/segmented.ts';

/** Settings in the address: `x`, and `scale` (`shared` by the runs of a tag). A tab places their controls. */
export abstract class ValuesDashboard<Answer extends object> extends SeriesDashboard<Answer> {
  protected override readonly things = 'histograms';
  protected override readonly icon = 'chart';
  protected override readonly example = {
    typescript: "writer.addHistogram('weights', weights, step);",
    python: 'writer.add_histogram("weights", weights, step)',
  };
  #extents = new WeakMap<Answer, Interval>();

  /** Of the values of one card. */
  protected abstract extentOf(answer: Answer): Interval;

  protected get xAxis(): XAxis {
    return xAxisOf(this.view['x']);
  }

  /** Of all runs that have the tag, so that they can be compared; undefined where each card has its own. */
  protected sharedExtent(tag: string): Interval | undefined {
    if (this.view['scale'] !== 'shared') return undefined;
    const extents = this.answersTo(tag).map((answer) => {
      const extent = this.#extents.get(answer) ?? this.extentOf(answer);
      this.#extents.set(answer, extent);
      return extent;
    });
    return joinedExtent(extents);
  }

  protected stepsControl(label: string): TemplateResult {
    return html`<rb-segmented
      .label=${label}
      .segments=${X_AXES}
      .value=${this.xAxis}
      @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
        this.setView({ x: detail === 'step' ? '' : detail })}
    ></rb-segmented>`;
  }

  protected scaleControl(): TemplateResult {
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${this.view['scale'] === 'shared'}
        @change=${(event: Event) =>
          this.setView({ scale: (event.target as HTMLInputElement).checked ? 'shared' : '' })}
      />
      Same values axis for all runs
    </label>`;
  }
}
