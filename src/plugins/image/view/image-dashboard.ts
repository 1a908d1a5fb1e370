// The tab of images: one card for each run and tag.
import { html } from 'lit';
import { type CardParts, SeriesDashboard } from '../../../../client/series-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { ImageStepsHead } from '../kind.ts';
import { type ImageSteps, imageStepsOf } from './image-steps.ts';
import './image-card.ts';

/** Settings in the address: `tag`, `size` (`actual`, else fitted), `open`, `shut`. */
export class ImageDashboard extends SeriesDashboard<ImageSteps> {
  protected override readonly things = 'images';
  protected override readonly icon = 'image';
  protected override readonly example = {
    typescript: "writer.addImage('examples', image, step);",
    python: 'writer.add_image("examples", image, step)',
  };

  protected override async load({ run, tag }: SeriesInfo): Promise<ImageSteps> {
    return imageStepsOf(await this.api.columns<ImageStepsHead>('images/steps', { run, tag }));
  }

  protected override settings() {
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${this.view['size'] === 'actual'}
        @change=${(event: Event) =>
          this.setView({ size: (event.target as HTMLInputElement).checked ? 'actual' : '' })}
      />
      Actual size
    </label>`;
  }

  protected override card({
    series,
    run,
    answer,
    error,
    loading,
    pin,
    onScreen,
    retry,
  }: CardParts<ImageSteps>) {
    const { tag } = series;
    return html`<rb-image-card
      .heading=${series.displayName || tag}
      .run=${run.name}
      .color=${run.color}
      .steps=${answer}
      .pictureUrl=${(step: number | bigint, sample: number, generation: number) =>
        this.api.url('images/picture', {
          run: series.run,
          tag,
          step: String(step),
          sample: String(sample),
          // Another generation may have another picture at the same step, which the browser must not know already.
          generation: String(generation),
        })}
      .actualSize=${this.view['size'] === 'actual'}
      .loading=${loading}
      .error=${error}
      .pinned=${pin.pinned}
      @rb-pin-change=${pin.change}
      @rb-retry=${retry}
      @rb-on-screen-change=${onScreen}
    ></rb-image-card>`;
  }
}
customElements.define('rb-image-dashboard', ImageDashboard);
