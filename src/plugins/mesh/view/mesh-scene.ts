// One mesh on one canvas, drawn by three.js when something changed. It needs no page: a worker draws (mesh-worker.ts).
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
  Vector3,
} from 'three';
import { drawNever, drawSoon } from '../../../../client/charts/draw-queue.ts';
import { type CameraPlace, START } from './camera-place.ts';
import type { MeshConfig } from './mesh-config.ts';
import type { MeshData } from './mesh-data.ts';
import type { MeshLook } from './mesh-messages.ts';
import { faceMaterialOf, lightOf, pointMaterialOf } from './mesh-parts.ts';
import { giveRendererBack, paint, takeRenderer } from './shared-renderer.ts';

/** Whoever makes it calls `dispose`. Throws where there is no WebGL. */
export class MeshScene {
  readonly #canvas: OffscreenCanvas;
  readonly #scene = new Scene();
  #camera: PerspectiveCamera | OrthographicCamera = new PerspectiveCamera();
  #lights = new Group();
  #aspect = 1;
  #shown: Mesh | Points | undefined;
  #center: Vector3 | undefined;
  #radius = 1;
  #place = START;
  #tellDrawn: () => void;
  /** What it takes is over when it returns: the canvas holds the picture. */
  readonly #draw = () => {
    paint(this.#canvas, this.#scene, this.#camera);
    if (this.#shown) this.#tellDrawn();
    return 0;
  };

  /** Calls `drawn` once, behind the first drawing that shows a mesh. */
  constructor(canvas: OffscreenCanvas, drawn: () => void) {
    takeRenderer();
    this.#canvas = canvas;
    this.#tellDrawn = () => {
      this.#tellDrawn = () => undefined;
      drawn();
    };
    this.#scene.add(this.#lights);
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
    if (isOther) this.#camera = orthographic ? new OrthographicCamera() : new PerspectiveCamera();
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
    this.#project();
    this.#camera.lookAt(new Vector3(...place.target).multiplyScalar(this.#radius).add(center));
    this.#drawSoon();
  }

  /** In CSS pixels, of which each is `ratio` pixels of the canvas. */
  resize(width: number, height: number, ratio: number): void {
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
      const { position, target } = this.#place;
      const distance = new Vector3(...position).distanceTo(new Vector3(...target));
      const half = this.#radius * distance * Math.tan(Math.PI / 6);
      [camera.left, camera.right] = [-half * this.#aspect, half * this.#aspect];
      [camera.top, camera.bottom] = [half, -half];
    }
    camera.updateProjectionMatrix();
  }

  dispose(): void {
    drawNever(this.#draw);
    this.#forget();
    this.#dispose(this.#lights);
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
