// What stands behind the box that is chosen.
import { html, LitElement, nothing } from 'lit';
import { formatValue } from '../../../../client/charts/number-format.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import type { ItemDetails, Neighbour } from '../model/explore/item-details.ts';
import type { WeightHealth } from '../model/weight-health.ts';
import { amountText } from './box-colors.ts';
import { panelStyles } from './panel-styles.ts';
import '../../../../client/components/icon.ts';

const MOST_LISTED = 60;

/**
 * @fires rb-item-choose - `detail` is the path of another box, or null to close the panel.
 * @fires rb-item-toggle - `detail` is the path of the box to open or close.
 * @fires rb-item-aside - `detail` is whether the box is to stand beside the graph.
 * @fires rb-item-trace - The user wants to see what leads to the box and from it, or no longer.
 */
export class RbGraphPanel extends LitElement {
  static override properties = {
    details: { attribute: false },
    open: { type: Boolean },
    aside: { type: Boolean },
    traced: { type: Boolean },
    health: { attribute: false },
    healthError: { attribute: false },
  };
  static override styles = [controlStyles, panelStyles];
  declare details: ItemDetails | undefined;
  declare open: boolean;
  declare aside: boolean;
  declare traced: boolean;
  /** What histograms of the run tell of the weights in it. */
  declare health: readonly WeightHealth[];
  declare healthError: string | undefined;

  constructor() {
    super();
    this.details = undefined;
    this.open = false;
    this.aside = false;
    this.traced = false;
    this.health = [];
    this.healthError = undefined;
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  override render() {
    const { details } = this;
    if (!details) return nothing;
    const isBox = details.kind !== 'operation';
    return html`<header>
        <h2>${details.title}</h2>
        <button
          class="button quiet icon-only"
          aria-label="Close the panel"
          @click=${() => this.#fire('rb-item-choose', null)}
        ><rb-icon name="close"></rb-icon></button>
      </header>
      <p class="path">${details.label}</p>
      <div class="actions">
        ${
          isBox
            ? html`<button class="button" @click=${() => this.#fire('rb-item-toggle', details.path)}>
              ${this.open ? 'Close' : 'Open'}
            </button>`
            : nothing
        }
        <button class="button" aria-pressed=${this.traced} @click=${() => this.#fire('rb-item-trace')}>
          Trace inputs
        </button>
        <button class="button" @click=${() => this.#fire('rb-item-aside', !this.aside)}>
          ${this.aside ? 'Put into the graph' : 'Set aside'}
        </button>
      </div>
      ${this.#changes(details.changes)} ${this.#facts(details)}
      ${details.attributes.length > 0 ? this.#attributes(details.attributes) : nothing}
      ${details.holds.length > 0 ? this.#holds(details) : nothing}
      ${this.#health()} ${this.#neighbours('Inputs', details.takes)}
      ${this.#neighbours('Used by', details.gives)}
      ${isBox ? this.#inside(details) : nothing}`;
  }

  #facts(details: ItemDetails) {
    const parameters = details.parameters.toLocaleString('en-US');
    const isUnknown = details.isLeast && details.parameters === 0;
    const facts: readonly (readonly [string, unknown])[] = [
      ['Operation', details.op],
      ['Module', details.module],
      ['Kind', details.kind === 'operation' ? '' : details.kind],
      ['Operations', details.kind === 'operation' ? '' : details.operations.toLocaleString('en-US')],
      [
        'Parameters',
        isUnknown ? 'not told by the graph' : `${details.isLeast ? 'at least ' : ''}${parameters}`,
      ],
      ['Compute time', details.cost && amountText('time', details.cost.micros)],
      ['Memory', details.cost && amountText('memory', details.cost.bytes)],
      ['Output', details.outputs.join(', ')],
      ['Device', details.device],
      [
        'Calls',
        details.calls &&
          html`<button class="link" @click=${() => this.#fire('rb-item-choose', details.calls)}>
            ${details.calls}
          </button>`,
      ],
    ];
    return html`<dl>
      ${facts
        .filter(([, value]) => value !== '' && value !== undefined && value !== '0')
        .map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
    </dl>`;
  }

  #changes(changes: readonly string[]) {
    if (changes.length === 0) return nothing;
    return html`<h3>Different from the other graph</h3>
      <ul>${changes.slice(0, MOST_LISTED).map((change) => html`<li>${change}</li>`)}</ul>`;
  }

  #health() {
    if (this.healthError !== undefined)
      return html`<h3>Weights in this run</h3><p role="alert">${this.healthError}</p>`;
    if (this.health.length === 0) return nothing;
    return html`<h3>Weights in this run</h3>
      <ul>
        ${this.health.map(
          ({ tag, mean, spread, least, most, trouble }) => html`<li>
            <a class="link" href=${`#histograms?tag=${encodeURIComponent(`^${tag.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)}`}>${tag}</a>
            <span class="values"
              >${formatValue(mean)} ± ${formatValue(spread)}, from ${formatValue(least)} to ${formatValue(most)}</span
            >
            ${trouble === '' ? nothing : html`<strong class="trouble">${trouble}</strong>`}
          </li>`,
        )}
      </ul>`;
  }

  #attributes(attributes: ItemDetails['attributes']) {
    return html`<h3>Attributes</h3>
      <dl>${attributes.map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl>`;
  }

  #holds({ holds }: ItemDetails) {
    return html`<h3>Weights and constants</h3>
      <dl>
        ${holds
          .slice(0, MOST_LISTED)
          .map(
            ({ name, op, value }) => html`<dt title=${op}>${name}</dt><dd><code>${value || op}</code></dd>`,
          )}
      </dl>`;
  }

  #neighbours(heading: string, list: readonly Neighbour[]) {
    const data = list.filter(({ control }) => !control);
    const control = list.filter((one) => one.control);
    return html`${this.#neighbourList(heading, data)}${this.#neighbourList(`${heading}, control`, control)}`;
  }

  #neighbourList(heading: string, list: readonly Neighbour[]) {
    if (list.length === 0) return nothing;
    return html`<h3>${heading} <span class="count">${list.length}</span></h3>
      <ul>
        ${list.slice(0, MOST_LISTED).map(
          ({ path, label, op, values }) => html`<li>
            <button class="link" @click=${() => this.#fire('rb-item-choose', path)}>${label}</button>
            <span class="values">${values.join(', ') || op}</span>
          </li>`,
        )}
        ${list.length > MOST_LISTED ? html`<li class="values">and ${list.length - MOST_LISTED} more</li>` : nothing}
      </ul>`;
  }

  #inside({ types, children }: ItemDetails) {
    return html`<h3>Operations in it</h3>
      <dl class="counts">
        ${types.slice(0, MOST_LISTED).map(([op, count]) => html`<dt>${op}</dt><dd>${count.toLocaleString('en-US')}</dd>`)}
      </dl>
      <h3>Boxes in it <span class="count">${children.length}</span></h3>
      <ul>
        ${children
          .slice(0, MOST_LISTED)
          .map(
            ({ path, title }) =>
              html`<li><button class="link" @click=${() => this.#fire('rb-item-choose', path)}>${title}</button></li>`,
          )}
      </ul>`;
  }
}
customElements.define('rb-graph-panel', RbGraphPanel);
