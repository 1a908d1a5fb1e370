// What is different between two graphs, as a list to walk through.
import { html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import type { ComparedSummary } from '../model/explore/explorer.ts';
import { panelStyles } from './panel-styles.ts';

/** @fires rb-item-choose - `detail` is the path of a box. */
export class RbGraphDifference extends LitElement {
  static override properties = { compared: { attribute: false } };
  static override styles = [controlStyles, panelStyles];
  declare compared: ComparedSummary | undefined;

  constructor() {
    super();
    this.compared = undefined;
  }

  override render() {
    const { added = 0, removed = 0, changed = 0, renumbered = 0, listed = [] } = this.compared ?? {};
    const matched =
      renumbered === 0
        ? nothing
        : html`<p class="path">
            ${renumbered} nodes have other numbers in their names (as in dense_1 and dense_3) and were matched without
            them, by type and order.
          </p>`;
    if (added + removed + changed === 0)
      return html`<h2>No difference</h2><p class="path">Both graphs are the same.</p>${matched}`;
    return html`<h2>Differences</h2>
      <p class="path">${added} nodes added, ${removed} removed, ${changed} changed.</p>
      ${matched}
      <ul>
        ${listed.map(
          ({ path, label, difference }) => html`<li>
            <button
              class="link"
              @click=${() =>
                this.dispatchEvent(
                  new CustomEvent('rb-item-choose', { detail: path, bubbles: true, composed: true }),
                )}
            >${label}</button>
            <span class="values">${difference}</span>
          </li>`,
        )}
      </ul>`;
  }
}
customElements.define('rb-graph-difference', RbGraphDifference);
