// What the page tells of runs, in a corner until it is put away; by the browser too while nobody looks at the page.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import '../../../../client/components/icon.ts';
import type { Alert } from './run-watch.ts';

/** Older ones go. */
const MOST_ALERTS = 20;

const WORDS: Readonly<Record<Alert['what'], string>> = {
  'not-finite': 'is NaN or infinite',
  diverges: 'diverges',
  plateau: 'has stopped falling',
  stopped: 'writes no more',
};

export class RbAlertList extends LitElement {
  static override properties = { alerts: { state: true } };
  static override styles = [
    controlStyles,
    css`
      section {
        position: fixed;
        z-index: 15;
        right: var(--rb-space-4);
        bottom: var(--rb-space-4);
        width: min(22rem, calc(100vw - 2rem));
        max-height: 40vh;
        overflow: auto;
        border-radius: var(--rb-radius-l);
        background: var(--rb-surface-raised);
        box-shadow: var(--rb-shadow-raised);
        color: var(--rb-text);
        font-size: var(--rb-text-s);
      }
      .head,
      li {
        display: flex;
        align-items: start;
        gap: var(--rb-space-2);
        padding: var(--rb-space-2) var(--rb-space-3);
      }
      .head {
        position: sticky;
        top: 0;
        align-items: center;
        background: var(--rb-surface-raised);
      }
      h2 {
        flex: 1;
        margin: 0;
        font-size: var(--rb-text-s);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        border-top: 1px solid var(--rb-border);
      }
      li > rb-icon {
        margin-top: 2px;
        color: var(--rb-warning);
      }
      li > span {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      time {
        display: block;
        color: var(--rb-text-faint);
        font-size: var(--rb-text-xs);
      }
    `,
  ];
  /** The newest first. */
  declare alerts: readonly Alert[];

  constructor() {
    super();
    this.alerts = [];
  }

  add(alert: Alert): void {
    this.alerts = [alert, ...this.alerts].slice(0, MOST_ALERTS);
    if (!document.hasFocus()) notify(alert);
  }

  override render() {
    return html`<div role="log" aria-label="Alerts">${this.alerts.length === 0 ? nothing : this.#list()}</div>`;
  }

  #list() {
    return html`<section aria-label="Runs that need you">
      <div class="head">
        <h2>Runs that need you</h2>
        <button class="button quiet" title="Put all of these away" @click=${() => {
          this.alerts = [];
        }}>Clear</button>
      </div>
      <ul>
        ${this.alerts.map(
          (alert) => html`<li>
            <rb-icon name="warning"></rb-icon>
            <span
              >${sentenceOf(alert)}<time datetime=${new Date(alert.at).toISOString()}>${new Date(alert.at).toLocaleTimeString()}</time></span
            >
          </li>`,
        )}
      </ul>
    </section>`;
  }
}

function sentenceOf({ label, tag, what }: Alert): string {
  return tag === '' ? `${label} ${WORDS[what]}` : `${tag} of ${label} ${WORDS[what]}`;
}

/** Some browsers have the name but show none from a page; the list shows it all the same. */
function notify(alert: Alert): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
  try {
    new Notification(document.title, {
      body: sentenceOf(alert),
      tag: `${alert.what} ${alert.run} ${alert.tag}`,
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
customElements.define('rb-alert-list', RbAlertList);
