// The bar above everything: word mark, tabs, and what concerns the whole page.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles } from '../components/control-styles.ts';
import '../components/icon.ts';
import type { LinkState } from '../data/live-client.ts';
import { taskTurn } from '../turns/task-turn.ts';
import { chooseTheme, THEME_CHOICES, type ThemeChoice, themeChoice } from './theme.ts';
import { topBarStyles } from './top-bar-styles.ts';

const LINKS: Record<LinkState, { label: string; title: string }> = {
  connecting: { label: 'Connecting', title: 'Connecting to the server' },
  live: { label: 'Live', title: 'New points appear as they are written' },
  polling: { label: 'Polling', title: 'No live connection: the server is asked every few seconds' },
  lost: { label: 'Offline', title: 'The server does not answer; trying again' },
};
const THEMES: Record<ThemeChoice, { icon: 'system' | 'sun' | 'moon'; label: string }> = {
  system: { icon: 'system', label: 'Theme: as the system' },
  light: { icon: 'sun', label: 'Theme: light' },
  dark: { icon: 'moon', label: 'Theme: dark' },
};

/** One data type. */
export interface Tab {
  readonly pluginName: string;
  readonly label: string;
  readonly href: string;
}

const namesOf = (tabs: readonly Tab[] | undefined) => tabs?.map(({ pluginName }) => pluginName).join();

/**
 * @fires rb-panel-change - `detail` is the panel to open, or undefined to close it.
 * @fires rb-reload - The reload button was pressed.
 * @fires rb-shortcuts - The list of shortcuts is wanted.
 */
export class RbTopBar extends LitElement {
  static override properties = {
    tabs: { attribute: false },
    openers: { attribute: false },
    current: {},
    link: {},
    busy: { type: Boolean },
    problems: { type: Number },
    panel: {},
    hasRuns: { attribute: false },
    theme: { state: true },
  };
  static override styles = [controlStyles, topBarStyles];
  declare tabs: readonly Tab[];
  /** Tabs that are not there; each is a link with a plus. */
  declare openers: readonly Tab[];
  /** Plugin name of the tab that is shown. */
  declare current: string;
  declare link: LinkState;
  /** Whether the server is reading. */
  declare busy: boolean;
  /** How many there are. */
  declare problems: number;
  declare panel: 'runs' | 'problems' | undefined;
  declare hasRuns: boolean;
  declare theme: ThemeChoice;
  /** The room for tabs shrinks where a window does, and where problems are counted beside them. */
  readonly #room = new ResizeObserver(() => {
    const shown = this.renderRoot.querySelector('[aria-current]');
    shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  constructor() {
    super();
    this.tabs = [];
    this.openers = [];
    this.current = '';
    this.link = 'connecting';
    this.busy = false;
    this.problems = 0;
    this.panel = undefined;
    this.hasRuns = false;
    this.theme = themeChoice();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Where it was taken out and put back; the first time, `firstUpdated` has the tabs.
    const tabs = this.renderRoot?.querySelector('nav');
    if (tabs) this.#room.observe(tabs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#room.disconnect();
  }

  /** The first time behind the task in which the shell draws what is below: that has to ask the server first. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await taskTurn();
    await super.scheduleUpdate();
  }

  protected override firstUpdated(): void {
    const tabs = this.renderRoot.querySelector('nav');
    if (tabs) this.#room.observe(tabs);
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The list is another with each drawing; moving it then would take it from under a user's finger.
    if (
      changed.has('current') ||
      (changed.has('tabs') && namesOf(changed.get('tabs')) !== namesOf(this.tabs))
    )
      this.#revealCurrent();
  }

  /**
   * Brings the tab that is shown to where it can be seen; tabs that come late or a narrower bar push it out. Whoever begins to
   * observe is called behind the layout of the next frame: elsewhere the page would be laid out once more.
   */
  #revealCurrent(): void {
    const tabs = this.renderRoot.querySelector('nav');
    if (!tabs) return;
    this.#room.unobserve(tabs);
    this.#room.observe(tabs);
  }

  /** Tabs that are out of sight at the left fade out too. */
  #scrolled({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLElement)
      currentTarget.classList.toggle('scrolled', currentTarget.scrollLeft > 1);
  }

  /** Puts the focus on the button that opens a panel, as when the panel was closed. */
  focusOpener(panel: 'runs' | 'problems'): void {
    this.renderRoot.querySelector<HTMLElement>(`.${panel}`)?.focus();
  }

  override render() {
    return html`<header>
      ${
        this.hasRuns
          ? html`<button
            class="button quiet icon-only runs"
            aria-label="Runs"
            title="Runs"
            aria-expanded=${this.panel === 'runs'}
            @click=${() => this.#open('runs')}
          ><rb-icon name="runs"></rb-icon></button>`
          : nothing
      }
      <h1><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2.5 2.5c1.5 9 5 13.5 15 14.5" /><path d="M2.5 11c2 3 3.5 4 6 3.5 3.5-.7 4.5-5.5 9-5.5" /></svg>Runboard</h1>
      <nav aria-label="Data types" @scroll=${this.#scrolled}>${this.tabs.map((tab) => this.#tab(tab))}${this.openers.map(({ label, href }) => html`<a class="tab opener" href=${href} title="${label}: the logdir holds none">+ ${label}</a>`)}</nav>
      <div class="tools">${this.#tools()}</div>
    </header>`;
  }

  #tab({ pluginName, label, href }: Tab) {
    const here = pluginName === this.current;
    return html`<a class="tab" href=${href} title="${label} (n and p turn tabs)" aria-current=${here ? 'page' : nothing}>${label}</a>`;
  }

  #tools() {
    const { problems, busy } = this;
    const link = LINKS[this.link];
    const theme = THEMES[this.theme];
    // Formats may not be ready yet when the page has only begun (warm-formats.ts).
    const number = problems < 1000 ? String(problems) : problems.toLocaleString('en');
    const count = problems === 1 ? '1 problem' : `${number} problems`;
    return html`
      ${
        problems === 0
          ? nothing
          : html`<button
            class="button quiet problems"
            aria-expanded=${this.panel === 'problems'}
            aria-label=${count}
            title=${count}
            @click=${() => this.#open('problems')}
          ><rb-icon name="warning"></rb-icon>${number}</button>`
      }
      <span class="link ${this.link}" role="status" title=${link.title}><span class="dot"></span><span class="word">${link.label}</span></span>
      <button
        class="button quiet icon-only ${busy ? 'busy' : ''}"
        aria-label="Reload"
        aria-busy=${busy}
        title=${busy ? 'Reading the logdir' : 'Reload: look at the logdir now'}
        @click=${() => this.#fire('rb-reload', undefined)}
      ><rb-icon name="reload"></rb-icon></button>
      <button class="button quiet icon-only" aria-label=${theme.label} title=${theme.label} @click=${this.nextTheme}>
        <rb-icon .name=${theme.icon}></rb-icon>
      </button>
      <button
        class="button quiet icon-only keys"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        aria-haspopup="dialog"
        @click=${() => this.#fire('rb-shortcuts', undefined)}
      ><rb-icon name="help"></rb-icon></button>`;
  }

  /** As the system, light, dark, and so on. */
  nextTheme(): void {
    const next = THEME_CHOICES[(THEME_CHOICES.indexOf(this.theme) + 1) % THEME_CHOICES.length];
    this.theme = next ?? 'system';
    chooseTheme(this.theme);
  }

  #open(panel: 'runs' | 'problems') {
    this.#fire('rb-panel-change', this.panel === panel ? undefined : panel);
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
customElements.define('rb-top-bar', RbTopBar);
