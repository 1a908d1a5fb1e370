// Whether the page tells of runs that need their owner, and of which tags.
import { html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { formStyles } from '../../../../client/components/form-styles.ts';
import { RULES } from '../model/alert-rules.ts';
import { checkControl } from './chart-controls.ts';

/** Part of the tags that are watched at first. */
const FIRST_PATTERN = 'loss';

/** @fires rb-watch-change - `detail` is the part of a tag's name by which tags are watched; empty for none. */
export class RbAlertSettings extends LitElement {
  static override properties = { pattern: {}, allowed: { state: true } };
  static override styles = [controlStyles, formStyles];
  /** Empty while nothing is watched. */
  declare pattern: string;
  declare allowed: NotificationPermission | 'missing';

  constructor() {
    super();
    this.pattern = '';
    this.allowed = permission();
  }

  #set(pattern: string) {
    this.dispatchEvent(
      new CustomEvent('rb-watch-change', { detail: pattern, bubbles: true, composed: true }),
    );
  }

  /** Asks the browser at the click, as it wants; what it says changes only where the alerts are shown. */
  async #turn(on: boolean) {
    this.#set(on ? FIRST_PATTERN : '');
    if (!on || this.allowed !== 'default') return;
    await Notification.requestPermission();
    this.allowed = permission();
  }

  override render() {
    const on = this.pattern !== '';
    return html`<div class="form">
      <p class="part">Alerts</p>
      ${checkControl('Tell of runs that need me', on, (now) => void this.#turn(now))}
      ${
        on
          ? html`<label class="line"
                ><span>Tags with</span
                ><input
                  class="field"
                  type="text"
                title="Part of the names of the tags that are watched"
                  .value=${this.pattern}
                  @change=${(event: Event) => this.#set((event.target as HTMLInputElement).value.trim())}
              /></label>
              <p class="hint">Told while this tab is open: a loss ${RULES['not-finite']}, ${RULES.diverges}, or ${RULES.plateau}; and a run ${RULES.stopped}.</p>
              <p class="hint">${WHERE[this.allowed]}</p>`
          : nothing
      }
    </div>`;
  }
}

const WHERE = {
  granted: 'Shown in the page, and by the browser while you look elsewhere.',
  default: 'Shown in the page. The browser was not allowed to show them too.',
  denied: 'Shown in the page. The browser was told not to show notifications of this page.',
  missing:
    'Shown in the page. This browser shows no notifications of pages that are neither local nor encrypted.',
} as const;

function permission(): NotificationPermission | 'missing' {
  return typeof Notification === 'undefined' || !isSecureContext ? 'missing' : Notification.permission;
}
customElements.define('rb-alert-settings', RbAlertSettings);
