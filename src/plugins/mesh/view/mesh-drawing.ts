// One canvas whose mesh another thread draws, the same thread for all.
import type { CameraPlace } from './camera-place.ts';
import type { MeshData } from './mesh-data.ts';
import type { MeshLook, MeshNews, MeshOrder } from './mesh-messages.ts';

const drawings = new Map<number, MeshDrawing>();
let worker: Worker | undefined;
let last = 0;

function startWorker(): Worker {
  const started = new Worker(new URL('./mesh-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<MeshNews>) => {
    if ('failed' in data) drawings.get(data.failed)?.heard.failed();
    else drawings.get(data.drawn)?.heard.drawn();
  };
  started.onerror = () => {
    for (const { heard } of drawings.values()) heard.failed();
  };
  return started;
}

/** What is told of a drawing. */
interface MeshListener {
  /** The machine gives no WebGL, or the thread has died. */
  failed(): void;
  /** Its first mesh can be seen. */
  drawn(): void;
}

type Order<K = MeshOrder> = K extends MeshOrder ? Omit<K, 'id'> : never;

/** Whoever makes it calls `dispose`; the last one ends the thread, and with it gives back the page's WebGL context. */
export class MeshDrawing {
  readonly heard: MeshListener;
  readonly #id = ++last;

  /** Takes the canvas for good. */
  constructor(element: HTMLCanvasElement, heard: MeshListener) {
    this.heard = heard;
    worker ??= startWorker();
    drawings.set(this.#id, this);
    const canvas = element.transferControlToOffscreen();
    this.#order({ kind: 'start', canvas }, [canvas]);
  }

  /** Shows a mesh in place of the one before; the camera stays, relative to the mesh. */
  show(data: MeshData, look: MeshLook): void {
    this.#order({ kind: 'show', data, look });
  }

  place(place: CameraPlace): void {
    this.#order({ kind: 'place', place });
  }

  /** In CSS pixels. */
  resize(width: number, height: number): void {
    this.#order({ kind: 'resize', width, height, ratio: Math.min(2, window.devicePixelRatio) });
  }

  dispose(): void {
    this.#order({ kind: 'dispose' });
    drawings.delete(this.#id);
    if (drawings.size > 0) return;
    worker?.terminate();
    worker = undefined;
  }

  #order(order: Order, transfer: Transferable[] = []): void {
    worker?.postMessage({ ...order, id: this.#id }, transfer);
  }
}
