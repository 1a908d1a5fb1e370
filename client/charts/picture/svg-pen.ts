// A pen that writes SVG: what is drawn with it looks as on a canvas, and stays lines and letters.
import type { Pen } from './pen.ts';

/** What `save` keeps. */
interface State {
  globalAlpha: number;
  lineWidth: number;
  lineJoin: CanvasLineJoin;
  strokeStyle: Pen['strokeStyle'];
  fillStyle: Pen['fillStyle'];
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  dash: readonly number[];
  /** Groups that were opened since the last `save`. */
  groups: number;
}

const FIRST: State = {
  globalAlpha: 1,
  lineWidth: 1,
  lineJoin: 'miter',
  strokeStyle: '#000',
  fillStyle: '#000',
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  dash: [],
  groups: 0,
};

/** How far below the given place letters stand, as a share of their size: not every viewer knows SVG's baselines. */
const BASELINES: Readonly<Partial<Record<CanvasTextBaseline, number>>> = {
  top: 0.8,
  hanging: 0.8,
  middle: 0.35,
  bottom: -0.2,
};
const ANCHORS: Readonly<Partial<Record<CanvasTextAlign, string>>> = {
  center: 'middle',
  right: 'end',
  end: 'end',
};

/** Whoever makes one draws with it and takes `svg` at the end. */
export class SvgPen implements Pen {
  declare globalAlpha: number;
  declare lineWidth: number;
  declare lineJoin: CanvasLineJoin;
  declare strokeStyle: Pen['strokeStyle'];
  declare fillStyle: Pen['fillStyle'];
  declare font: string;
  declare textAlign: CanvasTextAlign;
  declare textBaseline: CanvasTextBaseline;
  #dash: readonly number[] = [];
  #groups = 0;
  #saved: State[] = [];
  #path = '';
  #clips = 0;
  readonly #out: string[] = [];
  readonly #measure: (text: string, font: string) => number;

  /** `measure` tells the width of a text in pixels, in a CSS font. */
  constructor(measure: (text: string, font: string) => number) {
    this.#measure = measure;
    this.#set(FIRST);
  }

  /** The whole picture, `width` x `height` pixels. */
  svg(width: number, height: number): string {
    const open = '</g>'.repeat(this.#groups + this.#saved.reduce((sum, { groups }) => sum + groups, 0));
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
      `${this.#out.join('\n')}${open}</svg>\n`
    );
  }

  save(): void {
    const { globalAlpha, lineWidth, lineJoin, strokeStyle, fillStyle, font, textAlign, textBaseline } = this;
    this.#saved.push({
      ...{ globalAlpha, lineWidth, lineJoin, strokeStyle, fillStyle, font, textAlign, textBaseline },
      dash: this.#dash,
      groups: this.#groups,
    });
    this.#groups = 0;
  }

  restore(): void {
    const state = this.#saved.pop();
    if (!state) return;
    if (this.#groups > 0) this.#out.push('</g>'.repeat(this.#groups));
    this.#set(state);
  }

  translate(x: number, y: number): void {
    this.#open(`transform="translate(${short(x)} ${short(y)})"`);
  }

  clip(): void {
    const id = `clip${++this.#clips}`;
    this.#out.push(`<clipPath id="${id}"><path d="${this.#path}"/></clipPath>`);
    this.#open(`clip-path="url(#${id})"`);
  }

  beginPath(): void {
    this.#path = '';
  }

  closePath(): void {
    this.#path += 'Z';
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${short(x)} ${short(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `${this.#path === '' ? 'M' : 'L'}${short(x)} ${short(y)}`;
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path += rectangle(x, y, width, height);
  }

  arc(x: number, y: number, radius: number): void {
    const r = short(radius);
    const half = (to: number) => `A${r} ${r} 0 1 1 ${short(to)} ${short(y)}`;
    this.#path += `M${short(x + radius)} ${short(y)}${half(x - radius)}${half(x + radius)}Z`;
  }

  setLineDash(dash: number[]): void {
    this.#dash = dash;
  }

  fill(): void {
    if (this.#path !== '') this.#out.push(`<path d="${this.#path}"${this.#filled()}/>`);
  }

  stroke(): void {
    if (this.#path !== '') this.#out.push(`<path d="${this.#path}"${this.#stroked()}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#out.push(`<path d="${rectangle(x, y, width, height)}"${this.#filled()}/>`);
  }

  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, this.#filled());
  }

  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, this.#stroked());
  }

  measureText(text: string): Pick<TextMetrics, 'width'> {
    return { width: this.#measure(text, this.font) };
  }

  #set({ dash, groups, ...rest }: State): void {
    Object.assign(this, rest);
    this.#dash = dash;
    this.#groups = groups;
  }

  #open(attribute: string): void {
    this.#out.push(`<g ${attribute}>`);
    this.#groups++;
  }

  #filled(): string {
    const alpha = this.globalAlpha === 1 ? '' : ` fill-opacity="${this.globalAlpha}"`;
    return ` fill="${escaped(String(this.fillStyle))}"${alpha}`;
  }

  #stroked(): string {
    const alpha = this.globalAlpha === 1 ? '' : ` stroke-opacity="${this.globalAlpha}"`;
    const dash = this.#dash.length === 0 ? '' : ` stroke-dasharray="${this.#dash.join(' ')}"`;
    const join = this.lineJoin === 'miter' ? '' : ` stroke-linejoin="${this.lineJoin}"`;
    return ` fill="none" stroke="${escaped(String(this.strokeStyle))}" stroke-width="${this.lineWidth}"${join}${dash}${alpha}`;
  }

  #text(text: string, x: number, y: number, paint: string): void {
    const [, weight = '', size = '10', family = 'sans-serif'] =
      /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(this.font) ?? [];
    const below = (BASELINES[this.textBaseline] ?? 0) * Number(size);
    const anchor = ANCHORS[this.textAlign];
    this.#out.push(
      `<text x="${short(x)}" y="${short(y + below)}" font-family="${escaped(family)}" font-size="${size}"` +
        `${weight && ` font-weight="${weight}"`}${anchor ? ` text-anchor="${anchor}"` : ''}${paint}>${escaped(text)}</text>`,
    );
  }
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
}

/** Hundredths of a pixel: nobody sees more. What lies beyond all pictures is brought near, since viewers overflow. */
function short(pixels: number): string {
  return String(Math.round(Math.max(-1e6, Math.min(1e6, pixels)) * 100) / 100);
}

/** Text and attributes; signs that XML has no place for are replaced. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
