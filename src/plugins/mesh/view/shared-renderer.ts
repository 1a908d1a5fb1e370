// One WebGL context for all meshes of the page: browsers have few of them, and one takes long to make.
import { type Camera, type Scene, WebGLRenderer } from 'three';

let renderer: WebGLRenderer | undefined;
let users = 0;

/** Whoever takes it gives it back. Throws where there is no WebGL. */
export function takeRenderer(): void {
  renderer ??= new WebGLRenderer({ canvas: new OffscreenCanvas(1, 1), antialias: true, alpha: true });
  users++;
}

/** The last one gives the context back to the browser. */
export function giveRendererBack(): void {
  users--;
  if (users > 0) return;
  renderer?.dispose();
  renderer?.forceContextLoss();
  renderer = undefined;
}

/** Draws a scene onto a canvas of its own, as large as that is; nothing while nobody has taken the renderer. */
export function paint(canvas: OffscreenCanvas, scene: Scene, camera: Camera): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  if (!renderer || !context || width === 0 || height === 0) return;
  const source = renderer.domElement;
  if (source.width !== width || source.height !== height) renderer.setSize(width, height, false);
  renderer.render(scene, camera);
  context.clearRect(0, 0, width, height);
  // In the same task, behind which the browser may forget what was drawn.
  context.drawImage(source, 0, 0);
}
