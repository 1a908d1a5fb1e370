// One mesh on one canvas, drawn by three.js when something changed.
import {
  AmbientLight,
  BufferAttribute,
  BufferGeometry,
  DirectionalLight,
  Group,
  type Material,
  Mesh,
  OrthographicCamera,
  PerspectiveCamera,
  Points,
  Scene,
  type Vector3,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { drawNever, drawSoon } from '../../../../client/charts/draw-queue.ts';
import { type CameraPlace, movedByKey, START } from './camera-place.ts';
import type { MeshConfig } from './mesh-config.ts';
import type { MeshData } from './mesh-data.ts';
import { faceMaterialOf, lightOf, pointMaterialOf } from './mesh-parts.ts';
import { giveRendererBack, paint, takeRenderer } from './shared-renderer.ts';

export interface MeshLook {
  /** Times what the config or the mesh's own size asks for. */
  readonly pointSize: number;
  readonly wireframe: boolean;
  /** Of points and faces without colours of their own: any CSS colour. */
  readonly color: string;
}

/** Whoever makes it calls `dispose`. Throws where there is no WebGL. */
export class MeshScene {
  readonly #canvas: HTMLCanvasElement;
  readonly #moved: (place: CameraPlace) => void;
  readonly #scene = new Scene();
  #camera: PerspectiveCamera | OrthographicCamera = new PerspectiveCamera();
  #controls: OrbitControls;
  #lights = new Group();
  #aspect = 1;
  #shown: Mesh | Points | undefined;
  #center: Vector3 | undefined;
  #radius = 1;
  #place = START;
  /** What it takes is over when it returns: the canvas holds the picture. */
  readonly #draw = () => {
    paint(this.#canvas, this.#scene, this.#camera);
    return 0;
  };

  /** `moved` is called when the user has moved the camera. */
  constructor(canvas: HTMLCanvasElement, moved: (place: CameraPlace) => void) {
    takeRenderer();
    this.#canvas = canvas;
    this.#moved = moved;
    this.#controls = this.#controlled();
    this.#scene.add(this.#lights);
  }

  /** Makes the mouse move the camera that there is now. */
  #controlled(): OrbitControls {
    const controls = new OrbitControls(this.#camera, this.#canvas);
    controls.addEventListener('change', () => {
      this.#drawSoon();
      const from = (at: Vector3) =>
        at
          .clone()
          .sub(this.#center ?? at)
          .divideScalar(this.#radius)
          .toArray();
      const place = { position: from(this.#camera.position), target: from(controls.target) };
      if (JSON.stringify(place) === JSON.stringify(this.#place)) return;
      this.#place = place;
      this.#moved(place);
    });
    return controls;
  }

  /** Moves the camera as a key means it; false for a key that means nothing. */
  key(key: string): boolean {
    const place = movedByKey(this.#place, key);
    if (!place) return false;
    this.place(place);
    this.#moved(place);
    return true;
  }

  #shine({ lights }: MeshConfig) {
    this.#dispose(this.#lights);
    this.#lights = new Group();
    if (lights) for (const light of lights) this.#lights.add(lightOf(light));
    else {
      // From where one looks, so that no side is dark.
      const light = new DirectionalLight('#ffffff', 2);
      light.position.set(1, 2, 3);
      this.#camera.add(light);
      this.#lights.add(new AmbientLight('#ffffff', 1.2), this.#camera);
    }
    this.#scene.add(this.#lights);
  }

  #look({ orthographic, fov }: MeshConfig) {
    const isOther = this.#camera instanceof OrthographicCamera !== orthographic;
    if (isOther) {
      this.#controls.dispose();
      this.#camera = orthographic ? new OrthographicCamera() : new PerspectiveCamera();
      this.#controls = this.#controlled();
    }
    this.#camera.clear();
    if (this.#camera instanceof PerspectiveCamera) this.#camera.fov = fov;
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
    const parts = { color: look.color, wireframe: look.wireframe, vertexColors };
    if (faces && faces.length > 0) {
      geometry.setIndex(new BufferAttribute(faces, 1));
      geometry.computeVertexNormals();
      this.#shown = new Mesh(geometry, faceMaterialOf(config, parts));
    } else {
      const size = (config.material.size ?? this.#radius * 0.03) * look.pointSize;
      this.#shown = new Points(geometry, pointMaterialOf(config, parts, size));
    }
    this.#look(config);
    this.#shine(config);
    this.#scene.add(this.#shown);
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
    this.#project();
    this.#camera.lookAt(this.#controls.target);
    this.#drawSoon();
  }

  /** In CSS pixels. */
  resize(width: number, height: number): void {
    const ratio = Math.min(2, window.devicePixelRatio);
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#aspect = width / height;
    this.#project();
    this.#drawSoon();
  }

  #project() {
    const camera = this.#camera;
    if (camera instanceof PerspectiveCamera) camera.aspect = this.#aspect;
    else {
      // As high as it would look from there at a usual angle of view.
      const half = this.#radius * Math.hypot(...this.#place.position) * Math.tan(Math.PI / 6);
      [camera.left, camera.right] = [-half * this.#aspect, half * this.#aspect];
      [camera.top, camera.bottom] = [half, -half];
    }
    camera.updateProjectionMatrix();
  }

  dispose(): void {
    drawNever(this.#draw);
    this.#forget();
    this.#dispose(this.#lights);
    this.#controls.dispose();
    giveRendererBack();
  }

  #forget() {
    if (!this.#shown) return;
    this.#scene.remove(this.#shown);
    this.#shown.geometry.dispose();
    (this.#shown.material as Material).dispose();
    this.#shown = undefined;
  }

  #dispose(lights: Group) {
    this.#scene.remove(lights);
    lights.clear();
  }

  #drawSoon() {
    drawSoon(this.#draw);
  }
}
