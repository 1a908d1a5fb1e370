// One mesh of one run at one step.
import { css, html } from 'lit';
import { StepCard } from '../../../../client/step-card.ts';
import type { CameraPlace } from './camera-place.ts';
import type { MeshData } from './mesh-data.ts';
import type { MeshLook } from './mesh-messages.ts';
import './mesh-view.ts';

export class MeshCard extends StepCard<MeshData> {
  static override properties = { look: { attribute: false }, camera: { attribute: false } };
  static override styles = [
    ...StepCard.styles,
    css`
      :host {
        --rb-card-height: 19rem;
      }
      :host([expanded]) {
        --rb-mesh-height: 32rem;
      }
    `,
  ];
  declare look: MeshLook;
  /** Undefined while each card has its own. */
  declare camera: CameraPlace | undefined;

  constructor() {
    super();
    this.look = { pointSize: 1, wireframe: false, color: '#808080' };
    this.camera = undefined;
  }

  protected override note(): string | undefined {
    if (!this.value) return undefined;
    const { vertices, faces } = this.value;
    const points = `${(vertices.length / 3).toLocaleString('en-US')} points`;
    const size = faces ? `${points}, ${(faces.length / 3).toLocaleString('en-US')} triangles` : points;
    return this.value.of > 1 ? `mesh ${this.value.at + 1} of ${this.value.of}, ${size}` : size;
  }

  protected override stepContent(data: MeshData) {
    return html`<rb-mesh
      .data=${data}
      .look=${this.look}
      .camera=${this.camera}
      .label=${`${this.heading}, ${this.run}, ${this.stepText}`}
    ></rb-mesh>`;
  }
}
customElements.define('rb-mesh-card', MeshCard);
