// A mesh that can be turned, while it is on screen.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import type { CameraPlace } from './camera-place.ts';
import { MeshControls } from './mesh-controls.ts';
import type { MeshData } from './mesh-data.ts';
import { MeshDrawing } from './mesh-drawing.ts';
import type { MeshLook } from './mesh-messages.ts';

/**
 * Off screen it holds no canvas, and no part in the thread and WebGL context that all meshes share.
 * @fires rb-camera-change - The user moved the camera; `detail` is its CameraPlace.
 */
export class RbMesh extends LitElement {
  static override properties = {
    data: { attribute: false },
    look: { attribute: false },
    camera: { attribute: false },
    label: {},
    near: { state: true },
    drawn: { state: true },
    failed: { state: true },
  };
  static override styles = css`
    :host {
      display: block;
      position: relative;
      height: var(--rb-mesh-height, 16rem);
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
      border-radius: var(--rb-radius-s);
      background: var(--rb-surface-sunken);
      cursor: grab;
    }
    canvas:focus-visible {
      outline: 2px solid var(--rb-accent);
    }
    p {
      margin: 0;
      color: var(--rb-text-muted);
    }
    .loading {
      position: absolute;
      inset: 0;
      display: grid;
      place-items: center;
      color: var(--rb-text-faint);
      font-size: var(--rb-text-s);
      pointer-events: none;
    }
  `;
  declare data: MeshData | undefined;
  declare look: MeshLook;
  /** Undefined while the user alone moves it. */
  declare camera: CameraPlace | undefined;
  declare label: string;
  declare near: boolean;
  /** Whether anything is on the canvas yet. */
  declare drawn: boolean;
  declare failed: boolean;

  #parts: { readonly drawing: MeshDrawing; readonly controls: MeshControls } | undefined;
  /** A canvas is given away once: each scene has a new one. */
  #canvases = 0;
  #resizes = new ResizeObserver(() => this.#resize());

  constructor() {
    super();
    this.data = undefined;
    this.look = { pointSize: 1, wireframe: false, color: '#808080' };
    this.camera = undefined;
    this.label = '';
    this.near = false;
    this.drawn = false;
    this.failed = false;
    new OnScreen(this, (now) => {
      this.near = now;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#dispose();
  }

  /** Of meshes that come into sight or change together, each is made in a task of its own. */
  protected override async scheduleUpdate(): Promise<void> {
    await taskTurn();
    await super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    if (!this.near) this.#dispose();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const { data, camera } = this;
    if (!canvas || !data) return;
    const isNew = this.#parts === undefined;
    const { drawing, controls } = this.#parts ?? this.#made(canvas);
    if (isNew || changed.has('camera')) this.#place(camera ?? controls.current, data.config.fov);
    if (isNew || changed.has('data') || changed.has('look')) drawing.show(data, this.look);
  }

  #made(canvas: HTMLCanvasElement) {
    const drawing = new MeshDrawing(canvas, {
      failed: () => {
        this.failed = true;
      },
      drawn: () => {
        this.drawn = true;
      },
    });
    const controls = new MeshControls(canvas, (detail) => {
      drawing.place(detail);
      this.dispatchEvent(new CustomEvent('rb-camera-change', { detail, bubbles: true, composed: true }));
    });
    this.#parts = { drawing, controls };
    this.#resize();
    return this.#parts;
  }

  #place(place: CameraPlace, fov: number) {
    this.#parts?.controls.place(place, fov);
    this.#parts?.drawing.place(place);
  }

  #key(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#parts?.controls.key(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #resize() {
    const { clientWidth, clientHeight } = this;
    if (clientWidth > 0 && clientHeight > 0) this.#parts?.drawing.resize(clientWidth, clientHeight);
  }

  #dispose() {
    if (!this.#parts) return;
    this.#parts.controls.dispose();
    this.#parts.drawing.dispose();
    this.#parts = undefined;
    this.drawn = false;
    this.#canvases++;
  }

  override render() {
    if (this.failed)
      return html`<p role="alert">This browser draws no WebGL beside the page, which meshes need.</p>`;
    return this.near && this.data
      ? html`${keyed(
          this.#canvases,
          html`<canvas
          tabindex="0"
          role="application"
          aria-roledescription="mesh"
          aria-label="${this.label}: drag or arrow keys to turn, wheel or + and − to come nearer, 0 for the view at first"
          @keydown=${this.#key}
        ></canvas>`,
        )}${this.drawn ? nothing : html`<p class="loading" role="status">Drawing…</p>`}`
      : html``;
  }
}
customElements.define('rb-mesh', RbMesh);
