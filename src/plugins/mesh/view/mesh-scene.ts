// One mesh on one canvas, drawn by three.js when something changed.
import {
  AmbientLight,
  BufferAttribute,
  BufferGeometry,
  DirectionalLight,
  DoubleSide,
  type Material,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  Points,
  PointsMaterial,
  Scene,
  type Vector3,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { MeshData } from './mesh-data.ts';

/** Where a camera stands and what it looks at, from the middle of a mesh in multiples of its radius. */
export interface CameraPlace {
  readonly position: readonly [number, number, number];
  readonly target: readonly [number, number, number];
}

export interface MeshLook {
  /** Times what the config or the mesh's own size asks for. */
  readonly pointSize: number;
  readonly wireframe: boolean;
  /** Of points and faces without colours of their own: any CSS colour. */
  readonly color: string;
}

const START: CameraPlace = { position: [1.2, 0.9, 2], target: [0, 0, 0] };

/** Whoever makes it calls `dispose`: browsers have few WebGL contexts. Throws where there is no WebGL. */
export class MeshScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera();
  readonly #controls: OrbitControls;
  #shown: Mesh | Points | undefined;
  #center: Vector3 | undefined;
  #radius = 1;
  #place = START;
  #frame = 0;

  /** `moved` is called when the user has moved the camera. */
  constructor(canvas: HTMLCanvasElement, moved: (place: CameraPlace) => void) {
    this.#renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.#renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    const light = new DirectionalLight('#ffffff', 2);
    light.position.set(1, 2, 3);
    this.#camera.add(light);
    this.#scene.add(new AmbientLight('#ffffff', 1.2), this.#camera);
    this.#controls = new OrbitControls(this.#camera, canvas);
    this.#controls.addEventListener('change', () => {
      this.#drawSoon();
      const from = (at: Vector3) =>
        at
          .clone()
          .sub(this.#center ?? at)
          .divideScalar(this.#radius)
          .toArray();
      const place = { position: from(this.#camera.position), target: from(this.#controls.target) };
      if (JSON.stringify(place) === JSON.stringify(this.#place)) return;
      this.#place = place;
      moved(place);
    });
  }

  /** Shows a mesh in place of the one before; the camera stays, relative to the mesh. */
  show({ vertices, faces, colors, config }: MeshData, look: MeshLook): void {
    this.#forget();
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(vertices, 3));
    if (colors?.length === vertices.length)
      geometry.setAttribute('color', new BufferAttribute(colors, 3, true));
    const vertexColors = geometry.hasAttribute('color');
    geometry.computeBoundingSphere();
    const { center, radius } = geometry.boundingSphere ?? { center: this.#camera.position, radius: 1 };
    this.#center = center;
    this.#radius = radius > 0 ? radius : 1;
    const color = vertexColors ? '#ffffff' : (config.color ?? look.color);
    const shared = { color, vertexColors, opacity: config.opacity, transparent: config.opacity < 1 };
    if (faces && faces.length > 0) {
      geometry.setIndex(new BufferAttribute(faces, 1));
      geometry.computeVertexNormals();
      const wireframe = look.wireframe || config.wireframe;
      this.#shown = new Mesh(geometry, new MeshStandardMaterial({ ...shared, wireframe, side: DoubleSide }));
    } else {
      const size = (config.pointSize ?? this.#radius * 0.03) * look.pointSize;
      this.#shown = new Points(geometry, new PointsMaterial({ ...shared, size }));
    }
    this.#scene.add(this.#shown);
    this.#camera.fov = config.fov;
    this.place(this.#place);
  }

  /** Moves the camera. */
  place(place: CameraPlace): void {
    this.#place = place;
    const center = this.#center;
    if (!center) return;
    this.#camera.near = this.#radius / 100;
    this.#camera.far = this.#radius * 100;
    this.#camera.position.fromArray(place.position).multiplyScalar(this.#radius).add(center);
    this.#controls.target.fromArray(place.target).multiplyScalar(this.#radius).add(center);
    this.#camera.updateProjectionMatrix();
    this.#camera.lookAt(this.#controls.target);
    this.#drawSoon();
  }

  /** In CSS pixels. */
  resize(width: number, height: number): void {
    this.#renderer.setSize(width, height, false);
    this.#camera.aspect = width / height;
    this.#camera.updateProjectionMatrix();
    this.#drawSoon();
  }

  /** Gives the WebGL context back. */
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#forget();
    this.#controls.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  #forget() {
    if (!this.#shown) return;
    this.#scene.remove(this.#shown);
    this.#shown.geometry.dispose();
    (this.#shown.material as Material).dispose();
    this.#shown = undefined;
  }

  #drawSoon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#renderer.render(this.#scene, this.#camera));
  }
}
