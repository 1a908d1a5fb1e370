// Files -> pictures of their sound: WAV is decoded in a worker, anything else by the browser.
import type { SoundPicture } from '../model/sound-picture.ts';
import type { SoundAnswer, SoundQuestion, SoundTask } from './sound-worker.ts';

/** The rate to which the browser resamples what only it can decode. */
const BROWSER_RATE = 44_100;

/** Made by a dashboard, which closes it; works again after that. */
export class SoundReader {
  #worker: Worker | undefined;
  #asked = 0;
  #waiting = new Map<number, (answer: SoundAnswer | Error) => void>();

  /** Undefined where neither we nor the browser know the format. */
  async pictureOf(file: Blob): Promise<SoundPicture | undefined> {
    const picture = await this.#ask({ file });
    if (picture) return picture;
    const context = new OfflineAudioContext(1, 1, BROWSER_RATE);
    const decoded = await context.decodeAudioData(await file.arrayBuffer()).catch(() => undefined);
    if (!decoded) return undefined;
    const channels = Array.from({ length: decoded.numberOfChannels }, (_, i) => decoded.getChannelData(i));
    return this.#ask({ sound: { sampleRate: decoded.sampleRate, channels } });
  }

  close(): void {
    this.#worker?.terminate();
    this.#fail('The page was left.');
  }

  #ask(task: SoundTask): Promise<SoundPicture | undefined> {
    this.#worker ??= this.#newWorker();
    const question: SoundQuestion = { id: this.#asked++, task };
    const moved = 'sound' in task ? task.sound.channels.map(({ buffer }) => buffer as ArrayBuffer) : [];
    this.#worker.postMessage(question, moved);
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, (answer) => {
        if (answer instanceof Error) reject(answer);
        else resolve(answer.picture);
      });
    });
  }

  #newWorker(): Worker {
    const worker = new Worker(new URL('./sound-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<SoundAnswer>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    };
    worker.onerror = () => this.#fail('The sound could not be read. Load the page anew.');
    return worker;
  }

  #fail(message: string): void {
    this.#worker = undefined;
    for (const answer of this.#waiting.values()) answer(new Error(message));
    this.#waiting.clear();
  }
}
