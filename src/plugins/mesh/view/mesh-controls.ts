// The mouse and keys that move a mesh's camera. Places are relative to the mesh, so nothing of it is needed here.
import { PerspectiveCamera } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { type CameraPlace, movedByKey, START } from './camera-place.ts';

/** Whoever makes it calls `dispose`. */
export class MeshControls {
  readonly #moved: (place: CameraPlace) => void;
  readonly #camera = new PerspectiveCamera();
  readonly #controls: OrbitControls;
  #place = START;

  /** `moved` is called when the user has moved the camera. */
  constructor(canvas: HTMLCanvasElement, moved: (place: CameraPlace) => void) {
    this.#moved = moved;
    this.#controls = new OrbitControls(this.#camera, canvas);
    this.place(START);
    this.#controls.addEventListener('change', () => {
      const place = { position: this.#camera.position.toArray(), target: this.#controls.target.toArray() };
      if (JSON.stringify(place) === JSON.stringify(this.#place)) return;
      this.#place = place;
      this.#moved(place);
    });
  }

  /** Where the camera stands. */
  get current(): CameraPlace {
    return this.#place;
  }

  /** Moves the camera, and tells nobody. `fov` in degrees: how far a drag goes. */
  place(place: CameraPlace, fov = this.#camera.fov): void {
    this.#place = place;
    this.#camera.fov = fov;
    this.#camera.position.fromArray(place.position);
    this.#controls.target.fromArray(place.target);
    this.#camera.lookAt(this.#controls.target);
  }

  /** Moves the camera as a key means it; false for a key that means nothing. */
  key(key: string): boolean {
    const place = movedByKey(this.#place, key);
    if (!place) return false;
    this.place(place);
    this.#moved(place);
    return true;
  }

  dispose(): void {
    this.#controls.dispose();
  }
}
