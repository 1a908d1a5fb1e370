// What the page says before there is anything to show.
import { css, html, LitElement } from 'lit';
import { controlStyles } from '../components/control-styles.ts';
import '../components/code-example.ts';
import '../components/empty-state.ts';

/** Lines that fill the logdir. A JSON string is a string of both languages. */
const EXAMPLES: Readonly<Record<string, (folder: string) => string>> = {
  TypeScript: (folder) => `import { SummaryWriter } from 'runboard';

const writer = new SummaryWriter(${JSON.stringify(folder)});
writer.addScalar('loss', loss, step);`,
  Python: (folder) => `from torch.utils.tensorboard import SummaryWriter

writer = SummaryWriter(${JSON.stringify(folder)})
writer.add_scalar("loss", loss, step)`,
};

/** Connecting, reading, an empty logdir, runs without anything that has a tab, and a server that does not answer. */
export class RbWelcome extends LitElement {
  static override properties = {
    logdir: {},
    loading: { type: Boolean },
    runs: { type: Number },
    unreachable: { type: Boolean },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        padding: min(10vh, 6rem) 0 var(--rb-space-5);
      }
      p {
        margin: 0;
        text-wrap: balance;
      }
      code {
        font-family: var(--rb-font-mono);
        font-size: var(--rb-text-s);
        overflow-wrap: anywhere;
      }
      .path {
        padding: 0.1em 0.4em;
        border-radius: var(--rb-radius-s);
        background: var(--rb-surface-hover);
        color: var(--rb-text);
      }
    `,
  ];
  /** Undefined until the server has spoken. */
  declare logdir: string | undefined;
  declare loading: boolean;
  /** How many there are. */
  declare runs: number;
  declare unreachable: boolean;

  constructor() {
    super();
    this.logdir = undefined;
    this.loading = true;
    this.runs = 0;
    this.unreachable = false;
  }

  override render() {
    if (this.logdir === undefined)
      return this.unreachable
        ? html`<rb-empty-state icon="unplugged" heading="No answer from the server">
            <p>This page keeps trying and fills in by itself as soon as the server is back.</p>
          </rb-empty-state>`
        : html`<rb-empty-state heading="Connecting"><p>Asking the server what there is.</p></rb-empty-state>`;
    const path = html`<code class="path">${this.logdir}</code>`;
    if (this.loading)
      return html`<rb-empty-state heading="Reading the logs"><p>Going through ${path}. Curves appear while it reads.</p></rb-empty-state>`;
    if (this.runs > 0)
      return html`<rb-empty-state heading="Nothing to draw yet">
        <p>The runs in ${path} hold no data that has a tab. Tabs appear as soon as there is some.</p>
      </rb-empty-state>`;
    return html`<rb-empty-state heading="No runs yet">
      <p>Watching ${path}. The first point that is written there shows up here by itself.</p>
      ${Object.entries(EXAMPLES).map(([language, code]) => html`<rb-code-example .language=${language} .code=${code(`${this.logdir}/first`)}></rb-code-example>`)}
    </rb-empty-state>`;
  }
}
customElements.define('rb-welcome', RbWelcome);
