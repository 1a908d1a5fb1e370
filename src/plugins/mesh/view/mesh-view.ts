// A mesh that can be turned, while it is on screen.
import { css, html, LitElement, type PropertyValues } from 'lit';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import { taskTurn } from '../../../../client/components/task-turn.ts';
import type { CameraPlace } from './camera-place.ts';
import type { MeshData } from './mesh-data.ts';
import { type MeshLook, MeshScene } from './mesh-scene.ts';

/**
 * Off screen it holds no canvas, and no part in the WebGL context that all meshes share.
 * @fires rb-camera-change - The user moved the camera; `detail` is its CameraPlace.
 */
export class RbMesh extends LitElement {
  static override properties = {
    data: { attribute: false },
    look: { attribute: false },
    camera: { attribute: false },
    label: {},
    near: { state: true },
    failed: { state: true },
  };
  static override styles = css`
    :host {
      display: block;
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
  `;
  declare data: MeshData | undefined;
  declare look: MeshLook;
  /** Undefined while the user alone moves it. */
  declare camera: CameraPlace | undefined;
  declare label: string;
  declare near: boolean;
  declare failed: boolean;

  #scene: MeshScene | undefined;
  #resizes = new ResizeObserver(() => this.#resize());

  constructor() {
    super();
    this.data = undefined;
    this.look = { pointSize: 1, wireframe: false, color: '#808080' };
    this.camera = undefined;
    this.label = '';
    this.near = false;
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
    const isNew = this.#scene === undefined;
    const scene = this.#scene ?? this.#made(canvas);
    if (!scene) return;
    if (camera && (isNew || changed.has('camera'))) scene.place(camera);
    if (isNew || changed.has('data') || changed.has('look')) scene.show(data, this.look);
  }

  #made(canvas: HTMLCanvasElement): MeshScene | undefined {
    try {
      this.#scene = new MeshScene(canvas, (detail) =>
        this.dispatchEvent(new CustomEvent('rb-camera-change', { detail, bubbles: true, composed: true })),
      );
    } catch {
      // The one thing that the constructor needs of the machine.
      this.failed = true;
    }
    this.#resize();
    return this.#scene;
  }

  #key(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#scene?.key(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #resize() {
    const { clientWidth, clientHeight } = this;
    if (clientWidth > 0 && clientHeight > 0) this.#scene?.resize(clientWidth, clientHeight);
  }

  #dispose() {
    this.#scene?.dispose();
    this.#scene = undefined;
  }

  override render() {
    if (this.failed) return html`<p role="alert">This browser gives no WebGL, which meshes need.</p>`;
    return this.near && this.data
      ? html`<canvas
          tabindex="0"
          role="application"
          aria-roledescription="mesh"
          aria-label="${this.label}: drag or arrow keys to turn, wheel or + and − to come nearer, 0 for the view at first"
          @keydown=${this.#key}
        ></canvas>`
      : html``;
  }
}
customElements.define('rb-mesh', RbMesh);
