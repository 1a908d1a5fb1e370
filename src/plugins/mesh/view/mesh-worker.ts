// The thread that draws all meshes of the page: a driver that compiles shaders, or draws without a GPU, keeps nobody waiting.
import type { MeshNews, MeshOrder } from './mesh-messages.ts';
import { MeshScene } from './mesh-scene.ts';

const scenes = new Map<number, MeshScene>();

self.onmessage = ({ data: order }: MessageEvent<MeshOrder>) => {
  if (order.kind === 'start') start(order.id, order.canvas);
  else follow(order, scenes.get(order.id));
};

function start(id: number, canvas: OffscreenCanvas): void {
  try {
    scenes.set(id, new MeshScene(canvas, () => tell({ drawn: id })));
  } catch {
    // The one thing that the constructor needs of the machine.
    tell({ failed: id });
  }
}

function tell(news: MeshNews): void {
  self.postMessage(news);
}

function follow(order: Exclude<MeshOrder, { readonly kind: 'start' }>, scene: MeshScene | undefined): void {
  if (order.kind === 'show') scene?.show(order.data, order.look);
  else if (order.kind === 'place') scene?.place(order.place);
  else if (order.kind === 'resize') scene?.resize(order.width, order.height, order.ratio);
  else {
    scene?.dispose();
    scenes.delete(order.id);
  }
}
