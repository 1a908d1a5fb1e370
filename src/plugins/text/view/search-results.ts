// What a search over all texts found.
import { css, html, LitElement, nothing } from 'lit';
import { formatStep } from '../../../../client/charts/number-format.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import type { VisibleRun } from '../../../../client/plugin-host.ts';
import type { TextMatch, TextSearchAnswer } from '../kind.ts';
import '../../../../client/components/error-note.ts';

/** An answer, or why there is none. */
export type Found = { readonly answer: TextSearchAnswer } | { readonly error: string };

/**
 * A list of matches; nothing without a search.
 * @fires rb-match-choose - `detail` is the TextMatch that was pressed.
 */
export class RbSearchResults extends LitElement {
  static override properties = { found: { attribute: false }, runs: { attribute: false } };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      section {
        margin: var(--rb-space-3) var(--rb-space-4) 0;
        border: 1px solid var(--rb-border);
        border-radius: var(--rb-radius-l);
        background: var(--rb-surface);
      }
      p {
        margin: 0;
        padding: var(--rb-space-2) var(--rb-space-3);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
      ul {
        max-height: 14rem;
        margin: 0;
        padding: 0 var(--rb-space-1) var(--rb-space-1);
        overflow-y: auto;
        list-style: none;
      }
      li button {
        display: flex;
        gap: var(--rb-space-2);
        align-items: baseline;
        width: 100%;
        min-height: var(--rb-control-height);
        padding: 2px var(--rb-space-2);
        border: 0;
        border-radius: var(--rb-radius-m);
        background: none;
        color: var(--rb-text);
        font: inherit;
        font-size: var(--rb-text-s);
        text-align: left;
        cursor: pointer;
      }
      li button:hover {
        background: var(--rb-surface-hover);
      }
      .dot {
        flex: none;
        align-self: center;
        width: var(--rb-dot-size);
        height: var(--rb-dot-size);
        border-radius: 50%;
      }
      .where {
        flex: none;
        max-width: 45%;
        overflow: hidden;
        color: var(--rb-text-muted);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .snippet {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        font-family: var(--rb-font-mono);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      mark {
        border-radius: 2px;
        background: var(--rb-warning-soft);
        color: var(--rb-warning);
        font-weight: var(--rb-weight-strong);
      }
    `,
  ];
  declare found: Found | undefined;
  declare runs: readonly VisibleRun[];

  constructor() {
    super();
    this.found = undefined;
    this.runs = [];
  }

  override render() {
    const { found } = this;
    if (!found) return nothing;
    if ('error' in found)
      return html`<section><rb-error-note .message=${found.error}></rb-error-note></section>`;
    const { matches, searched, steps } = found.answer;
    const all =
      searched === steps ? '' : ` Searched the newest ${formatStep(searched)} of ${formatStep(steps)} steps.`;
    return html`<section aria-label="Search results">
      <p role="status">${countOf(matches.length)}${all}</p>
      ${matches.length === 0 ? nothing : html`<ul>${matches.map((match) => this.#match(match))}</ul>`}
    </section>`;
  }

  #match(match: TextMatch) {
    const [before, hit, after] = match.snippet;
    const color = this.runs.find(({ name }) => name === match.run)?.color ?? 'transparent';
    return html`<li>
      <button
        @click=${() =>
          this.dispatchEvent(
            new CustomEvent('rb-match-choose', { detail: match, bubbles: true, composed: true }),
          )}
      >
        <span class="dot" .style=${`background: ${color}`}></span>
        <span class="where">${match.tag} · ${match.run} · step ${formatStep(BigInt(match.step))}</span>
        <span class="snippet">${before}<mark>${hit}</mark>${after}</span>
      </button>
    </li>`;
  }
}

const countOf = (count: number) =>
  count === 0 ? 'No text matches.' : count === 1 ? '1 step matches.' : `${formatStep(count)} steps match.`;
customElements.define('rb-search-results', RbSearchResults);
