// One tag of one run: the text of one step, rendered, as it was written, or against another step's.
import { css, html, nothing } from 'lit';
import { formatStep } from '../../../../client/charts/number-format.ts';
import { StepCard } from '../../../../client/step-card.ts';
import { frameTurn } from '../../../../client/turns/frame-turns.ts';
import type { TextAnswer } from '../kind.ts';
import { colourCode } from './colour-code.ts';
import { drawMath } from './draw-math.ts';
import { markdownStyles } from './markdown-styles.ts';
import { mathStyles } from './math-styles.ts';
import { safeNodesOf } from './safe-nodes.ts';
import { type DiffRow, diffOf } from './text-diff.ts';

/** How texts are shown. */
export type TextMode = 'rendered' | 'raw' | 'diff';

/** The text of a step, and in a difference that of the step before it. */
export interface TextValue {
  readonly text: TextAnswer;
  /** Undefined where none is asked for, or where the step is the first. */
  readonly before: TextAnswer | undefined;
  /** Address of the whole text. */
  readonly wholeUrl: string;
}

/** A StepCard with a text. */
export class TextCard extends StepCard<TextValue> {
  static override properties = { mode: {} };
  static override styles = [
    ...StepCard.styles,
    markdownStyles,
    mathStyles,
    css`
      :host([expanded]) {
        --rb-text-height: none;
      }
    `,
  ];
  declare mode: TextMode;

  /** What was made of a value, so that drawing anew changes nothing in the page. */
  #nodes = new WeakMap<TextAnswer, HTMLElement>();
  #seen: HTMLElement | undefined;
  #diffs = new WeakMap<TextValue, { readonly rows: readonly DiffRow[] | undefined }>();

  constructor() {
    super();
    this.mode = 'rendered';
  }

  protected override stepContent(value: TextValue) {
    const { text, wholeUrl } = value;
    const shown = text.texts.reduce((sum, part) => sum + part.length, 0);
    const note = html`<p class="note">
      The first ${shown.toLocaleString('en-US')} of ${text.characters.toLocaleString('en-US')} characters.
      <a href=${wholeUrl} download=${this.#fileName}>Download all</a>
    </p>`;
    return html`<div
        class="text ${this.mode === 'rendered' ? 'markdown' : ''}"
        tabindex="0"
        role="group"
        aria-label="Text of ${this.heading}, ${this.run}"
        aria-busy=${this.mode === 'rendered' && !this.#nodes.has(text)}
      >
        ${this.#shown(value)}
      </div>
      ${shown < text.characters ? note : nothing}`;
  }

  protected override stepActions({ wholeUrl }: TextValue) {
    return html`<a
      slot="actions"
      class="button quiet icon-only"
      href=${wholeUrl}
      download=${this.#fileName}
      title="Download"
      aria-label="Download: ${this.heading}, ${this.run}"
      ><rb-icon name="download"></rb-icon
    ></a>`;
  }

  get #fileName(): string {
    return `${this.run} ${this.heading} ${this.stepText}.md`.replace(/[^\p{L}\p{N}._ -]+/gu, '_');
  }

  #shown(value: TextValue) {
    const { text } = value;
    if (this.mode === 'raw') return html`<pre class="raw">${text.texts.join('\n')}</pre>`;
    if (this.mode === 'diff') return this.#diff(value);
    const known = this.#nodes.get(text);
    if (!known) void this.#make(text);
    // Until then the step before it stays: a slider that is dragged must not flicker.
    this.#seen = known ?? this.#seen;
    return this.#seen ?? html`<p class="loading">Loading…</p>`;
  }

  /** Texts that come together are laid out one a frame. */
  async #make(text: TextAnswer) {
    await frameTurn();
    if (this.#nodes.has(text)) return;
    const nodes = safeNodesOf(text.html);
    this.#nodes.set(text, nodes);
    this.requestUpdate();
    await Promise.all([drawMath(nodes), colourCode(nodes)]);
  }

  #diff(value: TextValue) {
    const { text, before } = value;
    if (!before) return html`<p class="note">This is the first step: there is nothing before it.</p>`;
    const known = this.#diffs.get(value);
    const { rows } = known ?? { rows: diffOf(before.texts.join('\n'), text.texts.join('\n')) };
    if (!known) this.#diffs.set(value, { rows });
    const against = `step ${formatStep(before.step)}`;
    if (!rows) return html`<p class="note">Differs from ${against} in too many places to be compared.</p>`;
    if (rows.length === 0) return html`<p class="note">The same text as at ${against}.</p>`;
    return html`<ul class="diff" aria-label="What changed since ${against}">
      ${rows.map(rowOf)}
    </ul>`;
  }
}

const SIGNS = { same: ' ', added: '+', removed: '−' };

function rowOf(row: DiffRow) {
  if (row.kind === 'gap')
    return html`<li class="gap"><span>…</span><span>${row.lines} equal lines</span></li>`;
  const { kind, pieces } = row;
  const piece = (text: string) => (kind === 'added' ? html`<ins>${text}</ins>` : html`<del>${text}</del>`);
  return html`<li class=${kind}>
    <span>${SIGNS[kind]}</span><span>${pieces.map(({ text, changed }) => (changed ? piece(text) : text))}</span>
  </li>`;
}
customElements.define('rb-text-card', TextCard);
