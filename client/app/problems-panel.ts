// What is wrong in the log files, for their owner.
import { css, html, LitElement, nothing } from 'lit';
import type { Problem } from '../../src/problem.ts';
import { controlStyles } from '../components/control-styles.ts';
import '../components/icon.ts';

/** More than these are counted, not listed: the log on the console has them all. */
const MOST_LISTED = 500;

/**
 * A panel over the right side of the page.
 * @fires rb-close - The user is done with it.
 */
export class RbProblemsPanel extends LitElement {
  static override properties = { problems: { attribute: false }, overviewHref: {} };
  static override styles = [
    controlStyles,
    css`
      :host {
        position: fixed;
        z-index: 20;
        top: var(--rb-bar-height);
        right: 0;
        bottom: 0;
        width: min(30rem, 100vw);
        border-left: 1px solid var(--rb-border);
        background: var(--rb-surface-raised);
        box-shadow: var(--rb-shadow-raised);
      }
      section {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: var(--rb-space-3) var(--rb-space-3) var(--rb-space-3) var(--rb-space-4);
        border-bottom: 1px solid var(--rb-border);
      }
      h2 {
        margin: 0;
        font-size: var(--rb-text-l);
        font-weight: var(--rb-weight-strong);
      }
      .count {
        margin-left: var(--rb-space-1);
        color: var(--rb-text-faint);
        font-weight: 400;
      }
      footer {
        padding: var(--rb-space-3) var(--rb-space-4);
        border-top: 1px solid var(--rb-border);
        font-size: var(--rb-text-s);
      }
      a {
        color: var(--rb-accent);
      }
      ul {
        flex: 1;
        margin: 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      li {
        padding: var(--rb-space-3) var(--rb-space-4);
        border-bottom: 1px solid var(--rb-border);
        overflow-wrap: anywhere;
      }
      .file {
        font-family: var(--rb-font-mono);
        font-size: var(--rb-text-s);
      }
      .what {
        margin: var(--rb-space-1) 0 0;
      }
      .byte,
      .done {
        margin: 0;
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
    `,
  ];
  declare problems: readonly Problem[];
  /** Address of the tab that tells of all files; empty where there is none. */
  declare overviewHref: string;

  constructor() {
    super();
    this.problems = [];
    this.overviewHref = '';
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  override render() {
    const rest = this.problems.length - MOST_LISTED;
    return html`<section aria-labelledby="title"><header>
        <h2 id="title">Problems in the log files <span class="count">${this.problems.length.toLocaleString('en')}</span></h2>
        <button class="button quiet icon-only" aria-label="Close" @click=${this.#close}><rb-icon name="close"></rb-icon></button>
      </header>
      <ul tabindex="0" aria-labelledby="title">
        ${this.problems.slice(0, MOST_LISTED).map(
          ({ file, offsetBytes, what, done }) => html`<li>
            <div class="file">${file}</div>
            ${offsetBytes === undefined ? nothing : html`<p class="byte">at byte ${offsetBytes.toLocaleString('en')}</p>`}
            <p class="what">${asSentence(what)}</p>
            <p class="done">${asSentence(done)}</p>
          </li>`,
        )}
        ${rest > 0 ? html`<li class="done">and ${rest.toLocaleString('en')} more, in the server's own output</li>` : ''}
      </ul>
      ${
        this.overviewHref === ''
          ? nothing
          : html`<footer><a href=${this.overviewHref} @click=${this.#close}>All files, their sizes and last writes: Overview</a></footer>`
      }</section>`;
  }

  #close() {
    this.dispatchEvent(new CustomEvent('rb-close'));
  }
}
customElements.define('rb-problems-panel', RbProblemsPanel);

const asSentence = (clause: string) => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
