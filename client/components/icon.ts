// The page's icons: strokes on a 16 x 16 grid, drawn for this project.
import { css, html, LitElement, svg } from 'lit';

const PATHS = {
  reload: svg`<path d="M13.2 8.6A5.2 5.2 0 1 1 11.9 4.5L13.5 6"/><path d="M13.5 2.6V6h-3.4"/>`,
  warning: svg`<path d="M8 2.3 14.4 13.3H1.6Z"/><path d="M8 6.5v3.2M8 11.5v.1"/>`,
  sun: svg`<circle cx="8" cy="8" r="2.8"/><path d="M8 1.3v1.4M8 13.3v1.4M1.3 8h1.4M13.3 8h1.4M3.3 3.3l1 1M11.7 11.7l1 1M3.3 12.7l1-1M11.7 4.3l1-1"/>`,
  moon: svg`<path d="M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6 5.8 5.8 0 1 0 13.4 9.6Z"/>`,
  system: svg`<rect x="1.8" y="2.8" width="12.4" height="8.4" rx="1.2"/><path d="M5.6 13.7h4.8"/>`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  search: svg`<circle cx="7" cy="7" r="4.3"/><path d="m10.2 10.2 3.3 3.3"/>`,
  chevron: svg`<path d="m6 3.8 4.2 4.2L6 12.2"/>`,
  expand: svg`<path d="M9.5 2.5h4v4M6.5 13.5h-4v-4M13.2 2.8 9.4 6.6M2.8 13.2l3.8-3.8"/>`,
  shrink: svg`<path d="M13 6.5H9.5V3M3 9.5h3.5V13M9.6 6.4l3.9-3.9M6.4 9.6l-3.9 3.9"/>`,
  runs: svg`<path d="M5.5 4h8M5.5 8h8M5.5 12h8"/><path d="M2.5 4h.1M2.5 8h.1M2.5 12h.1"/>`,
  chart: svg`<path d="M2.2 2.2v11.6h11.6"/><path d="m4.8 10.4 2.6-3.6 2.2 1.9 3.6-5"/>`,
  image: svg`<rect x="2" y="2.8" width="12" height="10.4" rx="1.2"/><circle cx="5.6" cy="6.2" r="1"/><path d="m2.4 11.8 3.4-3 2.2 1.8 2.9-3 2.9 2.9"/>`,
  pin: svg`<path d="M5.5 2.3h5M6.3 2.3v4L4 9h8L9.7 6.3v-4M8 9v4.7"/>`,
  text: svg`<path d="M2.5 3.5h11M2.5 6.5h11M2.5 9.5h7M2.5 12.5h9"/>`,
  audio: svg`<path d="M2 8h.1M4.4 5.8v4.4M6.8 3v10M9.2 5v6M11.6 6.6v2.8M13.9 8h.1"/>`,
  grid: svg`<path d="M2.5 2.5h11v11h-11ZM2.5 6.2h11M2.5 9.8h11M6.2 2.5v11M9.8 2.5v11"/>`,
  play: svg`<path d="M4.8 2.9v10.2L12.9 8Z"/>`,
  pause: svg`<path d="M5.2 3v10M10.8 3v10"/>`,
  star: svg`<path d="m8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5Z"/>`,
  edit: svg`<path d="M10.6 3.2 12.8 5.4 5.6 12.6 2.8 13.2 3.4 10.4Z M9.2 4.6l2.2 2.2"/>`,
  plus: svg`<path d="M8 3v10M3 8h10"/>`,
  download: svg`<path d="M8 2.3v7.9M4.8 7.2 8 10.3l3.2-3.1M2.8 13.5h10.4"/>`,
  settings: svg`<path d="M2.2 4.5h7M12.6 4.5h1.2M2.2 11.5h1.2M6.8 11.5h7"/><circle cx="10.9" cy="4.5" r="1.6"/><circle cx="5.1" cy="11.5" r="1.6"/>`,
  more: svg`<path d="M3.5 8h.1M8 8h.1M12.5 8h.1" stroke-width="2.2"/>`,
  help: svg`<circle cx="8" cy="8" r="6"/><path d="M6.2 6.3a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.3M8 11.4v.1"/>`,
  points: svg`<path d="M2.2 2.2v11.6h11.6"/><path d="M5.4 10.6h.1M7.2 7.2h.1M9.4 9h.1M11.4 4.4h.1M10.8 6.8h.1M6 4.6h.1M12.6 10.6h.1" stroke-width="2"/>`,
  unplugged: svg`<path d="M9.8 3.2 8.3 4.7a3.3 3.3 0 0 0 0 .1l2.9 2.9 1.5-1.5a2.1 2.1 0 0 0-2.9-3ZM6.2 12.8l1.5-1.5-3-3-1.5 1.5a2.1 2.1 0 0 0 3 3ZM2 14l1.2-1.2M14 2l-1.3 1.3M5.9 7.7l1-1M7.9 9.7l1-1"/>`,
} as const;

/** Names of the icons, in the order in which the gallery shows them. */
export const ICON_NAMES = Object.keys(PATHS) as readonly IconName[];
export type IconName = keyof typeof PATHS;

/**
 * One icon in the colour of the text around it; hidden from screen readers, so its button needs a label.
 * @cssprop --rb-icon-size - Width and height.
 */
export class RbIcon extends LitElement {
  static override properties = { name: {} };
  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
      width: var(--rb-icon-size);
      height: var(--rb-icon-size);
    }
    svg {
      width: 100%;
      height: 100%;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.4;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `;
  declare name: IconName;

  constructor() {
    super();
    this.name = 'chart';
  }

  override render() {
    return html`<svg viewBox="0 0 16 16" aria-hidden="true">${PATHS[this.name]}</svg>`;
  }
}
customElements.define('rb-icon', RbIcon);
