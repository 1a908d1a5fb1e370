// Reads heavy values from the places in their files, when somebody asks for them.
import { type FileHandle, open } from 'node:fs/promises';
import { decodeEvent, type SummaryValue } from '../../format/event.ts';
import { tensorOf, valuesOf } from '../../format/legacy.ts';
import { type Tensor, TensorError } from '../../format/tensor.ts';
import { readRecord } from '../../format/tf-record.ts';
import type { Place } from './place.ts';
import type { PlacedSeries } from './series.ts';
import { StoredValueError } from './stored-value-error.ts';

const DEFAULT_CACHE_BYTES = 64 * 2 ** 20;

/** Decoded tensors are kept, the last used ones, up to `cacheBytes`. One for a server; at rest it holds no file open. */
export class ValueReader {
  readonly #cacheBytes: number;
  /** The least recently used first. */
  readonly #cache = new Map<string, { readonly tensor: Tensor; readonly bytes: number }>();
  #cachedBytes = 0;
  /** By series of a snapshot: another has files of its own, since what lay at a path may have been replaced between. */
  readonly #files = new WeakMap<PlacedSeries, OpenFiles>();

  constructor(cacheBytes = DEFAULT_CACHE_BYTES) {
    this.#cacheBytes = cacheBytes;
  }

  /**
   * The value at `index` of a series. Rejects with StoredValueError where the file is no longer what was indexed,
   * or the value itself cannot be read.
   */
  readonly tensorAt = async (series: PlacedSeries, index: number): Promise<Tensor> => {
    const place = series.places[index];
    if (!place) throw new RangeError(`no value ${index} in a series of ${series.length}`);
    // The generation tells apart what lay at the same place of a file before it was replaced.
    const key = JSON.stringify([
      place.file,
      place.offsetBytes,
      place.valueIndex,
      series.tag,
      series.generation,
    ]);
    const cached = this.#cache.get(key);
    if (cached) {
      this.#cache.delete(key);
      this.#cache.set(key, cached);
      return cached.tensor;
    }
    const tensor = await readTensor(this.#filesOf(series), place, series);
    this.#keep(key, tensor, Math.max(bytesOf(tensor), place.lengthBytes));
    return tensor;
  };

  #filesOf(series: PlacedSeries): OpenFiles {
    const files = this.#files.get(series) ?? new OpenFiles();
    this.#files.set(series, files);
    return files;
  }

  #keep(key: string, tensor: Tensor, bytes: number): void {
    if (bytes > this.#cacheBytes || this.#cache.has(key)) return;
    this.#cache.set(key, { tensor, bytes });
    this.#cachedBytes += bytes;
    for (const [oldest, entry] of this.#cache) {
      if (this.#cachedBytes <= this.#cacheBytes) return;
      this.#cache.delete(oldest);
      this.#cachedBytes -= entry.bytes;
    }
  }
}

async function readTensor(files: OpenFiles, place: Place, series: PlacedSeries): Promise<Tensor> {
  const record = await readPlace(files, place);
  const read = readRecord(record, 0);
  if (read.kind !== 'record' || read.nextOffsetBytes !== place.lengthBytes) throw gone(place);
  const value = valueAt(read.payload, place);
  if (!value || (value.tag ?? '') !== series.tag) throw gone(place);
  try {
    return tensorOf(value);
  } catch (error) {
    if (!(error instanceof TensorError)) throw error;
    const message = `The value at byte ${place.offsetBytes} of ${place.file}: ${error.message}`;
    throw new StoredValueError('damaged', message, { cause: error });
  }
}

function valueAt(payload: Uint8Array, place: Place): SummaryValue | undefined {
  try {
    return valuesOf(decodeEvent(payload))[place.valueIndex];
  } catch (error) {
    throw gone(place, error);
  }
}

async function readPlace(files: OpenFiles, place: Place): Promise<Uint8Array> {
  try {
    return await files.using(place.file, async (file) => {
      // Checked before anything is allocated: the file may have shrunk, or be another.
      const { size } = await file.stat();
      if (place.offsetBytes + place.lengthBytes > size) throw gone(place);
      const record = new Uint8Array(place.lengthBytes);
      const { bytesRead } = await file.read(record, 0, record.length, place.offsetBytes);
      if (bytesRead !== record.length) throw gone(place);
      return record;
    });
  } catch (error) {
    if (error instanceof StoredValueError) throw error;
    throw gone(place, error);
  }
}

/** Files while somebody reads them: hundreds of values of one file that are asked for together open it once. */
class OpenFiles {
  readonly #open = new Map<string, { readonly file: Promise<FileHandle>; readers: number }>();

  async using<Result>(path: string, act: (file: FileHandle) => Promise<Result>): Promise<Result> {
    const entry = this.#open.get(path) ?? { file: open(path, 'r'), readers: 0 };
    this.#open.set(path, entry);
    entry.readers++;
    try {
      return await act(await entry.file);
    } finally {
      entry.readers--;
      if (entry.readers === 0) {
        this.#open.delete(path);
        await (await entry.file).close();
      }
    }
  }
}

function gone(place: Place, cause?: unknown): StoredValueError {
  const message = `${place.file}, byte ${place.offsetBytes}, is no longer what was indexed; reload to see what is there now`;
  return new StoredValueError('gone', message, { cause });
}

/** Strings are views of the record, which is counted anyway. */
function bytesOf(tensor: Tensor): number {
  return tensor.dtype === 'string' ? 0 : tensor.numbers.byteLength;
}
