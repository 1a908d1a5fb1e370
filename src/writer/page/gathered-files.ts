// A logdir in memory: the event files and embeddings of a writer that sends nothing.
import { zipSync } from 'fflate';
import { eventFileName } from '../../format/event-file-name.ts';
import { CONFIG_FILE } from '../../plugins/projector/kind.ts';
import { type EmbeddingFiles, withEmbedding } from '../../plugins/projector/summary.ts';
import { MemorySink } from '../event-sink.ts';

/** One file that a page's writer gathered. */
export interface GatheredFile {
  /** Below the run's folder: `events.out.tfevents.…`, or `<sub-run>/events.out.tfevents.…`. */
  readonly path: string;
  /** The whole file as it is now; a copy. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Files by path, in the order in which they were begun. */
export class GatheredFiles {
  readonly #eventFiles = new Map<string, MemorySink>();
  readonly #beside = new Map<string, Uint8Array>();

  /** The event file of a run that begins. */
  newSink(run: string): MemorySink {
    const number = this.#eventFiles.size;
    const name = eventFileName({
      wallTimeSeconds: Date.now() / 1000,
      host: 'page',
      processId: 0,
      number,
      suffix: '',
    });
    const sink = new MemorySink();
    this.#eventFiles.set(run === '' ? name : `${run}/${name}`, sink);
    return sink;
  }

  /** As on disk: the files, then the config with one more block. */
  writeEmbedding({ folder, files, embedding }: EmbeddingFiles): void {
    for (const { name, bytes } of files) this.#beside.set(`${folder}/${name}`, bytes);
    const config = new TextDecoder().decode(this.#beside.get(CONFIG_FILE) ?? new Uint8Array(0));
    this.#beside.set(CONFIG_FILE, new TextEncoder().encode(withEmbedding(config, embedding)));
  }

  /** Event files first; what was flushed. */
  all(): readonly GatheredFile[] {
    return [
      ...[...this.#eventFiles].map(([path, sink]) => ({ path, bytes: new Uint8Array(sink.bytes) })),
      ...[...this.#beside].map(([path, bytes]) => ({ path, bytes: new Uint8Array(bytes) })),
    ];
  }

  /** All of them as a ZIP file, below a folder. */
  zip(folder: string): Uint8Array<ArrayBuffer> {
    const entries = this.all().map(({ path, bytes }) => [`${folder}/${path}`, bytes] as const);
    return zipSync(Object.fromEntries(entries), { level: 6 }) as Uint8Array<ArrayBuffer>;
  }
}
