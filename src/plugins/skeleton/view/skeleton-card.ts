// One skeleton: its numbers as a list.
import { css, html, LitElement } from 'lit';
import type { LatestSkeleton } from '../kind.ts';
import '../../../../client/components/card.ts';

/** A card is given its data and never fetches. Loading, empty, error and full are four pictures of it. */
export class SkeletonCard extends LitElement {
  static override properties = {
    run: {},
    tag: {},
    latest: { attribute: false },
    error: {},
  };
  static override styles = css`
    :host {
      display: block;
    }
    p {
      color: var(--rb-text-muted);
    }
  `;
  declare run: string;
  declare tag: string;
  /** Undefined while it loads. */
  declare latest: LatestSkeleton | undefined;
  declare error: string | undefined;

  constructor() {
    super();
    this.run = '';
    this.tag = '';
    this.latest = undefined;
    this.error = undefined;
  }

  override render() {
    return html`<rb-card
      .heading=${this.tag}
      .subheading=${this.run}
      .loading=${this.latest === undefined && this.error === undefined}
      .error=${this.error}
      .empty=${this.latest?.numbers.length === 0 ? 'No numbers at this step.' : undefined}
    >
      <p>step ${this.latest?.step}</p>
      <ul>${this.latest?.numbers.map((number) => html`<li>${number}</li>`)}</ul>
    </rb-card>`;
  }
}
customElements.define('rb-skeleton-card', SkeletonCard);
