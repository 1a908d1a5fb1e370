// The tab of images: one card for each run and tag.

import { css, html, type PropertyValues } from 'lit';
import { formatStep } from '../../../../client/charts/number-format.ts';
import { indexAt } from '../../../../client/data/step-list.ts';
import { given } from '../../../../client/given-card.ts';
import { StepDashboard, type StepParts } from '../../../../client/step-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { ImageStepsHead } from '../kind.ts';
import type { PictureStep, ShownPictures } from './image-card.ts';
import { imageControls, type LookSettings, lookOf } from './image-controls.ts';
import { type ImageSteps, imageStepsOf } from './image-steps.ts';
import { noPictureText } from './no-picture.ts';
import { type PicturePart, partOf, partText, WHOLE } from './picture-look.ts';
import './image-card.ts';

/** Time for which a step is shown while all are played. */
const PLAY_MS = 500;
/** A gesture that pauses so long is done, and the address says what is seen. */
const SETTLED_MS = 200;

/** Settings in the address: those of a StepDashboard, those that `lookOf` reads, and `part`, what is seen of all. */
export class ImageDashboard extends StepDashboard<ImageSteps, ShownPictures> {
  static override properties = {
    ...StepDashboard.properties,
    seenPart: { state: true },
    playing: { state: true },
  };
  static override styles = [
    ...StepDashboard.styles,
    css`
      select {
        max-width: 12rem;
      }
      .field.step {
        width: 6rem;
      }
    `,
  ];
  /** What is seen of all pictures. */
  declare seenPart: PicturePart;
  /** Timer of the steps while they are played. */
  declare playing: number | undefined;

  protected override readonly things = 'images';
  protected override readonly icon = 'image';
  protected override readonly example = {
    typescript: "writer.addImage('examples', image, step);",
    python: 'writer.add_image("examples", image, step)',
  };
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** Steps of series that other cards are compared with. */
  #others = new WeakMap<SeriesInfo, Promise<ImageSteps>>();

  constructor() {
    super();
    this.seenPart = WHOLE;
    this.playing = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
    if (this.#settling !== undefined) this.#settle();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('view') && this.#settling === undefined) this.seenPart = partOf(this.view['part']);
  }

  /** Shows it at once and, when the gesture pauses, says so in the address. */
  #seePart(part: PicturePart) {
    this.seenPart = part;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SETTLED_MS);
  }

  #settle() {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.setView({ part: partText(this.seenPart) });
  }

  /** Of a picture that cannot be shown: what the server says, else what its bytes are. */
  readonly #whyNot = (url: string) =>
    this.api.file(url).then(
      async (file) => noPictureText(new Uint8Array(await file.arrayBuffer())),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

  get #look(): LookSettings {
    return lookOf(this.view);
  }

  protected override async load({ run, tag }: SeriesInfo): Promise<ImageSteps> {
    return imageStepsOf(await this.api.columns<ImageStepsHead>('images/steps', { run, tag }));
  }

  protected override get valueMode(): string {
    return this.#look.other;
  }

  protected override async loadValue(
    series: SeriesInfo,
    steps: ImageSteps,
    at: number,
  ): Promise<ShownPictures> {
    return { ...this.#pictures(series, steps, at), other: await this.#otherOf(series, steps, at) };
  }

  /** What a card is compared with; undefined where there is nothing else. */
  async #otherOf(series: SeriesInfo, steps: ImageSteps, at: number): Promise<PictureStep | undefined> {
    const { other } = this.#look;
    if (other === 'first') return at > 0 ? this.#pictures(series, steps, 0) : undefined;
    if (other === 'previous') return at > 0 ? this.#pictures(series, steps, at - 1) : undefined;
    if (other.startsWith('step ')) {
      const found = indexAt(steps, BigInt(other.slice(5)));
      return found === at ? undefined : this.#pictures(series, steps, found);
    }
    if (!other.startsWith('run ')) return undefined;
    const run = other.slice(4);
    const found = this.series.find((item) => item.run === run && item.tag === series.tag);
    if (!found || run === series.run) return undefined;
    const loading = this.#others.get(found) ?? this.load(found);
    this.#others.set(found, loading);
    const list = await loading.catch((error: unknown) => {
      // Else another try would fail as this one did.
      this.#others.delete(found);
      throw error;
    });
    return this.#pictures(found, list, indexAt(list, steps.steps[at]));
  }

  #pictures({ run, tag }: SeriesInfo, { steps, pictures, generation }: ImageSteps, at: number): PictureStep {
    const step = steps[at] ?? 0;
    const urls = Array.from({ length: pictures[at] ?? 0 }, (_, sample) =>
      this.api.url('images/picture', {
        run,
        tag,
        step: String(step),
        sample: String(sample),
        // Another generation may have another picture at the same step, which the browser must not know already.
        generation: String(generation),
      }),
    );
    return {
      caption: `${this.#look.other.startsWith('run ') ? `${run}, ` : ''}step ${formatStep(step)}`,
      urls,
    };
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    // Cards were told to go each their own way.
    if (changed.has('view') && !this.view['step']) this.#pause();
  }

  #pause() {
    clearInterval(this.playing);
    this.playing = undefined;
  }

  #play() {
    this.#showNext();
    this.playing = window.setInterval(() => this.#showNext(), PLAY_MS);
  }

  /** The next of all steps of the cards on screen, for all cards; the first behind the last. */
  #showNext() {
    const lists = this.onScreen.map((series) => this.answerTo(series)).filter((list) => list !== undefined);
    const all = lists.flatMap(({ steps }) => Array.from(steps, BigInt)).sort((a, b) => (a < b ? -1 : 1));
    const [first] = all;
    const { step } = this.view;
    const now = step && /^-?\d{1,19}$/.test(step) ? BigInt(step) : undefined;
    const next = now === undefined ? first : (all.find((each) => each > now) ?? first);
    if (next !== undefined) this.setView({ step: String(next) });
  }

  protected override settings() {
    return html`${imageControls({
      view: this.view,
      runs: this.runs,
      part: this.seenPart,
      setView: (change) => this.setView(change),
      setPart: (part) => this.#seePart(part),
    })}
      <button
        class="button"
        aria-pressed=${this.playing !== undefined}
        title="Show all steps one after the other, on all cards"
        @click=${() => (this.playing === undefined ? this.#play() : this.#pause())}
      ><rb-icon .name=${this.playing === undefined ? 'play' : 'pause'}></rb-icon>${this.playing === undefined ? 'Play' : 'Pause'}</button>
      ${super.settings()}`;
  }

  protected override stepCard(parts: StepParts<ImageSteps, ShownPictures>) {
    return html`<rb-image-card
      ${given({ ...parts, pending: false })}
      .look=${{ ...this.#look, part: this.seenPart }}
      .whyNot=${this.#whyNot}
      @rb-part-change=${({ detail }: CustomEvent<PicturePart>) => this.#seePart(detail)}
    ></rb-image-card>`;
  }
}
customElements.define('rb-image-dashboard', ImageDashboard);
