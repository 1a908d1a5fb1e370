// Everything about a graph that is not needed at every look: how it is cut, what it is compared with, files in and out.
import { html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { formStyles } from '../../../../client/components/form-styles.ts';
import { VIEW_CHANGE } from '../../../../client/plugin-host.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import type { ExportFormat } from './graph-exports.ts';
import { FILE_HINT, fileField } from './graph-files.ts';
import { type GraphSource, keyOf, nameOf } from './graph-sources.ts';
import '../../../../client/components/popover.ts';

const EXPORTS: readonly (readonly [ExportFormat, string])[] = [
  ['png', 'PNG'],
  ['svg', 'SVG'],
  ['dot', 'DOT'],
  ['pbtxt', 'pbtxt'],
];

/**
 * Changes settings by itself, as dashboards do.
 * @fires rb-graph-export - `detail` is the format.
 * @fires rb-graph-file - `detail` is the file that the user opens.
 */
export class RbGraphMenu extends LitElement {
  static override properties = {
    view: { attribute: false },
    sources: { attribute: false },
    shown: { attribute: false },
    open: { state: true },
  };
  static override styles = [controlStyles, formStyles];
  declare view: Readonly<Record<string, string>>;
  declare sources: readonly GraphSource[];
  /** Key of the graph that is shown, which is not compared with itself. */
  declare shown: string;
  /** Until it is opened it holds nothing. */
  declare open: boolean;

  constructor() {
    super();
    this.open = false;
    this.view = {};
    this.sources = [];
    this.shown = '';
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #set(detail: Readonly<Record<string, string>>) {
    this.#fire(VIEW_CHANGE, detail);
  }

  /** The first time in a task of its own, behind that of the page around it. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await taskTurn();
    await super.scheduleUpdate();
  }

  override render() {
    return html`<rb-popover
      label="View, compare, open and export"
      text="Options"
      icon="settings"
      @rb-popover-toggle=${({ detail }: CustomEvent<boolean>) => {
        this.open = detail;
      }}
    >${this.open ? this.#form() : nothing}</rb-popover>`;
  }

  #form() {
    const check = (
      label: string,
      on: boolean,
      view: Readonly<Record<string, string>>,
    ) => html`<label class="check">
      <input type="checkbox" .checked=${on} @change=${() => this.#set(view)} />${label}
    </label>`;
    const isOn = (name: string) => this.view[name] !== '0';
    return html`<div class="form">
        <p class="part">View</p>
        ${check('Fold constants and weights', isOn('fold'), { fold: isOn('fold') ? '0' : '' })}
        ${check('Group series', isOn('series'), { series: isOn('series') ? '0' : '' })}
        ${check('Show control edges and those to nodes set aside', this.view['quiet'] === '1', {
          quiet: this.view['quiet'] === '1' ? '' : '1',
        })}
        ${check('Load graphs over 100 MB', this.view['large'] === '1', {
          large: this.view['large'] === '1' ? '' : '1',
        })}
        ${this.#comparison()}
        <p class="part">Open a file</p>
        ${fileField((file) => this.#fire('rb-graph-file', file))}
        <p class="hint">${FILE_HINT}</p>
        <p class="part">Export</p>
        <div class="buttons">
          ${EXPORTS.map(
            ([format, label]) =>
              html`<button class="button" @click=${() => this.#fire('rb-graph-export', format)}>${label}</button>`,
          )}
        </div>
      </div>`;
  }

  #comparison() {
    const others = this.sources.filter((source) => keyOf(source) !== this.shown);
    if (others.length === 0) return nothing;
    return html`<p class="part">Compare</p>
      <label class="line">With
        <select
          class="field"
          @change=${({ target }: Event) => {
            const { value } = target as HTMLSelectElement;
            this.#set({ against: value, color: value === '' ? '' : 'difference' });
          }}
        >
          <option value="" ?selected=${!this.view['against']}>Nothing</option>
          ${others.map(
            (source) => html`<option
              value=${keyOf(source)}
              ?selected=${keyOf(source) === this.view['against']}
            >${source.runLabel}: ${nameOf(source)}</option>`,
          )}
        </select>
      </label>`;
  }
}
customElements.define('rb-graph-menu', RbGraphMenu);
