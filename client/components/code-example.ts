// A few lines of code under the name of their language.
import { css, html, LitElement } from 'lit';
import { controlStyles } from './control-styles.ts';

/** What a user would type; as wide as there is room, scrolled where the lines are longer. */
export class RbCodeExample extends LitElement {
  static override properties = { language: {}, code: {} };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        width: 100%;
      }
      figure {
        margin: var(--rb-space-3) 0 0;
        overflow: hidden;
        border: 1px solid var(--rb-border);
        border-radius: var(--rb-radius-l);
        background: var(--rb-surface);
        text-align: left;
      }
      figcaption {
        padding: var(--rb-space-2) var(--rb-space-3);
        border-bottom: 1px solid var(--rb-border);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
        font-weight: var(--rb-weight-medium);
      }
      pre {
        margin: 0;
        padding: var(--rb-space-3);
        overflow-x: auto;
        color: var(--rb-text);
        font-family: var(--rb-font-mono);
        font-size: var(--rb-text-s);
        line-height: 1.6;
      }
      code {
        font: inherit;
      }
    `,
  ];
  declare language: string;
  declare code: string;

  constructor() {
    super();
    this.language = '';
    this.code = '';
  }

  override render() {
    return html`<figure>
      <figcaption>${this.language}</figcaption>
      <pre tabindex="0" aria-label="Example in ${this.language}"><code>${this.code}</code></pre>
    </figure>`;
  }
}
customElements.define('rb-code-example', RbCodeExample);
