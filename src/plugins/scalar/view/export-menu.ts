// What can be taken out of a card, or of all: pictures, data, a link, a report.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { formStyles } from '../../../../client/components/form-styles.ts';

const KINDS = [
  { kind: 'png', label: 'PNG', title: 'Save a picture of pixels' },
  { kind: 'svg', label: 'SVG', title: 'Save a picture of lines and letters' },
  { kind: 'csv', label: 'CSV', title: 'Save every point of the visible runs as a table' },
  { kind: 'json', label: 'JSON', title: 'Save every point of the visible runs as JSON' },
  { kind: 'image', label: 'Copy image', title: 'Copy a picture to the clipboard' },
  { kind: 'link', label: 'Copy link', title: 'Copy an address that shows the same again' },
  {
    kind: 'report',
    label: 'HTML report',
    title: 'Save one file with the charts to zoom and hover, which opens without a server',
  },
] as const;

export type ExportKind = (typeof KINDS)[number]['kind'];

/** Asks for an export; who hears it sets `answer`, which resolves to a sentence for the user. */
export interface ExportRequest {
  readonly kind: ExportKind;
  answer?: Promise<string>;
}

/** @fires rb-export - `detail` is an ExportRequest. */
export class RbExportMenu extends LitElement {
  static override properties = { heading: {}, said: { state: true }, busy: { state: true } };
  static override styles = [
    controlStyles,
    formStyles,
    css`
      :host {
        display: block;
      }
      .buttons {
        gap: var(--rb-space-2);
      }
      p.said {
        margin: 0;
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
        overflow-wrap: anywhere;
      }
      p.failed {
        color: var(--rb-danger);
      }
    `,
  ];
  declare heading: string;
  /** What became of the last wish. */
  declare said: { readonly text: string; readonly failed: boolean } | undefined;
  declare busy: boolean;

  constructor() {
    super();
    this.heading = 'Save and share';
    this.said = undefined;
    this.busy = false;
  }

  async #export(kind: ExportKind) {
    const request: ExportRequest = { kind };
    this.dispatchEvent(new CustomEvent('rb-export', { detail: request, bubbles: true, composed: true }));
    if (!request.answer) return;
    this.busy = true;
    this.said = undefined;
    try {
      this.said = { text: await request.answer, failed: false };
    } catch (error) {
      this.said = { text: error instanceof Error ? error.message : String(error), failed: true };
    } finally {
      this.busy = false;
    }
  }

  override render() {
    const { said } = this;
    return html`<div class="form">
      <p class="part">${this.heading}</p>
      <div class="buttons">
        ${KINDS.map(
          ({ kind, label, title }) =>
            html`<button class="button" title=${title} ?disabled=${this.busy} @click=${() => this.#export(kind)}>${label}</button>`,
        )}
      </div>
      <p class="said ${said?.failed ? 'failed' : ''}" role="status" ?hidden=${!said && !this.busy}>
        ${this.busy ? 'Getting the points…' : (said?.text ?? nothing)}
      </p>
    </div>`;
  }
}
customElements.define('rb-export-menu', RbExportMenu);
