// The list of all shortcuts.
import { css, html, LitElement } from 'lit';
import { controlStyles } from '../components/control-styles.ts';
import { dialogStyles } from '../components/dialog-styles.ts';
import type { ShortcutGroup } from './shortcuts.ts';

/**
 * A dialog, open as long as it is in the document.
 * @fires rb-close - It was closed.
 */
export class RbShortcutList extends LitElement {
  static override properties = { groups: { attribute: false } };
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      dialog {
        width: min(56rem, calc(100vw - 2rem));
      }
      .groups {
        columns: 22rem auto;
        column-gap: var(--rb-space-5);
      }
      section {
        margin-bottom: var(--rb-space-4);
        break-inside: avoid;
      }
      h3 {
        margin: 0 0 var(--rb-space-1);
        font-size: var(--rb-text-s);
        font-weight: var(--rb-weight-strong);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(7.5rem, auto) minmax(0, 1fr);
        gap: var(--rb-space-1) var(--rb-space-3);
        margin: 0;
        font-size: var(--rb-text-s);
      }
      dd {
        margin: 0;
        color: var(--rb-text-muted);
      }
      kbd {
        padding: 0 var(--rb-space-1);
        border: 1px solid var(--rb-border-strong);
        border-radius: var(--rb-radius-s);
        background: var(--rb-surface-sunken);
        font: inherit;
        white-space: nowrap;
      }
    `,
  ];
  declare groups: readonly ShortcutGroup[];

  constructor() {
    super();
    this.groups = [];
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('rb-close'))}>
      <h2 id="title">Keyboard shortcuts</h2>
      <div class="groups">
        ${this.groups.map(
          ({ heading, shortcuts }) => html`<section>
            <h3>${heading}</h3>
            <dl>${shortcuts.map(({ keys, what }) => html`<dt>${keysOf(keys)}</dt><dd>${what}</dd>`)}</dl>
          </section>`,
        )}
      </div>
      <div class="buttons">
        <button class="button" title="Close this list (Escape)" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>Close</button>
      </div>
    </dialog>`;
  }
}

const ARROWS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** Two spaces part keys; `Shift + drag` is one way. */
function keysOf(keys: string) {
  return keys.split('  ').map((key, at) => html`${at > 0 ? ' ' : ''}<kbd>${ARROWS[key] ?? key}</kbd>`);
}
customElements.define('rb-shortcut-list', RbShortcutList);
