// What can be set for one card alone.
import { css, html, LitElement, nothing } from 'lit';
import type { Limits, Zoom } from '../../../../client/charts/range.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { formStyles } from '../../../../client/components/form-styles.ts';
import { type Card, expressionOf, takesTags } from './card-list.ts';
import { checkControl, scaleControl, smoothingKindControl, smoothingSlider } from './chart-controls.ts';
import { type CardSettings, type ChartSettings, numberOf, numbersOf } from './chart-settings.ts';
import '../../../../client/components/icon.ts';
import './export-menu.ts';

/**
 * @fires rb-card-change - `detail` is a part of CardSettings.
 * @fires rb-card-add - `detail` is a tag that is to be in this card too.
 */
export class RbScalarCardMenu extends LitElement {
  static override properties = {
    card: { attribute: false },
    charts: { attribute: false },
    tags: { attribute: false },
  };
  static override styles = [
    controlStyles,
    formStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];
  declare card: Card;
  /** Settings as they hold for the card. */
  declare charts: ChartSettings;
  /** All tags that there are. */
  declare tags: readonly string[];

  constructor() {
    super();
    this.tags = [];
  }

  #change(change: Partial<CardSettings>) {
    this.#fire('rb-card-change', change);
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  override render() {
    const { charts } = this;
    return html`<div class="form">
      <rb-export-menu></rb-export-menu>
      <p class="part">Axes</p>
      ${scaleControl('Vertical axis', charts.yScale, (yScale) => this.#change({ yScale }))}
      ${scaleControl('Horizontal axis', charts.xScale, (xScale) => this.#change({ xScale }))}
      ${this.#limits('Height from, to', 'y')} ${this.#limits('Width from, to', 'x')}
      ${this.card.settings.right.length > 0 ? this.#limits('Right from, to', 'right') : nothing}
      ${checkControl('Ignore outliers', charts.ignoreOutliers, (ignoreOutliers) => this.#change({ ignoreOutliers }))}
      <p class="part">Smoothing of this card</p>
      ${smoothingSlider(charts.smoothing, (smoothing) => this.#change({ smoothing }))}
      ${smoothingKindControl(charts.smoothing, (smoothing) => this.#change({ smoothing }))}
      <p class="part">Marks</p>
      ${checkControl('Least and greatest value', charts.extremes, (extremes) => this.#change({ extremes }))}
      ${this.#references('Lines across at', 'y')} ${this.#references('Lines upright at', 'x')}
      ${this.#tagList()}
      <div class="buttons">
        <button class="button quiet" title="Forget what was set for this card alone" @click=${() => this.#change(AS_FOR_ALL)}>Settings as for all charts</button>
      </div>
    </div>`;
  }

  #limits(label: string, side: keyof Zoom) {
    const { zoom } = this.card.settings;
    const limits: Limits = zoom[side] ?? {};
    const set = (end: 'min' | 'max', text: string) => {
      const { [end]: _, ...rest } = limits;
      const value = numberOf(text);
      const next: Limits = value === undefined ? rest : { ...rest, [end]: value };
      const { [side]: __, ...others } = zoom;
      this.#change({
        zoom: next.min === undefined && next.max === undefined ? others : { ...others, [side]: next },
      });
    };
    const field = (end: 'min' | 'max', name: string) =>
      html`<input
        class="field"
        type="number"
        step="any"
        placeholder="auto"
        aria-label="${label}: ${name}"
        title="${label}: ${name}; empty for as much as the curves need"
        .value=${limits[end] === undefined ? '' : String(limits[end])}
        @change=${(event: Event) => set(end, (event.target as HTMLInputElement).value)}
      />`;
    return html`<div class="line"><span>${label}</span><div class="pair">${field('min', 'least')}${field('max', 'greatest')}</div></div>`;
  }

  #references(label: string, axis: 'x' | 'y') {
    const { references } = this.card.settings;
    return html`<label class="line"
      ><span>${label}</span
      ><input
        class="field"
        type="text"
        title="Values, parted by commas"
        placeholder="0.5, 0.9"
        .value=${references[axis].join(', ')}
        @change=${(event: Event) =>
          this.#change({
            references: { ...references, [axis]: numbersOf((event.target as HTMLInputElement).value) },
          })}
    /></label>`;
  }

  #tagList() {
    const { tags, settings } = this.card;
    const expression = expressionOf(this.card);
    const side = (tag: string, right: boolean) =>
      this.#change({
        right: right ? [...settings.right, tag] : settings.right.filter((each) => each !== tag),
      });
    const several = tags.length > 1;
    return html`<p class="part">Tags in this card</p>
      ${expression === undefined ? nothing : html`<p class="hint">All tags that match <code>${expression}</code></p>`}
      <ul class="tags">
        ${tags.slice(0, 20).map(
          (tag, at) => html`<li>
            <span class="name" title=${tag}>${tag}</span>
            ${several ? checkControl('right axis', settings.right.includes(tag), (right) => side(tag, right)) : nothing}
            ${
              at > 0 && takesTags(this.card)
                ? html`<button
                  class="button quiet icon-only"
                  aria-label="Take out ${tag}"
                  title="Take out"
                  @click=${() => this.#change({ more: settings.more.filter((each) => each !== tag) })}
                ><rb-icon name="close"></rb-icon></button>`
                : nothing
            }
          </li>`,
        )}
      </ul>
      ${takesTags(this.card) ? this.#adder(tags) : nothing}`;
  }

  #adder(tags: readonly string[]) {
    const others = this.tags.filter((tag) => !tags.includes(tag));
    if (others.length === 0) return nothing;
    return html`<label class="line"
        ><span>Add a tag</span
        ><select
          class="field"
          title="A tag that this card is to show too"
          .value=${''}
          @change=${(event: Event) => {
            const select = event.target as HTMLSelectElement;
            if (select.value !== '') this.#fire('rb-card-add', select.value);
            select.value = '';
          }}
        >
          <option value="">choose</option>
          ${others.map((tag) => html`<option .value=${tag}>${tag}</option>`)}
        </select></label
      >
      <p class="hint">Or drag the title of one card onto another.</p>`;
  }
}
customElements.define('rb-scalar-card-menu', RbScalarCardMenu);

/** Takes back what was set for the card alone; its tags and lines stay. */
const AS_FOR_ALL = {
  yScale: undefined,
  xScale: undefined,
  smoothing: undefined,
  showRaw: undefined,
  ignoreOutliers: undefined,
  extremes: undefined,
  zoom: {},
};
