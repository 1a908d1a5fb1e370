// What charts on canvases do alike: they draw when something changed, once a frame, and only while they are on screen.
import { LitElement, type PropertyValues } from 'lit';
import { type CanvasTheme, canvasThemeOf, THEME_CHANGE } from './canvas-theme.ts';
import { drawNever, drawSoon } from './draw-queue.ts';
import { OnScreen } from './on-screen.ts';

/** Off screen it holds no canvas memory: `release` gives it back, and all of it comes again with the next `draw`. */
export abstract class CanvasChart extends LitElement {
  #theme: CanvasTheme | undefined;
  #onScreen = new OnScreen(this, (now) => (now ? this.schedule() : this.#leave()));
  #resizes = new ResizeObserver(() => {
    // Read here, where the layout is made: between the drawings of two charts it would be made anew.
    this.size = { width: this.clientWidth, height: this.clientHeight };
    this.schedule();
  });
  /** In CSS pixels; 0 before the first layout. */
  protected size = { width: 0, height: 0 };

  /** Paints the whole chart onto `canvas`, which is on screen and has a size. */
  protected abstract draw(canvas: HTMLCanvasElement, width: number, height: number): void;
  /** Milliseconds that the browser may take to rasterise what was painted. */
  protected get rasterMs(): number {
    return 0;
  }
  /** Forgets what was drawn. */
  protected abstract release(): void;

  /** Colours as they are now; read anew after the theme changed. */
  protected get theme(): CanvasTheme {
    this.#theme ??= canvasThemeOf(this);
    return this.#theme;
  }

  /** Draws in the next frame, or in one soon after where many charts are due. */
  protected schedule(): void {
    if (this.#onScreen.now) drawSoon(this.#drawNow);
  }

  #drawNow = () => {
    const canvas = this.renderRoot.querySelector('canvas');
    const { width, height } = this.size;
    if (!canvas || !this.#onScreen.now || width === 0 || height === 0) return 0;
    this.draw(canvas, width, height);
    return this.rasterMs;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    window.addEventListener(THEME_CHANGE, this.#themeChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    window.removeEventListener(THEME_CHANGE, this.#themeChanged);
    this.#leave();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.schedule();
  }

  #themeChanged = () => {
    this.#theme = undefined;
    this.schedule();
  };

  #leave(): void {
    drawNever(this.#drawNow);
    this.release();
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) canvas.width = canvas.height = 0;
  }
}
