// Reads a heavy value from its event file when somebody asks for it.
import { open } from 'node:fs/promises';
import { decodeEvent } from '../../src/format/event.ts';
import { tensorOf, valuesOf } from '../../src/format/legacy.ts';
import { type Tensor, TensorError } from '../../src/format/tensor.ts';
import { readRecord } from '../../src/format/tf-record.ts';
import type { Place } from '../store/place.ts';
import type { PlacedSeries } from '../store/series.ts';
import { HttpError } from './http-error.ts';

/**
 * The value at `index`. Rejects with HttpError 410 where the file no longer holds what was indexed, and with 422
 * where the value is there but cannot be read.
 */
export async function tensorAt(series: PlacedSeries, index: number): Promise<Tensor> {
  const place = series.places[index];
  if (!place) throw new RangeError(`no value ${index} in a series of ${series.length}`);
  const read = readRecord(await bytesAt(place), 0);
  if (read.kind !== 'record') throw gone(place);
  try {
    const value = valuesOf(decodeEvent(read.payload))[place.valueIndex];
    if (!value) throw gone(place);
    return tensorOf(value);
  } catch (error) {
    if (!(error instanceof TensorError)) throw error;
    throw new HttpError(422, `${place.file}, byte ${place.offsetBytes}: ${error.message}`, { cause: error });
  }
}

async function bytesAt(place: Place): Promise<Uint8Array> {
  const bytes = new Uint8Array(place.lengthBytes);
  try {
    const file = await open(place.file, 'r');
    try {
      const { bytesRead } = await file.read(bytes, 0, bytes.length, place.offsetBytes);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw gone(place, error);
  }
}

function gone(place: Place, cause?: unknown): HttpError {
  const message = `${place.file} no longer holds what was found at byte ${place.offsetBytes}; it changed or vanished.`;
  return new HttpError(410, message, { cause });
}
