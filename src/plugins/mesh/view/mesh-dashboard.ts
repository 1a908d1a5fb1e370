// The tab of meshes: one card for each run and mesh.

import { html, nothing, type PropertyValues } from 'lit';
import { given } from '../../../../client/given-card.ts';
import { StepDashboard, type StepParts } from '../../../../client/step-dashboard.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { MeshPart, MeshStepsHead } from '../kind.ts';
import { type CameraPlace, placeOf, placeText } from './camera-place.ts';
import { meshConfigOf } from './mesh-config.ts';
import { facesWithin, type MeshData, type MeshSteps, meshStepsOf } from './mesh-data.ts';
import type { MeshLook } from './mesh-messages.ts';
import '../../../../client/components/slider.ts';
import './mesh-card.ts';

/** The tag of a mesh's vertices is its name and this. */
const VERTICES = '_VERTEX';

/** A gesture that pauses so long is done, and the address says where the camera stands. */
const SETTLED_MS = 200;

/**
 * Settings in the address: those of a StepDashboard, `points` (size of points), `wire`, `cameras` (`own`), `camera` where
 * it stands for all, and `mesh`, which of several meshes of a step, from 1 on.
 */
export class MeshDashboard extends StepDashboard<MeshSteps, MeshData> {
  static override properties = { ...StepDashboard.properties, camera: { state: true } };
  /** Of all cards, where they go together. */
  declare camera: CameraPlace | undefined;

  protected override readonly things = 'meshes';
  protected override readonly icon = 'grid';
  protected override readonly example = {
    typescript: "writer.addMesh('cloud', vertices, step, { colors, faces });",
    python: 'writer.add_mesh("cloud", vertices, colors, faces, global_step=step)',
  };
  #looks = new Map<string, MeshLook>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.camera = undefined;
  }

  /** A mesh is spread over several series; its vertices stand for it. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series')) {
      const vertices = this.series.filter(({ tag }) => tag.endsWith(VERTICES));
      if (vertices.length < this.series.length) this.series = vertices;
    }
    if (changed.has('view') && this.#settling === undefined) this.camera = placeOf(this.view['camera']);
    super.willUpdate(changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#settling !== undefined) this.#settle();
  }

  /** Shows it at once and, when the gesture pauses, says so in the address. */
  #seeFrom(camera: CameraPlace) {
    this.camera = camera;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SETTLED_MS);
  }

  #settle() {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.setView({ camera: this.camera && this.#linked ? placeText(this.camera) : '' });
  }

  protected override async load({ run, tag }: SeriesInfo): Promise<MeshSteps> {
    const query = { run, tag: nameOf(tag) };
    return meshStepsOf(await this.api.columns<MeshStepsHead>('mesh/steps', query));
  }

  protected override async loadValue(
    { run, tag }: SeriesInfo,
    list: MeshSteps,
    at: number,
  ): Promise<MeshData> {
    const of = list.meshes[at] ?? 1;
    const sample = Math.max(0, Math.min(of, this.#mesh) - 1);
    const load = async (part: MeshPart) => {
      if (!list.parts.includes(part)) return undefined;
      const query = { run, tag: nameOf(tag), step: String(list.steps[at]), sample: String(sample), part };
      return (await this.api.file('mesh/part', query)).arrayBuffer();
    };
    const [vertices, faces, colors] = await Promise.all([load('VERTEX'), load('FACE'), load('COLOR')]);
    const points = new Float32Array(vertices ?? new ArrayBuffer(0));
    return {
      at: sample,
      of,
      vertices: points,
      faces: faces && facesWithin(new Int32Array(faces), points.length / 3),
      colors: colors && new Uint8Array(colors),
      config: meshConfigOf(list.config),
    };
  }

  protected override get valueMode(): string {
    return String(this.#mesh);
  }

  /** From 1 on. */
  get #mesh(): number {
    const mesh = Number(this.view['mesh'] ?? 1);
    return Number.isInteger(mesh) && mesh >= 1 ? mesh : 1;
  }

  /** Most meshes that a step on screen has. */
  get #mostMeshes(): number {
    let most = 1;
    for (const series of this.onScreen)
      for (const count of this.answerTo(series)?.meshes ?? []) most = Math.max(most, count);
    return most;
  }

  get #pointSize(): number {
    const size = Number(this.view['points'] ?? 1);
    return size > 0 && size <= 10 ? size : 1;
  }

  get #linked(): boolean {
    return this.view['cameras'] !== 'own';
  }

  /** The same object as long as it says the same: another one makes the mesh anew. */
  #lookOf(color: string): MeshLook {
    const wireframe = this.view['wire'] === '1';
    const key = `${color} ${this.#pointSize} ${wireframe}`;
    const look = this.#looks.get(key) ?? { pointSize: this.#pointSize, wireframe, color };
    this.#looks.set(key, look);
    return look;
  }

  protected override settings() {
    const check = (label: string, on: boolean, set: (on: boolean) => void) => html`<label class="check">
      <input
        type="checkbox"
        .checked=${on}
        @change=${({ target }: Event) => set((target as HTMLInputElement).checked)}
      />
      ${label}
    </label>`;
    return html`<rb-slider
        label="Point size"
        .min=${0.1}
        .max=${10}
        .step=${0.1}
        .value=${this.#pointSize}
        .readout=${`${this.#pointSize.toFixed(1)}×`}
        @rb-slider-change=${({ detail }: CustomEvent<number>) =>
          this.setView({ points: detail === 1 ? '' : String(detail) })}
      ></rb-slider>
      ${this.#mostMeshes > 1 ? this.#meshChoice() : nothing}
      ${check('Wireframe', this.view['wire'] === '1', (on) => this.setView({ wire: on ? '1' : '' }))}
      ${check('Same camera on all cards', this.#linked, (on) => this.setView({ cameras: on ? '' : 'own' }))}
      ${super.settings()}`;
  }

  #meshChoice() {
    return html`<rb-slider
      label="Mesh of a step"
      .min=${1}
      .max=${this.#mostMeshes}
      .step=${1}
      .value=${Math.min(this.#mesh, this.#mostMeshes)}
      @rb-slider-change=${({ detail }: CustomEvent<number>) => this.setView({ mesh: detail === 1 ? '' : String(detail) })}
    ></rb-slider>`;
  }

  protected override stepCard(parts: StepParts<MeshSteps, MeshData>) {
    const { series, run } = parts;
    return html`<rb-mesh-card
      ${given(parts, series.displayName || nameOf(series.tag))}
      .look=${this.#lookOf(run.color)}
      .camera=${this.#linked ? this.camera : undefined}
      @rb-camera-change=${({ detail }: CustomEvent<CameraPlace>) => this.#seeFrom(detail)}
    ></rb-mesh-card>`;
  }
}
customElements.define('rb-mesh-dashboard', MeshDashboard);

const nameOf = (tag: string) => tag.slice(0, -VERTICES.length);
